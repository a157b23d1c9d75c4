import Environments
import RLNet
import RLRandom
import RLSettings
import RLState

/// REINFORCE with a learned baseline (Williams 1992; Sutton & Barto 2018, section 13.4).
///
/// The policy network gives the log-odds of every action. The agent plays a batch of whole episodes
/// with actions drawn from it, one episode in each of its environments, and then makes the actions
/// that were followed by more than the baseline expected likelier:
/// ∇J = E[∇log π(a|s)·(G − V(s))], with G the discounted return from there on. The baseline V, a
/// network of its own, moves toward G. Where a time limit cut an episode off, V of its last
/// observation stands for the return beyond; without a baseline, 0 does.
///
/// As is usual, the factor γᵗ of the book's box is left out: all steps of an episode count alike.
public struct REINFORCE: Agent {
  /// The hyper-parameters, with defaults for small problems.
  public struct Configuration: AgentConfiguration {
    /// Environment steps of the whole training.
    public var steps = 300_000
    /// Whole episodes between updates, played side by side.
    public var episodesPerBatch = 128
    /// The sizes of the hidden layers.
    public var hidden = [64]
    /// Between the hidden layers.
    public var activation = Activation.tanh
    /// Adam's step size.
    public var learningRate: Float = 1e-2
    /// γ.
    public var discount = 0.99
    /// Whether a learned value is subtracted from the returns.
    public var baseline = true
    /// The baseline's Adam step size.
    public var baselineLearningRate: Float = 3e-3
    /// The baseline's gradient steps in an update.
    public var baselineSteps = 4
    /// The weight of the policy's entropy in its loss.
    public var entropyBonus: Float = 0.05
    /// Whether advantages are shifted and scaled to mean 0 and deviation 1.
    public var normalizeAdvantages = true
    /// The norm that gradients are clipped to; nil for none.
    public var gradientNorm: Float? = 1
    /// How weights are chosen, or training stopped, by evaluation.
    public var selection = SelectionConfiguration()

    public init() {}
  }

  public var network: Sequential {
    get { policy }
    set { policy = newValue }
  }
  public var tally: Tally

  private let configuration: Configuration
  private let space: AnySpace
  private var policy: Sequential
  private var baseline: Sequential
  private var policyOptimizer: Adam
  private var baselineOptimizer: Adam
  private var episodes: [RunningEpisode]
  private var policyGenerator: PCG64
  private var loss = 0.0
  private var entropy = 0.0

  /// An episode of the batch, with the environment that it is played in.
  fileprivate struct RunningEpisode: Sendable {
    var environment: AnyEnvironment
    var generator: PCG64
    /// What was seen before each action and after the last one, `[steps + 1, scalars]`.
    var observations: [Float] = []
    var actions: [Int] = []
    var rewards: [Double] = []
    var isOver = false
    var isTruncated = false
  }

  public init(
    _ environment: AnyEnvironment, _ configuration: Configuration, sequence: inout SeedSequence
  ) {
    var streams = sequence.spawn(3)
    var initialisation = PCG64(streams[0])
    self.configuration = configuration
    space = environment.observationSpace
    policy = .perceptron(
      [space.featureCount] + configuration.hidden + [environment.actionSpace.n],
      configuration.activation, using: &initialisation)
    baseline = .perceptron(
      [space.featureCount] + configuration.hidden + [1], configuration.activation,
      using: &initialisation)
    policyOptimizer = Adam(for: policy, learningRate: configuration.learningRate)
    baselineOptimizer = Adam(for: baseline, learningRate: configuration.baselineLearningRate)
    episodes = streams[1].spawn(configuration.episodesPerBatch).map {
      RunningEpisode(environment: environment, generator: PCG64($0))
    }
    policyGenerator = PCG64(streams[2])
    tally = Tally(environments: configuration.episodesPerBatch)
    startEpisodes()
  }

  public mutating func advance(_ report: (Episode) -> Void) {
    interact(report)
    if episodes.allSatisfy(\.isOver) {
      learn()
      startEpisodes()
    }
  }

  private mutating func startEpisodes() {
    for index in episodes.indices {
      episodes[index].start(space)
    }
  }

  /// One step in each episode that is not over, with an action drawn from the policy.
  private mutating func interact(_ report: (Episode) -> Void) {
    let active = episodes.indices.filter { !episodes[$0].isOver }
    let latest = active.flatMap { episodes[$0].observations.suffix(space.count) }
    let probabilities = policy(space.features(of: latest, rows: active.indices)).softmax()
    let choices = probabilities.sampleRows(using: &policyGenerator)

    for (index, action) in zip(active, choices) {
      let step = episodes[index].step(action)
      episodes[index].observe(space)
      let seen = episodes[index].observations
      let (last, width) = (seen.count - space.count, space.count)
      let episode = tally.add(
        seen.span.extracting(last - width..<last), action: action, step,
        seen.span.extracting(last..<last + width), in: index)
      if let episode { report(episode.with(diagnostics)) }
    }
  }

  /// One policy step, and the baseline's, on the batch of episodes.
  private mutating func learn() {
    let observations = features { $0.actions.indices }
    let actions = episodes.flatMap(\.actions)
    let returns = Tensor(discountedReturns().map(Float.init))

    var advantages = returns
    if configuration.baseline { advantages -= values(of: observations) }
    if configuration.normalizeAdvantages { advantages = advantages.standardized() }

    var entropy: Float = 0
    var (loss, gradient) = valueAndGradient(at: &policy) { policy in
      let logProbabilities = policy(observations).logSoftmax()
      let policyLoss = -(logProbabilities.gather(actions) * advantages).mean()
      let meanEntropy = -(logProbabilities.exp() * logProbabilities).sum(axis: 1).mean()
      entropy = meanEntropy.item
      return policyLoss - configuration.entropyBonus * meanEntropy
    }
    if let bound = configuration.gradientNorm { gradient.clipNorm(to: bound) }
    policyOptimizer.update(&policy, along: gradient)

    if configuration.baseline {
      for _ in 0..<configuration.baselineSteps {
        let (_, gradient) = valueAndGradient(at: &baseline) { baseline in
          meanSquaredError(baseline(observations).reshaped(to: returns.shape), returns)
        }
        baselineOptimizer.update(&baseline, along: gradient)
      }
    }
    tally.countUpdate()
    tally.check("policy", &policy)
    tally.check("baseline", &baseline)
    self.loss = Double(loss)
    self.entropy = Double(entropy)
  }

