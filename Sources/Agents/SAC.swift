import Environments
import RLNet
import RLRandom
import RLSettings
import RLState

/// Soft actor-critic (Haarnoja et al. 2018, "Soft actor-critic algorithms and applications").
///
/// The policy is to earn much and to stay as random as it can: its return counts α times its entropy
/// too. Two critics Q(s, a) learn from remembered transitions: each moves toward
/// r + γ·(min Q̂(s′, a′) − α·log π(a′|s′)) with a′ ~ π(s′), where the targets Q̂ follow the critics
/// slowly. The policy's actions are functions of noise, so it follows the gradient of
/// min Q(s, a) − α·log π(a|s) through them. α rises while the entropy is below a target, and falls
/// while it is above.
public struct SAC: Agent {
  /// The hyper-parameters, with defaults for small problems.
  public struct Configuration: OffPolicyConfiguration {
    @Hyperparameter("environment steps of the whole training", .atLeast(1))
    public var steps = 100_000
    @Hyperparameter("sizes of the hidden layers of each network", .hiddenLayers)
    public var hidden = [256, 256]
    @Hyperparameter("between the hidden layers") public var activation = Activation.relu
    @Hyperparameter("Adam's step size for the policy", .above(0, upTo: 1))
    public var actorLearningRate: Float = 3e-4
    @Hyperparameter("Adam's step size for the critics", .above(0, upTo: 1))
    public var criticLearningRate: Float = 3e-4
    @Hyperparameter("γ", .in(0...1)) public var discount: Float = 0.99
    @Hyperparameter("τ: how far the target critics move in an update", .above(0, upTo: 1))
    public var targetFraction: Float = 0.005
    @Hyperparameter("α, at the start where it is automatic", .above(0, upTo: 1_000))
    public var temperature: Float = 1
    @Hyperparameter("whether α follows the target entropy") public var automaticTemperature = true
    @Hyperparameter("Adam's step size for log α", .above(0, upTo: 1))
    public var temperatureLearningRate: Float = 3e-4
    @Hyperparameter("of actions in -1...1, in nats; none for minus their dimensions")
    public var targetEntropy: Float? = nil
    @Hyperparameter("where σ comes from") public var deviation = SquashedPolicy.Deviation.clamped
    @Hyperparameter("log σ of the exploration matrix at the start", .in(-20...2))
    public var logDeviation: Float = -3
    @Hyperparameter("of log-probabilities for the tanh")
    public var correction = SquashedNormal.Correction.stable
    @Hyperparameter("of the parts of an update") public var order = Order.stableBaselines3
    @Hyperparameter("updates from one of the policy to the next", .atLeast(1))
    public var policyDelay = 2
    @Hyperparameter("how evaluations take actions: greedy or sampled")
    public var evaluation = ActingMode.greedy
    public var replay = ReplayConfiguration()
    /// Layers in the place of hidden ones, whose settings have no effect then.
    public var body: NetworkBody?
    public var selection = SelectionConfiguration()

    public init() {}

    public static let settings: [Setting<Self>] =
      [
        Setting("steps", \.$steps), Setting("hidden", \.$hidden),
        Setting("activation", \.$activation),
        Setting("actorLearningRate", \.$actorLearningRate),
        Setting("criticLearningRate", \.$criticLearningRate), Setting("discount", \.$discount),
        Setting("targetFraction", \.$targetFraction), Setting("temperature", \.$temperature),
        Setting("automaticTemperature", \.$automaticTemperature),
        Setting("temperatureLearningRate", \.$temperatureLearningRate).onlyAutomatic,
        Setting("targetEntropy", \.$targetEntropy).onlyAutomatic,
        Setting("deviation", \.$deviation),
        Setting("logDeviation", \.$logDeviation)
          .only(with: "deviation", \.deviation, [.stateDependent]),
        Setting("correction", \.$correction), Setting("order", \.$order),
        Setting("policyDelay", \.$policyDelay).only(with: "order", \.order, [.cleanRL]),
        Setting("evaluation", \.$evaluation),
      ] + Setting.replay + Setting.selection
  }

