import Environments
import RLNet
import RLRandom
import RLRuns

/// The policy of a run's folder, to act by in a program of one's own.
///
/// ```swift
/// let policy = try SavedPolicy(contentsOf: "runs/cartpole-dqn-1")
/// let action = try policy.action(for: [0.02, 0, 0.01, 0])
/// ```
public struct SavedPolicy: Sendable {
  /// What it sees, and what it does.
  public let spaces: Spaces
  /// With the run's weights.
  public let policy: any Policy

  /// Reads the configuration and the weights of a run.
  ///
  /// - Parameters:
  ///   - folder: the path of the run's folder.
  ///   - catalog: the environments and agents that it may be of.
  /// - Throws: errors that tell what is wrong in a sentence: there is no run, it has no weights yet, a
  ///   file is damaged.
  public init(contentsOf folder: String, in catalog: Catalog = .builtIn) throws {
    let run = try SavedRun(RunFolder.open(folder), in: catalog)
    spaces = run.environment.spaces
    policy = run.policy
  }

  /// The action that the policy holds best.
  ///
  /// - Parameter observation: the numbers that the environment gives, `[count]` of the observation
  ///   space; of a picture its bytes as numbers from 0 to 255.
  /// - Throws: `ObservationError` where they are not of the observation space.
  public func action(for observation: [Float]) throws(ObservationError) -> Action {
    policy.greedyActions(try features(of: observation), mask: nil)
      .action(at: 0, dimensions: spaces.action.count)
  }

  /// The action that the policy holds best in a state that has a number.
  ///
  /// - Throws: `ObservationError` where there is no such state.
  public func action(for state: Int) throws(ObservationError) -> Action {
    try action(for: [Float(state)])
  }

  /// An action drawn as while training; of a policy without chance, the best one.
  ///
  /// - Throws: as `action(for:)`.
  public func sampledAction(
    for observation: [Float], using generator: inout PCG64
  ) throws(ObservationError) -> Action {
    policy.sampledActions(try features(of: observation), mask: nil, using: &generator)
      .action(at: 0, dimensions: spaces.action.count)
  }

  /// What the policy holds of an observation: values or probabilities of actions.
  ///
  /// - Throws: as `action(for:)`.
  public func opinion(of observation: [Float]) throws(ObservationError) -> Opinion {
    policy.opinion(try features(of: observation), mask: nil)
  }

  private func features(of observation: [Float]) throws(ObservationError) -> Tensor {
    let space = spaces.observation
    let scalars: Scalars? =
      switch space {
      case .discrete:
        observation.count == 1 ? Int32(exactly: observation[0]).map { .integers([$0]) } : nil
      case .box: .floats(observation)
      case .pixels: Self.bytes(observation).map { .bytes($0) }
      }
    guard let scalars, scalars.count == space.count,
      observation.allSatisfy({ !$0.isNaN }), space.contains(scalars, row: 0)
    else {
      throw ObservationError(
        found: "\(observation.prefix(8))\(observation.count > 8 ? "..." : "")", expected: "\(space)"
      )
    }
    return space.features(of: scalars, rows: 0..<1)
  }

  private static func bytes(_ numbers: [Float]) -> [UInt8]? {
    let bytes = numbers.compactMap { UInt8(exactly: $0) }
    return bytes.count == numbers.count ? bytes : nil
  }
}

/// An observation is not of the space that a policy sees.
public struct ObservationError: Error, Hashable, CustomStringConvertible {
  /// The observation, or its beginning.
  public let found: String
  /// The space.
  public let expected: String

  public var description: String {
    "the observation \(found) is not one of \(expected), which the policy was trained on"
  }
}
