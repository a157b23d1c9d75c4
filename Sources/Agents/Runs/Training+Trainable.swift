import Environments
import RLFiles
import RLNet
import RLRuns
import RLSettings
import RLState

/// A training of an agent as RLRuns sees it.
extension Training: Trainable {
  package typealias Subject = AgentSubject
  package typealias Resources = Catalog
  package typealias Recipe = AgentRecipe<A>
  package typealias Status = AgentStatus
  package typealias Row = Episode
  package typealias Recent = RecentReturns
  package typealias Events = EpisodeEvents
  package typealias Trace = TransitionTrace

  package static var arithmetic: Int { arithmeticVersion }
  package static var hyperparameterKeys: [String] { A.Configuration.settings.map(\.key) }

  package static func recipe(
    for subject: AgentSubject, _ settings: RunSettings, in catalog: Catalog
  ) throws -> AgentRecipe<A> {
    try AgentRecipe(subject, settings, in: catalog)
  }

  package init(_ recipe: AgentRecipe<A>, seed: UInt64) throws {
    try self.init(recipe.environment, recipe.configuration, seed: seed)
  }

  package var status: AgentStatus {
    AgentStatus(
      counters: log.counters, selection: selection.latest, isFinished: isFinished)
  }

  package mutating func advance(
    from status: inout AgentStatus, _ report: (Episode) -> Void
  ) throws(DivergenceError) {
    try advance(report)
    status = self.status
  }

  package func requireFiniteWeights() throws(DivergenceError) {
    var policy = agent.policy
    if let found = policy.firstNonFiniteElement() {
      throw DivergenceError(
        name: "policy.\(found.name)", value: Double(found.value), step: counters.steps,
        advice: TransitionLog.divergenceAdvice)
    }
  }

  /// The best weights are kept where the environment is the same: in one of other settings their
  /// returns compare with no others.
  package func forked(
    from old: AgentRecipe<A>, to new: AgentRecipe<A>, seed: UInt64
  ) throws -> Training {
    try forked(
      new.environment, new.configuration, seed: seed,
      keepsBest: old.environmentSettings == new.environmentSettings)
  }

  package static func lastStep(of recipe: AgentRecipe<A>) -> Int? { recipe.configuration.steps }

  package var doubts: [String] { configuration.doubts }

  package var schedules: [ScheduledNumber] { configuration.schedules(at: counters.steps) }

  package func weights(metadata: [String: String]) -> [UInt8] {
    StateFile.bytes(policy.stateEntries, metadata: metadata)
  }

  package func openingLines(isFork: Bool) -> [String] {
    let names =
      ["episode", "step", "return", "length", "terminated"] + A.about.measures.map(\.name)
    return [(names + ["hash"]).joined(separator: ",") + "\n"]
  }

  package static var timingColumns: [String] { ["step", "episode", "updates"] }

  /// Ends with the first 16 digits of the hash over all transitions so far. A measure that has not been
  /// measured is an empty field.
  package static func line(of episode: Episode) -> String {
    var row =
      "\(episode.number),\(episode.endStep),\(episode.total),\(episode.length),"
      + (episode.terminated ? "true" : "false")
    for value in episode.measures { row += value.map { ",\($0)" } ?? "," }
    return row + "," + episode.hash.shortDigest + "\n"
  }

  package static func fields(of episode: Episode) -> [Double] {
    [Double(episode.number), Double(episode.endStep), episode.total, Double(episode.length), .nan]
      + episode.measures.map { $0 ?? .nan } + [.nan]
  }

  package func events(firstStep: Int) -> EpisodeEvents {
    EpisodeEvents(measures: A.about.measures, firstStep: firstStep)
  }

  package static func tables(
    of run: AgentRun, _ recipe: AgentRecipe<A>
  ) -> [RecordTableName] {
    (recipe.configuration.selection.every > 0 ? [.selections] : [])
      + (run.recording.evaluateEvery > 0 ? [.evaluations] : [])
  }

  package static func loopSteps(
    of run: AgentRun, _ recipe: AgentRecipe<A>
  ) -> [any LoopStep<Training>] {
    // Only what can ever be due: each is asked after each step.
    var steps: [any LoopStep<Training>] = []
    if recipe.configuration.selection.every > 0 { steps.append(SelectionRecord<A>()) }
    if let threshold = recipe.threshold { steps.append(ThresholdWatch<A>(threshold)) }
    if run.recording.evaluateEvery > 0 {
      steps.append(PeriodicEvaluation<A>(run.recording, seed: run.seed))
    }
    return steps
  }

  package func outcome(
    of run: AgentRun, _ state: RunState<Training>?
  ) -> RunOutcome<AgentSubject> {
    let evaluation = isFinished ? evaluate(episodes: run.evaluationEpisodes) : nil
    let watch = state?.loopStep(ThresholdWatch<A>.self)
    return RunOutcome(
      result: AgentResult(
        self, evaluation, firstStep: run.firstStep, seconds: state?.seconds ?? 0,
        threshold: watch?.threshold, crossing: watch?.crossing),
      outcome: evaluation.map { AgentOutcome(self, $0) },
      scores: evaluation.map {
        [RunScore("mean_return", $0.mean), RunScore("return_std", $0.standardDeviation)]
      } ?? [])
  }

  package var courseHash: String { log.transitionHash }
  package var environmentCount: Int { log.environmentCount }
}

/// Where the training of an agent is.
package struct AgentStatus: StepStatus {
  package var counters: Counters
  /// The evaluation after the latest step that chose weights, if there was one.
  var selection: Evaluation?
  package var isFinished: Bool

  package var step: Int { counters.steps }
  package var rows: Int { counters.episodes }
  package var timing: [Int] { [counters.steps, counters.episodes, counters.updates] }
}

extension Episode: RecordRow {
  package var lastStep: Int { endStep }
}
