import Environments
import RLNet
import RLRandom
import RLSettings
import RLState

/// REINFORCE with a learned baseline (Williams 1992; Sutton & Barto 2018, section 13.4).
///
/// The policy network gives the log-odds of every action, or the means of continuous ones. The agent
/// plays a batch of whole episodes with actions drawn from it, one episode in each of its
/// environments, and then makes the actions that were followed by more than the baseline expected
/// likelier: ∇J = E[∇log π(a|s)·(G − V(s))], with G the discounted return from there on. The baseline
/// V, a network of its own, moves toward G. Where a time limit cut an episode off, V of its last
/// observation stands for the return beyond; without a baseline, 0 does.
///
/// As is usual, the factor γᵗ of the book's box is left out: all steps of an episode count alike.
public struct REINFORCE: Agent {
  /// The hyper-parameters, with defaults for small problems.
  public struct Configuration: NetworkConfiguration {
    @Hyperparameter("environment steps of the whole training", .atLeast(1))
    public var steps = 300_000
    @Hyperparameter("whole episodes between updates, played side by side", .in(1...65_536))
    public var episodesPerBatch = 128
    @Hyperparameter("sizes of the hidden layers", .hiddenLayers) public var hidden = [64]
    @Hyperparameter("between the hidden layers") public var activation = Activation.tanh
    @Hyperparameter("the policy's Adam step size", .above(0, upTo: 1))
    public var learningRate: Float = 1e-2
    @Hyperparameter("γ", .in(0...1)) public var discount = 0.99
    @Hyperparameter("whether a learned value is subtracted from returns")
    public var baseline = true
    @Hyperparameter("the baseline's Adam step size", .above(0, upTo: 1))
    public var baselineLearningRate: Float = 3e-3
    @Hyperparameter("the baseline's gradient steps in an update", .atLeast(1))
    public var baselineSteps = 4
    @Hyperparameter("weight of the policy's entropy", .atLeast(0))
    public var entropyBonus: Float = 0.05
    @Hyperparameter("whether advantages get mean 0 and deviation 1")
    public var normalizeAdvantages = true
    @Hyperparameter(
      "the norm that the policy's gradient is clipped to", .optional(.greater(than: 0)))
    public var gradientNorm: Float? = 1
    @Hyperparameter("how evaluations take actions: greedy or sampled")
    public var evaluation = ActingMode.greedy
    /// Layers in the place of hidden ones, whose settings have no effect then.
    public var body: NetworkBody?
    public var selection = SelectionConfiguration()

    public init() {}

    public var environmentCount: Int { episodesPerBatch }

    public static let settings: [Setting<Self>] =
      [
        Setting("steps", \.$steps), Setting("episodesPerBatch", \.$episodesPerBatch),
        Setting("hidden", \.$hidden), Setting("activation", \.$activation),
        Setting("learningRate", \.$learningRate), Setting("discount", \.$discount),
        Setting("baseline", \.$baseline),
        Setting("baselineLearningRate", \.$baselineLearningRate)
          .only(with: "baseline", \.baseline, [true]),
        Setting("baselineSteps", \.$baselineSteps).only(with: "baseline", \.baseline, [true]),
        Setting("entropyBonus", \.$entropyBonus),
        Setting("normalizeAdvantages", \.$normalizeAdvantages),
        Setting("gradientNorm", \.$gradientNorm), Setting("evaluation", \.$evaluation),
      ] + Setting.selection
  }

  public var policy: StochasticPolicy
  private let configuration: Configuration
  private var baseline: Sequential
  private var policyOptimizer: Adam
  private var baselineOptimizer: Adam
  private var world: World
  private var batch: EpisodeBatch
  private var actionGenerator: PCG64

  public static func policy(
    for spaces: Spaces, _ configuration: Configuration, using generator: inout PCG64
  ) throws(AgentFitError) -> StochasticPolicy {
    let network = try Sequential.body(
      for: spaces.observation, configuration.hidden,
      outputs: ActionHead.outputs(for: spaces.action), configuration.activation,
      body: configuration.body, using: &generator)
    return StochasticPolicy(network, ActionHead(spaces.action))
  }

  public init(
    _ world: World, _ configuration: Configuration, _ streams: inout AgentStreams
  ) throws(AgentFitError) {
    self.configuration = configuration
    self.world = world
    policy = try Self.policy(for: world.spaces, configuration, using: &streams.weights)
    baseline = try .body(
      for: world.spaces.observation, configuration.hidden, outputs: 1, configuration.activation,
      body: configuration.body, using: &streams.weights)
    policyOptimizer = Adam(for: policy, learningRate: configuration.learningRate)
    baselineOptimizer = Adam(for: baseline, learningRate: configuration.baselineLearningRate)
    batch = EpisodeBatch(of: world)
    actionGenerator = streams.next()
  }

  public mutating func advance(_ log: inout TransitionLog) {
    interact(&log)
    if batch.isOver {
      learn(&log)
      batch.begin()
    }
  }

  /// One step in each episode that is not over, with an action drawn from the policy.
  private mutating func interact(_ log: inout TransitionLog) {
    let rows = batch.activeRows
    let choice = policy(world.features(rows), mask: world.actionMask?.rows(rows))
    let drawn = choice.sample(using: &actionGenerator)
      .spread(over: rows, of: world.count, world.spaces.action.count)
    // What is learned from is what was drawn, before it was brought within the bounds.
    world.step(policy.bounded(drawn), where: batch.isActive, &log)
    batch.add(world.transitions, actions: drawn)
  }

  /// One policy step, and the baseline's, on the batch of episodes.
  private mutating func learn(_ log: inout TransitionLog) {
    let observations = batch.features
    let (actions, mask) = (batch.actions, batch.mask)
    let returns = Tensor(discountedReturns().map(Float.init))

    var advantages = returns
    if configuration.baseline { advantages -= values(of: observations) }
    if configuration.normalizeAdvantages { advantages = advantages.standardized() }

    var entropy: Float = 0
    let bonus = configuration.entropyBonus
    var (loss, gradient) = valueAndGradient(at: &policy) { policy in
      let choice = policy(observations, mask: mask)
      let policyLoss = -(choice.logProbability(of: actions) * advantages).mean()
      let meanEntropy = choice.entropy.mean()
      entropy = meanEntropy.item
      return policyLoss - bonus * meanEntropy
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
    log.countUpdate()
    log.check("policy", &policy)
    log.check("baseline", &baseline)
    log.measure(from: 0, Double(entropy), Double(loss))
  }

  /// The return from every step of the batch on.
  private func discountedReturns() -> [Double] {
    let beyond = configuration.baseline ? values(of: batch.lastFeatures).elements : []
    return batch.rewards.enumerated().flatMap { index, episode in
      Agents.discountedReturns(
        episode.rewards, discount: configuration.discount,
        bootstrap: episode.isCut && configuration.baseline ? Double(beyond[index]) : 0)
    }
  }

  /// The baseline's value of each observation: `[batch, features]` to `[batch]`.
  private func values(of features: Tensor) -> Tensor {
    baseline(features).reshaped(to: [features.shape[0]])
  }

  public mutating func visitState(_ visitor: inout StateVisitor) {
    visitor.visit("policy", &policy)
    visitor.visit("baseline", &baseline)
    visitor.visit("policyOptimizer", &policyOptimizer)
    visitor.visit("baselineOptimizer", &baselineOptimizer)
    visitor.visit("world", &world)
    visitor.visit("batch", &batch)
    visitor.visit("actionGenerator", &actionGenerator)
  }
}