  /// In which order an update takes its steps.
  public enum Order: String, CaseIterable, SettingConvertible {
    /// Critics on half the sum of their errors, the policy, then log α by the actions drawn for it.
    case stableBaselines3 = "sb3"
    /// Critics on the sum; in every `policyDelay`-th update as many steps of the policy, each followed
    /// by one of α by actions drawn anew.
    case cleanRL = "cleanrl"
  }

  public package(set) var policy: SquashedPolicy
  package var critics, targets: Critics
  private var logTemperature: Tensor
  private let configuration: Configuration
  private var actorOptimizer, criticOptimizer, temperatureOptimizer: Adam
  private var updates = 0
  private var memory: ReplayBuffer
  private var world: World
  private var exploration: SquashedExploration
  private var actionGenerator, replayGenerator: PCG64
  package var noiseGenerator: PCG64

  public static func policy(
    for spaces: Spaces, _ configuration: Configuration, using generator: inout PCG64
  ) throws(AgentFitError) -> SquashedPolicy {
    try SquashedPolicy(
      for: spaces.observation, configuration.hidden, configuration.activation, configuration.body,
      bounds: try spaces.continuousControl(for: name), deviation: configuration.deviation,
      explorationDeviation: configuration.logDeviation,
      correction: configuration.correction, using: &generator)
  }

  public init(
    _ world: World, _ configuration: Configuration, _ streams: inout AgentStreams
  ) throws(AgentFitError) {
    self.configuration = configuration
    self.world = world
    policy = try Self.policy(for: world.spaces, configuration, using: &streams.weights)
    critics = try Critics(
      2, for: world.spaces, configuration.hidden, configuration.activation,
      configuration.body, using: &streams.weights)
    targets = critics
    logTemperature = Tensor(configuration.temperature).log()
    actorOptimizer = Adam(for: policy, learningRate: configuration.actorLearningRate)
    criticOptimizer = Adam(for: critics, learningRate: configuration.criticLearningRate)
    temperatureOptimizer = Adam(
      for: logTemperature, learningRate: configuration.temperatureLearningRate)
    memory = ReplayBuffer(
      of: world, capacity: configuration.replay.bufferSize, discount: configuration.discount)
    exploration = SquashedExploration(policy, environments: world.count)
    actionGenerator = streams.next()
    replayGenerator = streams.next()
    noiseGenerator = streams.next()
  }

  public mutating func advance(_ log: inout TransitionLog) {
    let steps = log.counters.steps
    let learningSteps = steps - configuration.replay.learningStarts
    let actions =
      learningSteps < 0
      ? actionGenerator.uniformCoordinates(world.count * policy.bounds.count)
      : exploration.actions(
        of: policy, world.features,
        isRenewed: learningSteps % configuration.replay.trainEvery < world.count,
        using: &actionGenerator)
    world.step(policy.bounds.stretched(actions), &log)
    memory.add(world.transitions, actions: .continuous(actions))

    for _ in 0..<configuration.replay.gradientSteps(after: steps + 1...steps + world.count) {
      learn(from: memory.sample(configuration.replay.batchSize, using: &replayGenerator), &log)
    }
  }

