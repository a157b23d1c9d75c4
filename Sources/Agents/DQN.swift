import Environments
import RLNet
import RLRandom
import RLSettings
import RLState

/// Deep Q-learning (Mnih et al. 2015, "Human-level control through deep reinforcement learning").
///
/// A network Q(s) gives the value of every action. The agent takes the best one, or with probability
/// ε a random one, and remembers each transition (s, a, r, s′). It learns from transitions drawn at
/// random from that memory: Q(s)[a] moves toward r + γ·max Q̂(s′), where Q̂, the target network, is a
/// copy of Q from some steps ago, and the future counts for nothing where the episode terminated.
/// Where a time limit cut the episode off, it counts.
public struct DQN: Agent {
  /// The hyper-parameters, with defaults for small problems.
  public struct Configuration: NetworkConfiguration {
    @Hyperparameter("environment steps of the whole training", .atLeast(1))
    public var steps = 40_000
    @Hyperparameter("environments stepped side by side", .in(1...65_536))
    public var environments = 1
    @Hyperparameter("sizes of the hidden layers", .hiddenLayers) public var hidden = [64]
    @Hyperparameter("between the hidden layers") public var activation = Activation.relu
    @Hyperparameter("Adam's step size", .above(0, upTo: 1)) public var learningRate: Float = 5e-4
    @Hyperparameter("γ", .in(0...1)) public var discount: Float = 0.99
    @Hyperparameter("transitions in a gradient step", .in(1...65_536)) public var batchSize = 64
    @Hyperparameter("transitions remembered", .in(1...10_000_000)) public var bufferSize = 50_000
    @Hyperparameter("steps before the first update", .atLeast(0)) public var learningStarts = 500
    @Hyperparameter("whether actions are random until learning starts")
    public var randomStart = true
    @Hyperparameter("steps between updates", .atLeast(1)) public var trainEvery = 1
    @Hyperparameter("gradient steps in an update", .atLeast(1)) public var gradientSteps = 1
    @Hyperparameter("steps between target updates", .atLeast(1)) public var targetEvery = 250
    @Hyperparameter("τ: how far the target network moves; 1 copies", .above(0, upTo: 1))
    public var targetFraction: Float = 1
    @Hyperparameter("whether the online network chooses the next action")
    public var doubleQ = false
    @Hyperparameter("huber (δ = 1) or squared") public var loss = Loss.huber
    @Hyperparameter("the norm that gradients are clipped to", .optional(.greater(than: 0)))
    public var gradientNorm: Float? = 10
    @Hyperparameter("ε at the first step", .in(0...1)) public var explorationStart = 1.0
    @Hyperparameter("ε at the end of its schedule", .in(0...1)) public var explorationEnd = 0.05
    @Hyperparameter("part of all steps in which ε falls, linearly", .atLeast(0))
    public var explorationFraction = 0.5
    /// Layers in the place of hidden ones, whose settings have no effect then.
    public var body: NetworkBody?
    public var selection = SelectionConfiguration()

    public init() {}

    public var environmentCount: Int { environments }
    public var conflict: SettingConflictError? { .ofBatch(batchSize, beyond: bufferSize) }

    public static let settings: [Setting<Self>] =
      [
        Setting("steps", \.$steps), Setting("environments", \.$environments),
        Setting("hidden", \.$hidden), Setting("activation", \.$activation),
        Setting("learningRate", \.$learningRate), Setting("discount", \.$discount),
        Setting("batchSize", \.$batchSize), Setting("bufferSize", \.$bufferSize),
        Setting("learningStarts", \.$learningStarts), Setting("randomStart", \.$randomStart),
        Setting("trainEvery", \.$trainEvery), Setting("gradientSteps", \.$gradientSteps),
        Setting("targetEvery", \.$targetEvery), Setting("targetFraction", \.$targetFraction),
        Setting("doubleQ", \.$doubleQ), Setting("loss", \.$loss),
        Setting("gradientNorm", \.$gradientNorm), Setting("explorationStart", \.$explorationStart),
        Setting("explorationEnd", \.$explorationEnd),
        Setting("explorationFraction", \.$explorationFraction),
      ] + Setting.selection
  }

  /// How far a value is from its target.
  public enum Loss: String, CaseIterable, SettingConvertible {
    case huber
    case squared
  }

  public var policy: ValuePolicy
  private let configuration: Configuration
  private let exploration: LinearSchedule
  private var target: ValuePolicy
  private var optimizer: Adam
  private var memory: ReplayBuffer
  private var world: World
  private var actionGenerator: PCG64
  private var replayGenerator: PCG64

