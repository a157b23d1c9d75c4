import Environments
import RLRuns

/// What a program is told of a run while it trains, and how it stops it.
///
/// ```swift
/// var callbacks = RunCallbacks()
/// callbacks.episode = { print($0.number, $0.total) }
/// callbacks.shouldStop = { Date.now > deadline }
/// ```
public struct RunCallbacks: Sendable {
  /// Called after each episode of training.
  public var episode: (@Sendable (Episode) -> Void)?
  /// Called after each evaluation that chose weights, with the environment steps of training.
  public var evaluation: (@Sendable (_ step: Int, Evaluation) -> Void)?
  /// Asked after each step; true saves the run as it stands.
  public var shouldStop: (@Sendable () -> Bool)?

  public init() {}
}

/// Tells a program what it wants to know.
struct CallbackStep<A: Agent>: LoopStep {
  static var name: String { "callbacks" }

  let callbacks: RunCallbacks

  static var takesRows: Bool { true }

  func take(_ episode: Episode) { callbacks.episode?(episode) }

  func isDue(_ status: AgentStatus, after before: AgentStatus) -> Bool {
    status.selection != nil && callbacks.evaluation != nil
  }

  func act(
    _ training: Training<A>, _ status: AgentStatus, _ record: RunRecord<Training<A>>,
    _ clock: inout SessionClock
  ) {
    if let evaluation = status.selection { callbacks.evaluation?(status.step, evaluation) }
  }
}
