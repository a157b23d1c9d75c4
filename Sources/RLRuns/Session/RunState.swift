import RLState

/// A run at a moment: what a session trains, and what a checkpoint holds.
package struct RunState<T: Trainable>: Sendable {
  package private(set) var training: T
  /// Seconds of training, those of earlier sessions included.
  package var seconds = 0.0
  /// How far the record is.
  package var recordPosition: RecordPosition<T>
  /// What is done beside the loop.
  private var loopSteps: [any LoopStep<T>]
  private let takesRows: Bool

  /// - Parameter training: the run at its first step, or, to load a checkpoint into, any other.
  package init(_ run: PreparedRun<T>, _ training: T) {
    self.training = training
    recordPosition = RecordPosition(tables: run.tables.count)
    loopSteps =
      T.loopSteps(of: run.configuration, run.recipe) + run.furtherSteps(run.configuration)
    takesRows = loopSteps.contains { type(of: $0).takesRows }
  }

  package var status: T.Status { training.status }

  /// The step beside the loop of a type.
  package func loopStep<Step: LoopStep>(_ type: Step.Type) -> Step? where Step.Training == T {
    loopSteps.lazy.compactMap { $0 as? Step }.first
  }

  /// Does what is to be done before the first step.
  ///
  /// - Throws: `RunWriteError`.
  mutating func begin(_ record: RunRecord<T>) throws {
    for index in loopSteps.indices { try loopSteps[index].begin(training, record) }
    try record.begin(self)
  }

  /// Trains one step and records what there is to record of it.
  ///
  /// - Parameter status: where the training is, and then where it has come to: to ask it takes time.
  /// - Throws: `DivergenceError`, `RunWriteError`.
  mutating func advance(
    from status: inout T.Status, _ record: RunRecord<T>, _ clock: inout SessionClock
  ) throws {
    let before = status
    if takesRows {
      var rows: [T.Row] = []
      try training.advance(from: &status) { row in
        record.add(row)
        rows.append(row)
      }
      for row in rows {
        for index in loopSteps.indices { loopSteps[index].take(row) }
      }
    } else {
      try training.advance(from: &status) { record.add($0) }
    }
    for index in loopSteps.indices where loopSteps[index].isDue(status, after: before) {
      try loopSteps[index].act(training, status, record, &clock)
    }
  }
}

extension RunState: Stateful {
  package mutating func visitState(_ visitor: inout StateVisitor) {
    visitor.visit("training", &training)
    visitor.visit("seconds", &seconds, in: 0...1e12)
    visitor.visit("record", &recordPosition)
    for index in loopSteps.indices {
      visitor.visit("loop.\(Swift.type(of: loopSteps[index]).name)") {
        loopSteps[index].visitState(&$0)
      }
    }
  }
}
