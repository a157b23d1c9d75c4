import Environments

/// What a run got: `result.json`, and what `--json` prints.
package struct RunResult: Sendable, Encodable {
  package var environment: String
  package var agent: String
  package var preset: String
  package var seed: UInt64
  package var counters: Counters
  /// The step with which the run began: 0, but for a fork.
  package var firstStep: Int
  /// Environment steps of the evaluations that chose weights.
  package var selectionSteps: Int
  /// Seconds of training and of choosing weights.
  package var trainSeconds: Double
  /// Nil where the run was interrupted before.
  package var evaluation: Evaluation?
  /// The mean return at which the environment counts as solved.
  package var threshold: Double?
  /// When the run first met the threshold: in an evaluation, or in the mean return of its last 100
  /// episodes. The steps are those from the start of the oldest ancestor.
  package var crossing: ThresholdCrossing?
  /// The path of the run's folder.
  package var run: String
  /// Whether a person stopped it before its end.
  package var isInterrupted = false

  package init(
    _ run: RunConfiguration, counters: Counters, selectionSteps: Int, trainSeconds: Double,
    threshold: Double?, crossing: ThresholdCrossing?, folder: String
  ) {
    environment = run.environment
    agent = run.agent
    preset = run.preset
    seed = run.seed
    self.counters = counters
    firstStep = run.ancestors.last?.untilStep ?? 0
    self.selectionSteps = selectionSteps
    self.trainSeconds = trainSeconds
    self.threshold = threshold
    self.crossing = crossing
    self.run = folder
  }

  package var stepsPerSecond: Double {
    trainSeconds > 0 ? Double(counters.steps - firstStep) / trainSeconds : 0
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
        meanReturn: $0.mean,
        reached: crossing.map { .init(steps: $0.step, seconds: secondsToThreshold) })
    }
  }

  private enum CodingKeys: String, CodingKey {
    case environment, agent, preset, seed, steps, episodes, updates, selectionSteps, trainSeconds
    case stepsPerSecond, evaluation, threshold, solved, stepsToThreshold
    case secondsToThreshold, run, interrupted
  }

  /// A missing evaluation, threshold or verdict is null; `interrupted` is there only where true.
  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(environment, forKey: .environment)
    try container.encode(agent, forKey: .agent)
    try container.encode(preset, forKey: .preset)
    try container.encode(seed, forKey: .seed)
    try container.encode(counters.steps, forKey: .steps)
    try container.encode(counters.episodes, forKey: .episodes)
    try container.encode(counters.updates, forKey: .updates)
    try container.encode(selectionSteps, forKey: .selectionSteps)
    try container.encode(trainSeconds, forKey: .trainSeconds)
    try container.encode(stepsPerSecond, forKey: .stepsPerSecond)
    try container.encode(evaluation.map(EvaluationSummary.init), forKey: .evaluation)
    try container.encode(threshold, forKey: .threshold)
    try container.encode(isSolved, forKey: .solved)
    try container.encode(crossing?.step, forKey: .stepsToThreshold)
    try container.encode(secondsToThreshold, forKey: .secondsToThreshold)
    try container.encode(run, forKey: .run)
    if isInterrupted { try container.encode(true, forKey: .interrupted) }
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
  }
}
