import RLRuns

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
      counters: agent.counters, selection: selection.latest, isFinished: isFinished)
  }

  /// Advances from a status to the next one.
  ///
  /// - Throws: `DivergenceError` where a number that the agent has seen or computed is not finite.
  mutating func advance(
    from status: inout TrainingStatus, _ report: (Episode) -> Void
  ) throws(DivergenceError) {
    advance(report)
    let updates = status.counters.updates
    status = self.status
    if let divergence = agent.tally.divergence { throw divergence }
    if status.counters.updates == updates { return }
    for case (let name, let value?) in agent.diagnostics where !value.isFinite {
      throw DivergenceError(
        name: name, value: value, step: status.counters.steps,
        advice: Tally.divergenceAdvice)
    }
    if let divergence = agent.tally.weightDivergence { throw divergence }
  }
}
