import RLRandom

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
  public typealias Scalar = Base.ObservationSpace.Scalar
  public typealias Action = Base.ActionSpace.Element

  /// The environments as they are.
  public var environments: [Base]
  /// The random stream of each environment.
  public var generators: [PCG64]
  /// What happens when an episode ends.
  public let autoreset: AutoresetMode
  /// The environments whose episode is over and that have not been reset: in mode `.nextStep` the
  /// next step resets them, in mode `.disabled` the caller must.
  public var isOver: [Bool]
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
    environments = Array(repeating: base, count: generators.count)
    self.generators = generators
    self.autoreset = autoreset
    isOver = Array(repeating: false, count: generators.count)
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
    self.init(base, generators: Self.generators(seed: seed, count: count), autoreset: autoreset)
  }

  /// `count` environments, whose streams are spawned from `sequence`.
  public init(
    _ base: Base, count: Int, sequence: inout SeedSequence, autoreset: AutoresetMode = .nextStep
  ) {
    self.init(base, generators: sequence.spawn(count).map { PCG64($0) }, autoreset: autoreset)
  }

  static func generators(seed: UInt64, count: Int) -> [PCG64] {
    (0..<count).map { PCG64(seed: seed &+ UInt64($0)) }
  }

  /// How many environments there are.
  @inlinable public var count: Int { environments.count }

  /// What one observation can be.
  @inlinable public var observationSpace: Base.ObservationSpace { environments[0].observationSpace }

  /// What one action can be.
  @inlinable public var actionSpace: Base.ActionSpace { environments[0].actionSpace }
}