  /// The return from every step of the batch on.
  private func discountedReturns() -> [Double] {
    let lasts = features { $0.actions.count..<$0.actions.count + 1 }
    let beyond = configuration.baseline ? values(of: lasts).elements : []
    return episodes.enumerated().flatMap { index, episode in
      Agents.discountedReturns(
        episode.rewards, discount: configuration.discount,
        bootstrap: episode.isTruncated && configuration.baseline ? Double(beyond[index]) : 0)
    }
  }

  /// The baseline's value of each observation: `[batch, features]` to `[batch]`.
  private func values(of features: Tensor) -> Tensor {
    baseline(features).reshaped(to: [features.shape[0]])
  }

  /// Some observations of each episode, `[batch, features]`.
  private func features(_ steps: (RunningEpisode) -> Range<Int>) -> Tensor {
    let width = space.count
    var scalars: [Float] = []
    for episode in episodes {
      let steps = steps(episode)
      scalars += episode.observations[steps.lowerBound * width..<steps.upperBound * width]
    }
    return space.features(of: scalars, rows: 0..<scalars.count / width)
  }

  public var diagnostics: [(name: String, value: Double?)] {
    let isMeasured = counters.updates > 0
    return [("entropy", isMeasured ? entropy : nil), ("loss", isMeasured ? loss : nil)]
  }

  public mutating func visitState(_ visitor: inout StateVisitor) {
    visitor.visit("policy", &policy)
    visitor.visit("baseline", &baseline)
    visitor.visit("policyOptimizer", &policyOptimizer)
    visitor.visit("baselineOptimizer", &baselineOptimizer)
    visitor.visit("episodes", &episodes)
    for episode in episodes where !episode.isConsistent(space) {
      visitor.refuse(
        "episodes",
        found: "an episode of \(episode.actions.count) actions, "
          + "\(episode.rewards.count) rewards and \(episode.observations.count) scalars",
        expected: "as many of each")
    }
    visitor.visit("policyGenerator", &policyGenerator)
    visitor.visit("tally", &tally)
    visitor.visit("loss", &loss)
    visitor.visit("entropy", &entropy)
  }
}

extension REINFORCE.RunningEpisode: Stateful {
  mutating func visitState(_ visitor: inout StateVisitor) {
    visitor.visit("environment", &environment)
    visitor.visit("generator", &generator)
    visitor.visit("observations", &observations)
    visitor.visit("actions", &actions)
    visitor.visit("rewards", &rewards)
    visitor.visit("isOver", &isOver)
    visitor.visit("isTruncated", &isTruncated)
  }

  /// Whether there is a reward for each action, and an observation before each and after the last.
  fileprivate func isConsistent(_ space: AnySpace) -> Bool {
    rewards.count == actions.count && observations.count == (actions.count + 1) * space.count
  }

  /// Forgets the episode and starts another.
  fileprivate mutating func start(_ space: AnySpace) {
    environment.reset(using: &generator)
    observations = []
    actions = []
    rewards = []
    isOver = false
    observe(space)
  }

  /// Takes an action and keeps it with its reward.
  fileprivate mutating func step(_ action: Int) -> Step {
    let step = environment.step(action, using: &generator)
    actions.append(action)
    rewards.append(step.reward)
    isOver = step.isDone
    isTruncated = step.truncated && !step.terminated
    return step
  }

  /// Keeps the present observation.
  fileprivate mutating func observe(_ space: AnySpace) {
    let row = observations.count / space.count
    observations += repeatElement(0, count: space.count)
    environment.observe(into: &observations, row: row)
  }
}

extension REINFORCE.Configuration {
  public static var settings: [Setting<Self>] {
    commonSettings + [
      Setting(
        "episodesPerBatch", \.episodesPerBatch, .in(1...65_536),
        "whole episodes between updates, played side by side"),
      Setting("hidden", \.hidden, .hiddenLayers, "sizes of the hidden layers"),
      Setting("activation", \.activation, .any, "between the hidden layers"),
      Setting("learningRate", \.learningRate, .above(0, upTo: 1), "the policy's Adam step size"),
      Setting("discount", \.discount, .in(0...1), "γ"),
      Setting("baseline", \.baseline, .any, "whether a learned value is subtracted from returns"),
      Setting(
        "baselineLearningRate", \.baselineLearningRate, .above(0, upTo: 1),
        "the baseline's Adam step size"
      ).only(with: "baseline", \.baseline, [true]),
      Setting(
        "baselineSteps", \.baselineSteps, .atLeast(1), "the baseline's gradient steps in an update"
      ).only(with: "baseline", \.baseline, [true]),
      Setting("entropyBonus", \.entropyBonus, .atLeast(0), "weight of the policy's entropy"),
      Setting(
        "normalizeAdvantages", \.normalizeAdvantages, .any,
        "whether advantages get mean 0 and deviation 1"),
      Setting(
        "gradientNorm", \.gradientNorm, .optional(.greater(than: 0)),
        "the norm that the policy's gradient is clipped to"),
    ]
  }
}
