import RLRandom

/// Any environment with discrete actions, behind one type: what a registry gives.
///
/// It is a value: a copy goes its own way. Observations are floats; a discrete one is a single float
/// with its number, and the features of `observationSpace` are one-hot. A concrete environment is
/// faster; code that is generic over `Environment` can open `base` to get it.
public struct AnyEnvironment: Environment {
  /// The environment itself.
  public private(set) var base: any Environment
  public let observationSpace: AnySpace
  public let actionSpace: Discrete
  /// Steps in an episode at most; nil where there is no limit.
  public let timeLimit: Int?
  /// The whole dynamics, without the time limit, where the environment is tabular.
  public let table: TransitionTable?

  /// - Throws: `ErasureError` where actions are not discrete, or observations neither a box nor
  ///   discrete.
  public init<Base: Environment>(_ base: Base) throws(ErasureError) {
    if let erased = base as? AnyEnvironment {
      self = erased
      return
    }
    let name = Self.name(of: Base.self)
    guard let actions = base.actionSpace as? Discrete else {
      throw .continuousActions(environment: name, actionSpace: "\(base.actionSpace)")
    }
    switch base.observationSpace {
    case let box as Box: observationSpace = .box(box)
    case let discrete as Discrete: observationSpace = .discrete(discrete)
    default:
      throw .observations(environment: name, observationSpace: "\(base.observationSpace)")
    }
    self.base = base
    actionSpace = actions
    timeLimit = (base as? any TimeLimited)?.limit
    table = (base as? any TabularEnvironment)?.table
  }

  /// The name of a type without its wrappers: `CartPole` for `TimeLimit<CartPole>`.
  private static func name(of type: any Any.Type) -> String {
    String("\(type)".split(separator: "<").last ?? "").replacing(">", with: "")
  }

  /// The number of the table's state, where the environment is tabular.
  public var tableState: Int? { (base as? any TabularEnvironment)?.state }

  public mutating func reset(using generator: inout PCG64) { base.reset(using: &generator) }

  public mutating func step(_ action: Int, using generator: inout PCG64) -> Step {
    Self.step(&base, action, &generator)
  }

  public func observe(into observation: inout MutableSpan<Float>) {
    Self.observe(base, into: &observation)
    if case .discrete = observationSpace {
      // The base has written an Int32 over the float.
      observation[0] = Float(Int32(bitPattern: observation[0].bitPattern))
    }
  }

  /// The drawing of the environment, where it has one.
  public func rendering(columns: Int) -> String? {
    (base as? any TextRendering)?.rendering(columns: columns)
  }

  private static func step<Base: Environment>(
    _ base: inout Base, _ action: Int, _ generator: inout PCG64
  ) -> Step {
    // The initialiser has checked that the action space is `Discrete`.
    base.step(unsafeBitCast(action, to: Base.ActionSpace.Element.self), using: &generator)
  }

  /// Writes the base's scalars, Float or Int32, over memory of the same size.
  private static func observe<Base: Environment>(
    _ base: Base, into observation: inout MutableSpan<Float>
  ) {
    observation.withUnsafeMutableBufferPointer { floats in
      floats.withMemoryRebound(to: Base.ObservationSpace.Scalar.self) { scalars in
        var span = scalars.mutableSpan
        base.observe(into: &span)
      }
    }
  }
}
