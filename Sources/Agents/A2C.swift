import Environments
import RLNet
import RLRandom
import RLSettings
import RLState

/// Advantage actor-critic, the synchronous form of A3C (Mnih et al. 2016).
///
/// The actor plays a few steps in several environments, and learns from all of them in one gradient
/// step: the policy gradient E[∇log π(a|s)·A], with the advantage A of what followed over what the
/// critic V expected, and V toward A + V; a bonus for the policy's entropy keeps it exploring. λ = 1
/// makes A the discounted rewards to the end of the rollout and V from there on.
///
/// Actor and critic are networks of their own, whose gradients are clipped together.
public struct A2C: Agent {
  /// The hyper-parameters, with defaults for small problems.
  public struct Configuration: OnPolicyConfiguration {
    @Hyperparameter("environment steps of the whole training", .atLeast(1))
    public var steps = 500_000
    public var rollout = RolloutConfiguration(steps: 5)
    public var network = ActorCriticConfiguration()
    @Hyperparameter("γ", .in(0...1)) public var discount = 0.99
    @Hyperparameter("λ of generalised advantages", .in(0...1)) public var lambda = 1.0
    @Hyperparameter("weight of the value loss", .atLeast(0)) public var valueCoefficient: Float =
      0.5
    @Hyperparameter("weight of the policy's entropy", .atLeast(0)) public var entropyBonus: Float =
      0
    @Hyperparameter("whether the advantages of a rollout get mean 0 and deviation 1")
    public var normalizeAdvantages = false
    @Hyperparameter("the norm that gradients are clipped to", .optional(.greater(than: 0)))
    public var gradientNorm: Float? = 0.5
    @Hyperparameter("RMSprop's step size", .above(0, upTo: 1)) public var learningRate: Float = 7e-4
    @Hyperparameter("how learningRate falls to 0") public var annealing = Annealing.none
    @Hyperparameter("steps in which that falls; none for all", .optional(.atLeast(1)))
    public var annealingSteps: Int? = nil
    @Hyperparameter("RMSprop's decay of the mean square", .in(0...0.999999))
    public var squareDecay: Float = 0.99
    @Hyperparameter("RMSprop's ε", .above(0, upTo: 1)) public var epsilon: Float = 1e-5
    @Hyperparameter("whether ε is in the root, and the mean square starts from 1, as in TensorFlow")
    public var epsilonInsideRoot = false
    @Hyperparameter("how evaluations take actions: greedy or sampled")
    public var evaluation = ActingMode.greedy
    public var selection = SelectionConfiguration()

    public init() {}

    public static let settings: [Setting<Self>] =
      [
        Setting("steps", \.$steps), Setting("discount", \.$discount), Setting("lambda", \.$lambda),
        Setting("valueCoefficient", \.$valueCoefficient),
        Setting("entropyBonus", \.$entropyBonus),
        Setting("normalizeAdvantages", \.$normalizeAdvantages),
        Setting("gradientNorm", \.$gradientNorm), Setting("learningRate", \.$learningRate),
        Setting("annealing", \.$annealing), Setting("annealingSteps", \.$annealingSteps),
        Setting("squareDecay", \.$squareDecay),
        Setting("epsilon", \.$epsilon), Setting("epsilonInsideRoot", \.$epsilonInsideRoot),
        Setting("evaluation", \.$evaluation),
      ] + Setting.rollout + Setting.network + Setting.selection
  }

  /// The actor and the critic.
  package var model: ActorCritic
  private let configuration: Configuration
  private var optimizer: RMSprop
  private var gathering: RolloutWorld

  public var policy: StochasticPolicy { model.policy }

  public static func policy(
    for spaces: Spaces, _ configuration: Configuration, using generator: inout PCG64
  ) throws(AgentFitError) -> StochasticPolicy {
    try configuration.network.policy(
      of: name, for: spaces, normalizing: configuration.rollout.normalizeObservations,
      using: &generator)
  }

  public init(
    _ world: World, _ configuration: Configuration, _ streams: inout AgentStreams
  ) throws(AgentFitError) {
    self.configuration = configuration
    model = ActorCritic(
      try Self.policy(for: world.spaces, configuration, using: &streams.weights),
      critic: try configuration.network.critic(for: world.spaces, using: &streams.weights))
    optimizer = RMSprop(
      for: model, learningRate: configuration.learningRate,
      squareDecay: configuration.squareDecay, epsilon: configuration.epsilon,
      epsilonPlace: configuration.epsilonInsideRoot ? .insideRoot : .outsideRoot,
      initialSquare: configuration.epsilonInsideRoot ? 1 : 0)
    gathering = RolloutWorld(world, configuration, &model.policy, streams.next())
  }

  public mutating func advance(_ log: inout TransitionLog) {
    gathering.step(&model.policy, &log)
    if gathering.isFull {
      learn(gathering.rollout, after: log.counters.steps, &log)
      gathering.begin()
    }
  }

  /// One gradient step on a rollout.
  ///
  /// - Parameter steps: environment steps of the training so far.
  package mutating func learn(_ rollout: Rollout, after steps: Int, _ log: inout TransitionLog) {
    let batch = model.judge(rollout, discount: configuration.discount, lambda: configuration.lambda)
    let advantages = Tensor(
      (configuration.normalizeAdvantages
        ? normalizedAdvantages(batch.advantages) : batch.advantages).map(Float.init))

    var (policyLoss, entropy) = (0.0, 0.0)
    let (_, policyGradient) = valueAndGradient(at: &model.policy) { [configuration] policy in
      let choice = policy.distribution(batch.observations, mask: batch.mask)
      let loss = -(choice.logProbability(of: batch.actions) * advantages).mean()
      let meanEntropy = choice.entropy.mean()
      (policyLoss, entropy) = (Double(loss.item), Double(meanEntropy.item))
      return loss - configuration.entropyBonus * meanEntropy
    }
    var valueLoss = 0.0
    let (_, valueGradient) = valueAndGradient(at: &model.critic) { [configuration] critic in
      let values = critic.values(batch.observations)
      let loss = (values - batch.returns).squared().mean()
      valueLoss = Double(loss.item)
      return configuration.valueCoefficient * loss
    }
    var gradient = ActorCritic(policyGradient, critic: valueGradient)
    if let bound = configuration.gradientNorm { gradient.clipNorm(to: bound) }
    optimizer.learningRate =
      configuration.learningRate
      * Float(
        configuration.annealing.factor(
          after: steps, rollout: rollout.count,
          of: configuration.annealingSteps ?? configuration.steps))
    optimizer.update(&model, along: gradient)

    log.countUpdate()
    log.check("model", &model)
    log.measure(from: 0, policyLoss, valueLoss, -entropy, Double(optimizer.learningRate))
    if let variance = batch.explainedVariance { log.measure(4, variance) }
    if let deviation = model.policy.head.meanDeviation { log.measure(5, deviation) }
  }

  public mutating func visitState(_ visitor: inout StateVisitor) {
    visitor.visit("model", &model)
    visitor.visit("optimizer", &optimizer)
    visitor.visit("gathering", &gathering)
  }
}