  /// One update from a batch of transitions, whose actions are in −1...1.
  package mutating func learn(from batch: ReplayBuffer.Batch, _ log: inout TransitionLog) {
    updates += 1
    switch configuration.order {
    case .stableBaselines3:
      let noise = noise(for: batch)
      // A matrix of exploration is drawn once for an update.
      let nextNoise = policy.explorationDeviation == nil ? self.noise(for: batch) : noise
      learnValues(batch, nextNoise, weight: 0.5, &log)
      let logProbability = improvePolicy(batch, noise, &log)
      if configuration.automaticTemperature { adjustTemperature(logProbability, &log) }
      log.measure(2, Double(temperature))
    case .cleanRL:
      learnValues(batch, noise(for: batch), weight: 1, &log)
      guard updates.isMultiple(of: configuration.policyDelay) else { break }
      for _ in 0..<configuration.policyDelay {
        _ = improvePolicy(batch, noise(for: batch), &log)
        guard configuration.automaticTemperature else { continue }
        let drawn = policy.draw(batch.observations, noise(for: batch))
        adjustTemperature(drawn.logProbability, &log)
      }
      log.measure(2, Double(temperature))
    }
    targets.interpolate(toward: critics, by: configuration.targetFraction)
    log.countUpdate()
    log.check("critics", &critics)
    log.check("actor", &policy)
  }

  /// α.
  package var temperature: Float { logTemperature.exp().item }

  private mutating func noise(for batch: ReplayBuffer.Batch) -> Tensor {
    policy.noise(rows: batch.observations.shape[0], using: &noiseGenerator)
  }

  /// A step of the critics toward r + γ·(min Q̂(s′, a′) − α·log π(a′|s′)).
  private mutating func learnValues(
    _ batch: ReplayBuffer.Batch, _ noise: Tensor, weight: Float, _ log: inout TransitionLog
  ) {
    let (next, logProbability) = policy.draw(batch.nextObservations, noise)
    let future = targets.least(batch.nextObservations, next) - temperature * logProbability
    let goals = batch.rewards + batch.discounts * future
    let actions = Tensor(batch.actions.coordinates, shape: next.shape)
    let (error, gradient) = valueAndGradient(at: &critics) {
      $0.error(batch.observations, actions, goals) * weight
    }
    criticOptimizer.update(&critics, along: gradient)
    log.measure(1, Double(error))
  }

  /// A step of the policy along the gradient of min Q(s, a) − α·log π(a|s). Returns the logarithms of
  /// its actions' densities before it.
  private mutating func improvePolicy(
    _ batch: ReplayBuffer.Batch, _ noise: Tensor, _ log: inout TransitionLog
  ) -> Tensor {
    var drawn: Tensor = 0
    let (loss, gradient) = valueAndGradient(at: &policy) { [critics, temperature] policy in
      let (actions, logProbability) = policy.draw(batch.observations, noise)
      drawn = logProbability.detached()
      return (temperature * logProbability - critics.least(batch.observations, actions)).mean()
    }
    actorOptimizer.update(&policy, along: gradient)
    log.measure(0, Double(loss))
    return drawn
  }

  /// A step of log α toward the target entropy; the two libraries differ by a factor α.
  private mutating func adjustTemperature(_ logProbability: Tensor, _ log: inout TransitionLog) {
    let target = configuration.targetEntropy ?? -Float(policy.bounds.count)
    let excess = (logProbability + target).mean()
    let isPlain = configuration.order == .stableBaselines3
    let (loss, gradient) = valueAndGradient(at: &logTemperature) {
      -(isPlain ? $0 : $0.exp()) * excess
    }
    temperatureOptimizer.update(&logTemperature, along: gradient)
    log.measure(3, Double(loss))
  }

  public mutating func visitState(_ visitor: inout StateVisitor) {
    visitor.visit("actor", &policy)
    visitor.visit("critics", &critics)
    visitor.visit("targets", &targets)
    visitor.visit("logTemperature", &logTemperature)
    visitor.visit("actorOptimizer", &actorOptimizer)
    visitor.visit("criticOptimizer", &criticOptimizer)
    visitor.visit("temperatureOptimizer", &temperatureOptimizer)
    visitor.visit("updates", &updates, in: 0...1 << 53)
    visitor.visit("memory", &memory)
    visitor.visit("world", &world)
    visitor.visit("exploration", &exploration)
    visitor.visit("actionGenerator", &actionGenerator)
    visitor.visit("replayGenerator", &replayGenerator)
    visitor.visit("noiseGenerator", &noiseGenerator)
  }
}
