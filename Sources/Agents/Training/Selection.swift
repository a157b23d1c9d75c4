import Environments
import RLNet
import RLRandom
import RLState

/// The choice of the best weights among those that training passes through.
public struct Selection<Acting: Policy>: Sendable {
  /// Weights and how they did.
  public struct Candidate: Sendable {
    public fileprivate(set) var policy: Acting
    public fileprivate(set) var evaluation: Evaluation
    /// The environment steps of training that they are from.
    public fileprivate(set) var step: Int
  }

  /// The weights with the highest mean return so far. Among equals the later ones, which have seen
  /// more (Stable-Baselines3 keeps the earlier).
  public private(set) var best: Candidate?
  /// Environment steps spent on evaluations.
  public private(set) var steps = 0
  /// The evaluation after the latest step, if there was one; it is no part of the state.
  private(set) var latest: Evaluation?
  private let configuration: SelectionConfiguration
  private let mode: ActingMode
  private var sequence: SeedSequence
  /// The environment steps of training when the latest evaluation was due.
  private var lastStep = 0
  /// The gradient steps that the latest evaluation's weights had.
  private var evaluatedUpdates: Int?

  init(_ configuration: SelectionConfiguration, mode: ActingMode, sequence: SeedSequence) {
    self.configuration = configuration
    self.mode = mode
    self.sequence = sequence
  }

  /// Notes a step; to be called once after each. Returns whether an evaluation is due, and the policy
  /// has changed since the last one.
  mutating func isDueAfterStep(_ counters: Counters) -> Bool {
    latest = nil
    let (step, every) = (counters.steps, configuration.every)
    guard every > 0, step / every > lastStep / every else { return false }
    lastStep = step
    return counters.updates != evaluatedUpdates
  }

  /// Evaluates the policy. Returns whether it was good enough to stop.
  mutating func consider(_ policy: Acting, in world: World, at counters: Counters) -> Bool {
    evaluatedUpdates = counters.updates
    let evaluation = playEpisodes(
      policy, in: world, configuration.episodes, mode: mode, sequence: &sequence)
    steps += evaluation.steps
    latest = evaluation
    if evaluation.mean >= best?.evaluation.mean ?? -.infinity {
      best = Candidate(policy: policy, evaluation: evaluation, step: counters.steps)
    }
    return configuration.stopReturn.map { evaluation.mean >= $0 } ?? false
  }

  /// Begins the choice again: what was evaluated counts no longer.
  mutating func forgetBest() {
    best = nil
    evaluatedUpdates = nil
  }
}

extension Selection {
  /// Shows what changes.
  ///
  /// - Parameter policy: of the shapes that a candidate's weights have.
  mutating func visitState(_ visitor: inout StateVisitor, like policy: Acting) {
    visitor.visit("steps", &steps, in: 0...1 << 53)
    visitor.visit("sequence", &sequence)
    visitor.visit("lastStep", &lastStep, in: 0...1 << 53)
    var updates = evaluatedUpdates ?? -1
    visitor.visit("evaluatedUpdates", &updates)
    evaluatedUpdates = updates < 0 ? nil : updates
    var isThere = best != nil
    visitor.visit("hasBest", &isThere)
    if isThere {
      var candidate = best ?? Candidate(policy: policy, evaluation: .none, step: 0)
      visitor.visit("best", &candidate)
      best = candidate
    } else {
      best = nil
    }
  }
}

extension Selection.Candidate: Stateful {
  public mutating func visitState(_ visitor: inout StateVisitor) {
    visitor.visit("policy", &policy)
    visitor.visit("step", &step, in: 0...1 << 53)
    visitor.visit("returns", &evaluation.returns)
    visitor.visit("evaluationSteps", &evaluation.steps, in: 0...1 << 53)
    visitor.visit("cutEpisodes", &evaluation.cutEpisodes, in: 0...1 << 53)
  }
}

extension Evaluation {
  /// No episode yet.
  fileprivate static let none = Evaluation(returns: [], steps: 0, cutEpisodes: 0)
}
