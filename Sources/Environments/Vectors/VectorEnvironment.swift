import RLRandom
import RLState

/// Copies of an environment that step together, each with its own random stream (Gymnasium's
/// `SyncVectorEnv`).
///
/// Observations, rewards and flags are written into the caller's memory, one row or one element for
/// each environment; a step allocates nothing.
///
/// ```swift
/// var vector = VectorEnvironment(TimeLimit(CartPole(), limit: 500), count: 64, seed: 1)
/// var observations = [Float](repeating: 0, count: 64 * 4)  // [environments, scalars]
/// var observationSpan = observations.mutableSpan
/// vector.reset(observations: &observationSpan)
/// ```
public struct VectorEnvironment<Base: Environment>: Sendable {
  /// What observations are made of.
  public typealias Scalar = Base.ObservationSpace.Scalar
  /// One action of one environment.
  public typealias Action = Base.ActionSpace.Element

  /// One of the environments.
  @frozen
  public struct Member: Sendable {
    /// The environment as it is.
    public var environment: Base
    /// The environment's random stream.
    public var generator: PCG64
    /// No episode goes on: in mode `.nextStep` the next step resets the environment, in mode
    /// `.disabled` the caller must.
    public var isOver: Bool
    /// The environment has been reset; before, it is over, and a step stops with a message.
    public var hasStarted: Bool

    /// - Parameters:
    ///   - environment: in the state from which it goes on.
    ///   - generator: its random stream.
    ///   - isOver: no episode goes on; true unless `hasStarted`.
    ///   - hasStarted: it has been reset.
    @inlinable
    public init(
      environment: Base, generator: PCG64, isOver: Bool = true, hasStarted: Bool = false
    ) {
      self.environment = environment
      self.generator = generator
      self.isOver = isOver || !hasStarted
      self.hasStarted = hasStarted
    }
  }

  /// The environments as they are, with their streams.
  public var members: [Member]
  /// What happens when an episode ends.
  public let autoreset: AutoresetMode
  /// In mode `.sameStep`, the true last observation of each environment whose episode ended in the
  /// latest step: `[count, observationScalars]`, the other rows as they were before. Empty in the
  /// other modes, which give the last observation itself.
  public var finalObservations: [Scalar]
  /// Scalars in one observation.
  public let observationScalars: Int

  /// One environment for each generator.
  ///
  /// - Parameter generators: at least one.
  public init(_ base: Base, generators: [PCG64], autoreset: AutoresetMode = .nextStep) {
    guard !generators.isEmpty else {
      fatalError("VectorEnvironment: no generators; it must have at least one environment")
    }
    members = generators.map { Member(environment: base, generator: $0) }
    self.autoreset = autoreset
    observationScalars = base.observationSpace.count
    let finalCount = autoreset == .sameStep ? generators.count * observationScalars : 0
    finalObservations = Array(unsafeUninitializedCapacity: finalCount) { buffer, count in
      UnsafeMutableRawBufferPointer(buffer).initializeMemory(as: UInt8.self, repeating: 0)
      count = finalCount
    }
  }

  /// `count` environments, whose streams have the seeds `seed`, `seed + 1`, ... as Gymnasium's
  /// `reset(seed:)` gives them.
  public init(_ base: Base, count: Int, seed: UInt64, autoreset: AutoresetMode = .nextStep) {
    let generators = (0..<count).map { PCG64(seed: seed &+ UInt64($0)) }
    self.init(base, generators: generators, autoreset: autoreset)
  }

  /// `count` environments, whose streams are spawned from `sequence`.
  public init(
    _ base: Base, count: Int, sequence: inout SeedSequence, autoreset: AutoresetMode = .nextStep
  ) {
    self.init(base, generators: sequence.spawn(count).map { PCG64($0) }, autoreset: autoreset)
  }

  /// How many environments there are.
  @inlinable public var count: Int { members.count }

  /// What one observation can be.
  @inlinable public var observationSpace: Base.ObservationSpace {
    members[0].environment.observationSpace
  }

  /// What one action can be.
  @inlinable public var actionSpace: Base.ActionSpace { members[0].environment.actionSpace }
}

extension VectorEnvironment: Stateful {
  /// Shows the environments with their streams. The last observations of episodes that ended are
  /// those of the latest step and are not part of it.
  public mutating func visitState(_ visitor: inout StateVisitor) {
    visitor.visit("members", &members)
  }
}

extension VectorEnvironment.Member: Stateful {
  public mutating func visitState(_ visitor: inout StateVisitor) {
    visitor.visit("environment", &environment)
    visitor.visit("generator", &generator)
    visitor.visit("isOver", &isOver)
    visitor.visit("hasStarted", &hasStarted)
  }
}
