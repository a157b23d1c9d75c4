import Environments
import RLRuns

/// What the run of an agent got, as `result.json` has it.
package struct AgentResult: Sendable, Encodable {
  package var counters: Counters
  /// The step with which the run began: 0, but for a fork.
  package var firstStep: Int
  /// Environment steps of the evaluations that chose weights.
  package var selectionSteps: Int
  /// Environment steps a second of training and of choosing weights.
  package var stepsPerSecond: Double
  /// Nil where the run was interrupted before.
  package var evaluation: Evaluation?
  /// The mean return at which the environment counts as solved.
  package var threshold: Double?
  /// When the run first met the threshold: in an evaluation, or in the mean return of its last 100
  /// episodes. The steps are those from the start of the oldest ancestor.
  package var crossing: ThresholdCrossing?

  init<A: Agent>(
    _ training: Training<A>, _ evaluation: Evaluation?, firstStep: Int, seconds: Double,
    threshold: Double?, crossing: ThresholdCrossing?
  ) {
    counters = training.counters
    self.firstStep = firstStep
    selectionSteps = training.selection.steps
    stepsPerSecond = seconds > 0 ? Double(training.counters.steps - firstStep) / seconds : 0
    self.evaluation = evaluation
    self.threshold = threshold
    self.crossing = crossing
  }

  /// Seconds of training up to the threshold; nil of a fork, whose ancestors took time elsewhere.
  private var secondsToThreshold: Double? { firstStep == 0 ? crossing?.seconds : nil }

  /// Whether the evaluation reached the threshold; nil where one of them is missing.
  package var isSolved: Bool? {
    guard let threshold, let evaluation else { return nil }
    return evaluation.mean >= threshold
  }

  /// What the run adds to a group; nil where it was interrupted.
  package var outcome: SeedOutcome? {
    evaluation.map {
      SeedOutcome(
        score: $0.mean,
        reached: crossing.map { .init(steps: $0.step, seconds: secondsToThreshold) })
    }
  }

  private enum CodingKeys: String, CodingKey {
    case steps, episodes, updates, selectionSteps, stepsPerSecond, evaluation, threshold, solved
    case stepsToThreshold, secondsToThreshold
  }

  /// A missing evaluation, threshold or verdict is null.
  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(counters.steps, forKey: .steps)
    try container.encode(counters.episodes, forKey: .episodes)
    try container.encode(counters.updates, forKey: .updates)
    try container.encode(selectionSteps, forKey: .selectionSteps)
    try container.encode(stepsPerSecond, forKey: .stepsPerSecond)
    try container.encode(evaluation.map(EvaluationSummary.init), forKey: .evaluation)
    try container.encode(threshold, forKey: .threshold)
    try container.encode(isSolved, forKey: .solved)
    try container.encode(crossing?.step, forKey: .stepsToThreshold)
    try container.encode(secondsToThreshold, forKey: .secondsToThreshold)
  }
}

/// An evaluation in numbers, as JSON has it: `exact`, and what to measure it against, only where the
/// environment has a table.
package struct EvaluationSummary: Sendable, Encodable {
  let episodes: Int
  let mean: Double
  let std: Double
  let min: Double
  let max: Double
  let exact: Double?
  let optimum: Double?
  let uniformRandom: Double?
  /// Only where some were cut off.
  let cutEpisodes: Int?
  /// The return of each episode.
  let returns: [Double]

  package init(_ evaluation: Evaluation) {
    episodes = evaluation.returns.count
    mean = evaluation.mean
    std = evaluation.standardDeviation
    min = evaluation.min
    max = evaluation.max
    exact = evaluation.exact
    optimum = evaluation.references?.optimum
    uniformRandom = evaluation.references?.uniformRandom
    cutEpisodes = evaluation.cutEpisodes > 0 ? evaluation.cutEpisodes : nil
    returns = evaluation.returns
  }
}
