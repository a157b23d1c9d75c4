import Environments
import RLRuns
import RLState

/// What the loop of a run must know after each step. It is read in one place, inside the training:
/// a read from outside copies the whole agent first.
struct TrainingStatus {
  var counters: Counters
  /// The evaluation after the latest step that chose weights, if there was one.
  var selection: Evaluation?
  var isFinished: Bool
}

extension Training {
  var status: TrainingStatus {
    TrainingStatus(
      counters: log.counters, selection: selection.latest, isFinished: isFinished)
  }

  /// Advances from a status to the next one.
  ///
  /// - Throws: `DivergenceError` where a number that the agent has seen or computed is not finite.
  mutating func advance(
    from status: inout TrainingStatus, _ report: (Episode) -> Void
  ) throws(DivergenceError) {
    try advance(report)
    status = self.status
  }
}
