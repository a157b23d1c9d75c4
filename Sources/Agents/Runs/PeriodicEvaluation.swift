import Environments
import RLNet
import RLRandom
import RLState

/// Evaluates the present weights now and then, for the record only: it has a random stream of its
/// own and changes nothing.
struct PeriodicEvaluation: Sendable {
  private let every: Int
  private let episodes: Int
  private var sequence: SeedSequence
  private var lastStep: Int

  /// - Parameter firstStep: the step with which the run begins.
  init(_ options: RecordingOptions, seed: UInt64, firstStep: Int) {
    every = options.evaluateEvery
    episodes = options.evaluateEpisodes
    sequence = RunStreams(seed: seed).observation
    lastStep = firstStep
  }

  /// Whether an evaluation is due at a step.
  func isDue(at step: Int) -> Bool { every > 0 && step / every > lastStep / every }

  /// Evaluates the present weights.
  mutating func evaluate<A: Agent>(_ training: Training<A>) -> Evaluation {
    lastStep = training.counters.steps
    return playEpisodes(
      training.agent.policy, in: training.environment, episodes,
      mode: training.configuration.evaluation, sequence: &sequence)
  }
}

extension PeriodicEvaluation: Stateful {
  mutating func visitState(_ visitor: inout StateVisitor) {
    visitor.visit("sequence", &sequence)
    visitor.visit("lastStep", &lastStep)
  }
}
