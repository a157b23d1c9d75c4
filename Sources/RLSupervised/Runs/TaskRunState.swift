import RLNet
import RLRuns
import RLState

/// The run of a task at a moment: what a checkpoint holds.
package struct TaskRunState<T: SupervisedTask>: RunState {
  package typealias Description = TaskRun
  package typealias Record = EpochRecord<T>

  package private(set) var training: SupervisedTraining<T>
  /// Seconds of training and of its evaluations.
  package var seconds = 0.0
  package var recordPosition = EpochRecordPosition()
  /// The evaluation of the latest step, where it ended with one.
  private(set) var metrics: [Metric]?

  /// - Parameter training: the run at its first step, or, to load a checkpoint into, any other.
  package init(_ training: SupervisedTraining<T>) { self.training = training }

  package static var stepName: String { "training.updates" }

  package var status: RunStatus {
    RunStatus(step: training.updates, isFinished: training.isFinished)
  }

  package mutating func advance(
    _ record: EpochRecord<T>, _ clock: inout SessionClock
  ) throws -> RunStatus {
    metrics = nil
    try training.advanceChecked {
      record.add($0)
      metrics = $0.metrics
    }
    if metrics != nil { try record.keepDrawings(of: training) }
    return status
  }

  package func requireFiniteWeights() throws(DivergenceError) {
    var task = training.task
    if let found = task.firstNonFiniteElement() {
      throw DivergenceError(
        name: found.name, value: Double(found.value), step: training.updates)
    }
  }
}

extension SupervisedTraining {
  /// As `advance`.
  ///
  /// - Throws: `DivergenceError` where a loss, or a number of an evaluation, is infinite or not a
  ///   number.
  package mutating func advanceChecked(_ report: (Epoch) -> Void) throws(DivergenceError) {
    var wrong: Metric?
    advance { epoch in
      report(epoch)
      wrong = epoch.metrics.first { !$0.value.isFinite }
    }
    if let wrong { throw DivergenceError(name: wrong.name, value: wrong.value, step: updates) }
    if let divergence {
      throw DivergenceError(name: divergence.name, value: divergence.value, step: updates)
    }
  }
}

extension TaskRunState: Stateful {
  package mutating func visitState(_ visitor: inout StateVisitor) {
    visitor.visit("training", &training)
    visitor.visit("seconds", &seconds)
    visitor.visit("record", &recordPosition)
  }
}