  public static func policy(
    for spaces: Spaces, _ configuration: Configuration, using generator: inout PCG64
  ) throws(AgentFitError) -> ValuePolicy {
    let actions = try spaces.discreteActions(for: name)
    return ValuePolicy(
      try .body(
        for: spaces.observation, configuration.hidden, outputs: actions,
        configuration.activation, body: configuration.body, using: &generator))
  }

  public init(
    _ world: World, _ configuration: Configuration, _ streams: inout AgentStreams
  ) throws(AgentFitError) {
    self.configuration = configuration
    self.world = world
    exploration = LinearSchedule(
      from: configuration.explorationStart, to: configuration.explorationEnd,
      over: configuration.explorationFraction * Double(configuration.steps))
    policy = try Self.policy(for: world.spaces, configuration, using: &streams.weights)
    target = policy
    optimizer = Adam(for: policy, learningRate: configuration.learningRate)
    memory = ReplayBuffer(
      of: world, capacity: configuration.bufferSize, discount: configuration.discount)
    actionGenerator = streams.next()
    replayGenerator = streams.next()
  }

  public mutating func advance(_ log: inout TransitionLog) {
    let steps = log.counters.steps
    log.measure(0, exploration(steps + 1))
    world.step(chooseActions(steps), &log)
    memory.add(world.transitions)

    for step in steps + 1...steps + world.count {
      if step > configuration.learningStarts && step.isMultiple(of: configuration.trainEvery) {
        for _ in 0..<configuration.gradientSteps { learn(&log) }
      }
      if step.isMultiple(of: configuration.targetEvery) { updateTarget() }
    }
  }

  /// An action for each environment: random with probability ε, else the one of greatest value.
  private mutating func chooseActions(_ steps: Int) -> Actions {
    let isWarmingUp = configuration.randomStart && steps < configuration.learningStarts
    let rate = exploration(steps)
    let explored = (0..<world.count).map { row -> Int? in
      isWarmingUp || actionGenerator.uniform() < rate
        ? world.randomAction(row, using: &actionGenerator) : nil
    }
    if explored.allSatisfy({ $0 != nil }) { return .discrete(explored.compactMap(\.self)) }
    guard case .discrete(let best) = policy.greedyActions(world.features, mask: world.actionMask)
    else { fatalError("a policy of values takes discrete actions") }
    return .discrete(zip(explored, best).map { $0 ?? $1 })
  }

  /// One gradient step on a batch from the memory.
  private mutating func learn(_ log: inout TransitionLog) {
    let batch = memory.sample(configuration.batchSize, using: &replayGenerator)
    let targets = batch.rewards + batch.discounts * nextValues(batch)

    var meanValue = 0.0
    let loss = configuration.loss
    var (error, gradient) = valueAndGradient(at: &policy) { q in
      let values = q.network(batch.observations).gather(batch.actions.numbers)
      meanValue = values.elements.reduce(0) { $0 + Double($1) } / Double(values.count)
      return switch loss {
      case .huber: huberLoss(values, targets)
      case .squared: meanSquaredError(values, targets)
      }
    }
    if let bound = configuration.gradientNorm { gradient.clipNorm(to: bound) }
    optimizer.update(&policy, along: gradient)

    log.countUpdate()
    log.check("online", &policy)
    log.measure(from: 1, Double(error), meanValue)
  }

  /// The target network's value of the best action in each next state; best by its own values, or
  /// by the online network's (Double DQN, van Hasselt et al. 2016).
  private func nextValues(_ batch: ReplayBuffer.Batch) -> Tensor {
    let values = target.values(batch.nextObservations, mask: batch.nextMask)
    return configuration.doubleQ
      ? values.gather(policy.values(batch.nextObservations, mask: batch.nextMask).argmax())
      : values.max(axis: 1)
  }

  private mutating func updateTarget() {
    if configuration.targetFraction == 1 {
      target = policy
    } else {
      target.interpolate(toward: policy, by: configuration.targetFraction)
    }
  }

  public mutating func visitState(_ visitor: inout StateVisitor) {
    visitor.visit("online", &policy)
    visitor.visit("target", &target)
    visitor.visit("optimizer", &optimizer)
    visitor.visit("memory", &memory)
    visitor.visit("world", &world)
    visitor.visit("actionGenerator", &actionGenerator)
    visitor.visit("replayGenerator", &replayGenerator)
  }
}
