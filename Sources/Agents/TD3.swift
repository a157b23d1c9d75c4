import Environments
import RLNet
import RLRandom
import RLSettings
import RLState

/// Twin delayed deep deterministic policy gradients (Fujimoto et al. 2018, "Addressing function
/// approximation error in actor-critic methods").
///
/// A network π(s) gives the one action, to which noise is added. Two critics Q(s, a) learn from
/// remembered transitions: each moves toward r + γ·min Q̂(s′, a′), where a′ is the target policy's
/// action with clipped noise, so that like actions get like values. At every second update the policy
/// follows the gradient of Q₁(s, π(s)), and the targets Q̂ and π̂ follow slowly.
public struct TD3: Agent {
  /// The hyper-parameters, with defaults for small problems.
  public struct Configuration: OffPolicyConfiguration {
    @Hyperparameter("environment steps of the whole training", .atLeast(1))
    public var steps = 100_000
    @Hyperparameter("sizes of the hidden layers of each network", .hiddenLayers)
    public var hidden = [256, 256]
    @Hyperparameter("between the hidden layers") public var activation = Activation.relu
    @Hyperparameter("Adam's step size for the policy", .above(0, upTo: 1))
    public var actorLearningRate: Float = 1e-3
    @Hyperparameter("Adam's step size for the critics", .above(0, upTo: 1))
    public var criticLearningRate: Float = 1e-3
    @Hyperparameter("γ", .in(0...1)) public var discount: Float = 0.99
    @Hyperparameter("τ: how far the targets move in an update of the policy", .above(0, upTo: 1))
    public var targetFraction: Float = 0.005
    @Hyperparameter("critics, of which the least counts", .in(1...16)) public var critics = 2
    @Hyperparameter("updates from one of the policy to the next", .atLeast(1)) public var delay = 2
    @Hyperparameter("σ of the noise on target actions in -1...1", .in(0...10))
    public var targetNoise: Float = 0.2
    @Hyperparameter("what that noise is clipped to", .in(0...2)) public var noiseClip: Float = 0.5
    @Hyperparameter("added to the policy's actions") public var noise = Noise.normal
    @Hyperparameter("σ of that noise, of actions in -1...1", .in(0...10)) public
      var noiseDeviation = 0.1
    public var replay = ReplayConfiguration(learningStarts: 1_000)
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
        Setting("targetFraction", \.$targetFraction), Setting("critics", \.$critics),
        Setting("delay", \.$delay),
        Setting("targetNoise", \.$targetNoise),
        Setting("noiseClip", \.$noiseClip)
          .only(with: "targetNoise", "targetNoise > 0") { $0.targetNoise > 0 },
        Setting("noise", \.$noise),
        Setting("noiseDeviation", \.$noiseDeviation)
          .only(with: "noise", \.noise, [.normal, .drifting]),
      ] + Setting.replay + Setting.selection
  }

  /// What is added to actions so that they explore.
  public enum Noise: String, CaseIterable, SettingConvertible {
    case none
    /// Independent normal numbers.
    case normal
    /// Noise that drifts through an episode (Ornstein-Uhlenbeck; Lillicrap et al. 2016).
    case drifting = "ornstein-uhlenbeck"

    func process(_ deviation: Double) -> ActionNoise.Process {
      switch self {
      case .none: .none
      case .normal: .normal(deviation: deviation)
      case .drifting: .ornsteinUhlenbeck(deviation: deviation)
      }
    }
  }

  public package(set) var policy: DeterministicPolicy
  package var targetPolicy: DeterministicPolicy
  package var critics, targets: Critics
  private let configuration: Configuration
  private var actorOptimizer, criticOptimizer: Adam
  private var updates = 0
  private var memory: ReplayBuffer
  private var world: World
  private var actionNoise: ActionNoise
  private var actionGenerator, replayGenerator: PCG64
  package var noiseGenerator: PCG64

  public static func policy(
    for spaces: Spaces, _ configuration: Configuration, using generator: inout PCG64
  ) throws(AgentFitError) -> DeterministicPolicy {
    let bounds = try spaces.continuousControl(for: name)
    return DeterministicPolicy(
      try .body(
        for: spaces.observation, configuration.hidden, outputs: bounds.count,
        configuration.activation, body: configuration.body, using: &generator), bounds: bounds)
  }

  public init(
    _ world: World, _ configuration: Configuration, _ streams: inout AgentStreams
  ) throws(AgentFitError) {
    self.configuration = configuration
    self.world = world
    policy = try Self.policy(for: world.spaces, configuration, using: &streams.weights)
    targetPolicy = policy
    critics = try Critics(
      configuration.critics, for: world.spaces, configuration.hidden, configuration.activation,
      configuration.body, using: &streams.weights)
    targets = critics
    actorOptimizer = Adam(for: policy, learningRate: configuration.actorLearningRate)
    criticOptimizer = Adam(for: critics, learningRate: configuration.criticLearningRate)
    memory = ReplayBuffer(
      of: world, capacity: configuration.replay.bufferSize, discount: configuration.discount)
    actionNoise = ActionNoise(
      configuration.noise.process(configuration.noiseDeviation), environments: world.count,
      dimensions: policy.bounds.count)
    actionGenerator = streams.next()
    replayGenerator = streams.next()
    noiseGenerator = streams.next()
  }

  public mutating func advance(_ log: inout TransitionLog) {
    let steps = log.counters.steps
    let actions = chooseActions(steps)
    world.step(policy.bounds.stretched(actions), &log)
    memory.add(world.transitions, actions: .continuous(actions))
    for row in 0..<world.count where world.transitions.isDone(row) {
      actionNoise.reset(environment: row)
    }

    for _ in 0..<configuration.replay.gradientSteps(after: steps + 1...steps + world.count) {
      learn(from: memory.sample(configuration.replay.batchSize, using: &replayGenerator), &log)
    }
  }

  /// Coordinates in −1...1 for each environment: uniform until learning starts, then the policy's;
  /// both with noise, as in Stable-Baselines3.
  private mutating func chooseActions(_ steps: Int) -> [Float] {
    let actions =
      steps < configuration.replay.learningStarts
      ? actionGenerator.uniformCoordinates(world.count * policy.bounds.count)
      : policy(world.features).elements
    let noise = actionNoise.next(using: &actionGenerator)
    return zip(actions, noise).map { min(max($0 + $1, -1), 1) }
  }

  /// One update from a batch of transitions, whose actions are in −1...1.
  package mutating func learn(from batch: ReplayBuffer.Batch, _ log: inout TransitionLog) {
    updates += 1
    var next = targetPolicy(batch.nextObservations)
    if configuration.targetNoise > 0 {
      let noise = Tensor.normal(shape: next.shape, using: &noiseGenerator)
      let clip = configuration.noiseClip
      next = (next + (noise * configuration.targetNoise).clamped(-clip, clip)).clamped(-1, 1)
    }
    let goals = batch.rewards + batch.discounts * targets.least(batch.nextObservations, next)
    let actions = Tensor(batch.actions.coordinates, shape: next.shape)
    let (error, gradient) = valueAndGradient(at: &critics) {
      $0.error(batch.observations, actions, goals)
    }
    criticOptimizer.update(&critics, along: gradient)
    log.measure(1, Double(error))

    if updates.isMultiple(of: configuration.delay) {
      let (loss, gradient) = valueAndGradient(at: &policy) { [critics] policy in
        -critics.first(batch.observations, policy(batch.observations)).mean()
      }
      actorOptimizer.update(&policy, along: gradient)
      targetPolicy.interpolate(toward: policy, by: configuration.targetFraction)
      targets.interpolate(toward: critics, by: configuration.targetFraction)
      log.measure(0, Double(loss))
    }
    log.countUpdate()
    log.check("critics", &critics)
    log.check("actor", &policy)
  }

  public mutating func visitState(_ visitor: inout StateVisitor) {
    visitor.visit("actor", &policy)
    visitor.visit("targetActor", &targetPolicy)
    visitor.visit("critics", &critics)
    visitor.visit("targets", &targets)
    visitor.visit("actorOptimizer", &actorOptimizer)
    visitor.visit("criticOptimizer", &criticOptimizer)
    visitor.visit("updates", &updates, in: 0...1 << 53)
    visitor.visit("memory", &memory)
    visitor.visit("world", &world)
    visitor.visit("actionNoise", &actionNoise)
    visitor.visit("actionGenerator", &actionGenerator)
    visitor.visit("replayGenerator", &replayGenerator)
    visitor.visit("noiseGenerator", &noiseGenerator)
  }
}
