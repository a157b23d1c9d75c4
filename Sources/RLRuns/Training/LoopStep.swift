import RLState

/// Something that is done beside the loop of a run, such as an evaluation that is only recorded. Steps
/// are stacked: each is asked after each step of training, in their order.
///
/// What it is at a moment is its state, which checkpoints hold; it changes nothing of the training.
package protocol LoopStep<Training>: Stateful, Sendable {
  associatedtype Training: Trainable

  /// What its state is called in a checkpoint.
  static var name: String { get }

  /// Does what is to be done before the first step; nothing unless stated.
  ///
  /// - Throws: `RunWriteError`.
  mutating func begin(_ training: Training, _ record: RunRecord<Training>) throws

  /// Whether it takes rows; not unless stated.
  static var takesRows: Bool { get }

  /// Takes a row of the record, such as an episode.
  mutating func take(_ row: Training.Row)

  /// Whether there is something to do: asked after each step, so that it must not take long.
  ///
  /// - Parameters:
  ///   - status: after the step.
  ///   - before: before it.
  func isDue(_ status: Training.Status, after before: Training.Status) -> Bool

  /// Does it.
  ///
  /// - Parameters:
  ///   - clock: is told how long it took to do what is no training.
  /// - Throws: `RunWriteError`.
  mutating func act(
    _ training: Training, _ status: Training.Status, _ record: RunRecord<Training>,
    _ clock: inout SessionClock
  ) throws
}

extension LoopStep {
  package mutating func begin(_ training: Training, _ record: RunRecord<Training>) throws {}
  package static var takesRows: Bool { false }
  package mutating func take(_ row: Training.Row) {}
  package mutating func visitState(_ visitor: inout StateVisitor) {}
}
