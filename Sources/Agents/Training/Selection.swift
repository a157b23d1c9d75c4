import Environments
import RLNet
import RLRandom

/// The choice of the best weights among those that training passes through.
public struct Selection: Sendable {
  /// Weights and how they did.
  public struct Candidate: Sendable {
    public let network: Sequential
    public let evaluation: Evaluation
    /// The environment steps of training that they are from.
    public let step: Int
  }

  /// The weights with the highest mean return so far. Among equals the later ones, which have seen
  /// more (Stable-Baselines3 keeps the earlier).
  public private(set) var best: Candidate?
  /// Environment steps spent on evaluations.
  public private(set) var steps = 0
  private let configuration: SelectionConfiguration
  private var sequence: SeedSequence
  private var evaluations = 0
  /// The gradient steps that the latest evaluation's weights had.
  private var evaluatedUpdates: Int?

  init(_ configuration: SelectionConfiguration, sequence: SeedSequence) {
    self.configuration = configuration
    self.sequence = sequence
  }

  /// Evaluates the network if an evaluation is due and the network has changed since the last one.
  /// Returns whether it was good enough to stop.
  mutating func consider(
    _ network: Sequential, in environment: AnyEnvironment, at counters: Counters
  ) -> Bool {
    let step = counters.steps
    guard configuration.every > 0, step / configuration.every > evaluations else { return false }
    evaluations = step / configuration.every
    guard counters.updates != evaluatedUpdates else { return false }
    evaluatedUpdates = counters.updates
    let evaluation = playEpisodes(
      network, in: environment, configuration.episodes, sequence: &sequence)
    steps += evaluation.steps
    if evaluation.mean >= best?.evaluation.mean ?? -.infinity {
      best = Candidate(network: network, evaluation: evaluation, step: step)
    }
    return configuration.stopReturn.map { evaluation.mean >= $0 } ?? false
  }
}
