import RLState

/// A run at a moment: what a checkpoint holds.
struct RunSnapshot<A: Agent>: Sendable {
  var training: Training<A>
  var progress: RunProgress
}

/// How far the recording of a run is.
struct RunProgress: Sendable {
  /// Seconds of training and of choosing weights.
  var seconds = 0.0
  var record = RunRecord.Position()
  var observer: Observer
  /// When the run first met the threshold of its environment.
  var crossing: ThresholdCrossing?

  /// A run at its first step.
  init(_ run: RunConfiguration, firstStep: Int) {
    observer = Observer(run.recording, seed: run.seed, firstStep: firstStep)
  }
}

/// When a run first met the threshold of its environment; of a fork, counted from where it began.
package struct ThresholdCrossing: Sendable, Hashable {
  /// Environment steps of training.
  package var step: Int
  /// Seconds of training and of choosing weights.
  package var seconds: Double
}

extension RunSnapshot: Stateful {
  mutating func visitState(_ visitor: inout StateVisitor) {
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
