import RLState

/// What training has done so far.
public struct Counters: Sendable, Hashable {
  /// Environment steps.
  public var steps = 0
  /// Episodes that ended.
  public var episodes = 0
  /// Gradient steps.
  public var updates = 0

  public init() {}
}

/// An episode of training that ended.
public struct Episode: Sendable, Hashable {
  /// Counted from 1.
  public let number: Int
  /// Environment steps of the whole training when it ended.
  public let endStep: Int
  /// The sum of its rewards, undiscounted.
  public let total: Double
  /// Its steps.
  public let length: Int
  /// Whether it reached an end of the problem, rather than a time limit.
  public let terminated: Bool
  package let hash: SHA256
  /// What the algorithm had measured at its end, in the agent's order; nil where nothing was.
  public let measures: [Double?]

  package init(
    number: Int, endStep: Int, total: Double, length: Int, terminated: Bool, hash: SHA256,
    measures: [Double?]
  ) {
    self.number = number
    self.endStep = endStep
    self.total = total
    self.length = length
    self.terminated = terminated
    self.hash = hash
    self.measures = measures
  }

  /// `TransitionLog.transitionHash` at its end.
  public var transitionHash: String { hash.hexDigest }
}

/// A transition as it is compared with that of another run: all that the log's hash holds.
package struct TransitionTrace: Sendable, Hashable {
  /// Counted from 1.
  package let number: Int
  /// In which of the world's environments.
  package let environment: Int
  /// What was seen before the action, where it begins an episode; else empty.
  package let firstObservation: [Float]
  package let action: Action
  package let step: Step
  package let nextObservation: [Float]
}
