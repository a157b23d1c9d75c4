import RLRandom
import RLState

/// Any environment with discrete actions, behind one type: what a registry gives.
///
/// It is a value: a copy goes its own way. Observations are floats; a discrete one is a single float
/// with its number, and the features of `observationSpace` are one-hot. A concrete environment is
/// faster; code that is generic over `Environment` can open `base` to get it.
public struct AnyEnvironment: TimeLimited {
  /// The environment, if its observations are a box.
  private var continuous: (any Environment<Box, Discrete>)?
  /// The environment, if its observations are discrete.
  private var discrete: (any Environment<Discrete, Discrete>)?
  /// What one observation can be; its elements are stored as floats.
  public let observationSpace: AnySpace
  /// What one action can be.
  public let actionSpace: Discrete
  /// Steps in an episode at most, whichever limit inside cuts first; nil where there is no limit.
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
    guard let actions = base.actionSpace as? Discrete else {
      throw .continuousActions(
        environment: Self.name(of: Base.self), actionSpace: "\(base.actionSpace)")
    }
    if let continuous = base as? any Environment<Box, Discrete> {
      self.continuous = continuous
      observationSpace = .box(continuous.observationSpace)
    } else if let discrete = base as? any Environment<Discrete, Discrete> {
      self.discrete = discrete
      observationSpace = .discrete(discrete.observationSpace)
    } else {
      throw .observations(
        environment: Self.name(of: Base.self), observationSpace: "\(base.observationSpace)")
    }
    actionSpace = actions
    timeLimit = (base as? any TimeLimited)?.timeLimit
    table = (base as? any TabularEnvironment)?.table
  }

  /// The environment itself.
  public var base: any Environment {
    if let continuous { return continuous }
    guard let discrete else { fatalError("AnyEnvironment: there is no environment") }
    return discrete
  }

  /// The name of a type without its wrappers: `CartPole` for `TimeLimit<CartPole>`.
  private static func name(of type: any Any.Type) -> String {
    String("\(type)".split(separator: "<").last ?? "").replacing(">", with: "")
  }

  /// The number of the table's state, where the environment is tabular.
  public var tableState: Int? { (base as? any TabularEnvironment)?.state }

  public mutating func reset(using generator: inout PCG64) {
    continuous?.reset(using: &generator)
    discrete?.reset(using: &generator)
  }

  public mutating func step(_ action: Int, using generator: inout PCG64) -> Step {
    if let step = continuous?.step(action, using: &generator) { return step }
    if let step = discrete?.step(action, using: &generator) { return step }
    fatalError("AnyEnvironment: there is no environment")
  }

  public func observe(into observation: inout MutableSpan<Float>) {
    continuous?.observe(into: &observation)
    if let discrete { observation[0] = Float(Self.observation(of: discrete)) }
  }

  public mutating func visitState(_ visitor: inout StateVisitor) {
    continuous?.visitState(&visitor)
    discrete?.visitState(&visitor)
  }

  /// Whether a step uses functions of the system's mathematical library.
  public var usesSystemMathematics: Bool { type(of: base).usesSystemMathematics }

  /// The drawing of the environment, where it has one.
  public func rendering(columns: Int) -> String? {
    (base as? any TextRendering)?.rendering(columns: columns)
  }

  private static func observation(of environment: some Environment<Discrete, Discrete>) -> Int32 {
    var scalar = CollectionOfOne<Int32>(0)
    var span = scalar.mutableSpan
    environment.observe(into: &span)
    return scalar[0]
  }
}
