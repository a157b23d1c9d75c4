import Environments
import RLRuns
import RLState

/// The run of an agent at a moment: what a checkpoint holds.
package struct RunSnapshot<A: Agent>: RunState {
  package typealias Description = RunConfiguration
  package typealias Record = EpisodeRecord<A>

  package private(set) var training: Training<A>
  private var progress: RunProgress

  /// The run at its first step, or, to load a checkpoint into, any other.
  package init(_ run: RunConfiguration, _ prepared: PreparedRun<A>, _ training: Training<A>) {
    self.training = training
    progress = RunProgress(run, firstStep: prepared.firstStep, threshold: prepared.threshold)
  }

  package static var stepName: String { "training.log.steps" }

  package var status: RunStatus {
    RunStatus(step: training.counters.steps, isFinished: training.isFinished)
  }

  package var seconds: Double {
    get { progress.seconds }
    set { progress.seconds = newValue }
  }

  package var recordPosition: EpisodeRecord<A>.Position {
    get { progress.record }
    set { progress.record = newValue }
  }

  /// The mean return at which the environment counts as solved.
  package var threshold: Double? { progress.threshold }

  /// When the run first met the threshold.
  package var crossing: ThresholdCrossing? { progress.crossing }

  package mutating func advance(
    _ record: EpisodeRecord<A>, _ clock: inout SessionClock
  ) throws -> RunStatus {
    var status = training.status
    let before = status
    try training.advance(from: &status) { record.add($0) }
    let now = status.counters
    if now.episodes != before.counters.episodes {
      progress.note(record.fullMean, at: now.steps, clock)
    }
    if let evaluation = status.selection {
      try record.add(evaluation, ofSelectionAt: now.steps)
      progress.note(training.selection.best?.evaluation.mean, at: now.steps, clock)
    }
    if progress.observer.isDue(at: now.steps) {
      let start = clock.now
      let evaluation = progress.observer.evaluate(training)
      clock.observed += clock.now - start
      try record.add(evaluation, at: now.steps)
    }
    return RunStatus(step: now.steps, isFinished: status.isFinished)
  }

  package func requireFiniteWeights() throws(DivergenceError) {
    try training.requireFiniteWeights()
  }
}

extension Training {
  /// - Throws: `DivergenceError` where a weight of the agent's policy is not finite.
  func requireFiniteWeights() throws(DivergenceError) {
    var policy = agent.policy
    if let found = policy.firstNonFiniteElement() {
      throw DivergenceError(
        name: "policy.\(found.name)", value: Double(found.value), step: counters.steps,
        advice: TransitionLog.divergenceAdvice)
    }
  }
}

/// How far the recording of a run is.
private struct RunProgress: Sendable {
  /// Seconds of training and of choosing weights.
  var seconds = 0.0
  var record = RecordedEpisodesPosition()
  var observer: PeriodicEvaluation
  /// When the run first met the threshold of its environment.
  private(set) var crossing: ThresholdCrossing?
  /// The mean return at which the environment counts as solved.
  let threshold: Double?

  /// A run at its first step.
  init(_ run: RunConfiguration, firstStep: Int, threshold: Double?) {
    self.threshold = threshold
    observer = PeriodicEvaluation(run.recording, seed: run.seed, firstStep: firstStep)
  }

  /// Keeps when the mean return first reached the threshold.
  mutating func note(_ mean: Double?, at step: Int, _ clock: SessionClock) {
    guard let mean, let threshold, mean >= threshold, crossing == nil else { return }
    crossing = ThresholdCrossing(step: step, seconds: clock.training)
  }
}

/// When a run first met the threshold of its environment.
package struct ThresholdCrossing: Sendable, Hashable {
  /// Environment steps of training; of a fork with those of its ancestors.
  package var step: Int
  /// Seconds of training and of choosing weights; of a fork its own alone.
  package var seconds: Double
}

extension RunSnapshot: Stateful {
  package mutating func visitState(_ visitor: inout StateVisitor) {
    visitor.visit("training", &training)
    visitor.visit("progress", &progress)
  }
}

extension RunProgress: Stateful {
  mutating func visitState(_ visitor: inout StateVisitor) {
    visitor.visit("seconds", &seconds)
    visitor.visit("record", &record)
    visitor.visit("observer", &observer)
    var step = crossing?.step ?? -1
    var seconds = crossing?.seconds ?? 0
    visitor.visit("crossingStep", &step)
    visitor.visit("crossingSeconds", &seconds)
    crossing = step < 0 ? nil : ThresholdCrossing(step: step, seconds: seconds)
  }
}
