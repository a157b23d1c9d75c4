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
  public struct Configuration: AgentConfiguration {
    /// Environment steps of the whole training.
    public var steps = 40_000
    /// Environments stepped side by side.
    public var environments = 1
    /// The sizes of the hidden layers.
    public var hidden = [64]
    /// Between the hidden layers.
    public var activation = Activation.relu
    /// Adam's step size.
    public var learningRate: Float = 5e-4
    /// γ.
    public var discount: Float = 0.99
    /// Transitions in a gradient step.
    public var batchSize = 64
    /// Transitions remembered at most.
    public var bufferSize = 50_000
    /// Steps before the first update.
    public var learningStarts = 500
    /// Whether actions are uniformly random until learning starts, whatever ε is.
    public var randomStart = true
    /// Steps from one update to the next.
    public var trainEvery = 1
    /// Gradient steps in an update.
    public var gradientSteps = 1
    /// Steps from one update of the target network to the next.
    public var targetEvery = 250
    /// τ: the part of the way that the target network moves; 1 copies the online one.
    public var targetFraction: Float = 1
    /// Whether the online network chooses the next action that the target network values.
    public var doubleQ = false
    /// How far a value is from its target.
    public var loss = Loss.huber
    /// The norm that gradients are clipped to; nil for none.
    public var gradientNorm: Float? = 10
    /// ε at the first step.
    public var explorationStart = 1.0
    /// ε from the end of its linear fall on.
    public var explorationEnd = 0.05
    /// The part of all steps in which ε falls.
    public var explorationFraction = 0.5
    /// How weights are chosen, or training stopped, by evaluation.
    public var selection = SelectionConfiguration()

    public init() {}
  }

  /// How far a value is from its target.
  public enum Loss: String, CaseIterable, SettingConvertible {
    case huber
    case squared
  }

  public var network: Sequential {
    get { online }
    set { online = newValue }
  }
  public var tally: Tally

  private let configuration: Configuration
  private let exploration: LinearSchedule
  private var online: Sequential
  private var target: Sequential
  private var optimizer: Adam
  private var memory: ReplayBuffer
  private var environments: VectorEnvironment<AnyEnvironment>
  private var observations: [Float]
  private var policyGenerator: PCG64
  private var replayGenerator: PCG64
  private var loss = 0.0
  /// The mean of Q(s)[a] over the latest batch, before its gradient step.
  private var meanValue = 0.0

  public init(
    _ environment: AnyEnvironment, _ configuration: Configuration, sequence: inout SeedSequence
  ) {
    var streams = sequence.spawn(4)
    var initialisation = PCG64(streams[0])
    let space = environment.observationSpace
    self.configuration = configuration
    exploration = LinearSchedule(
      from: configuration.explorationStart, to: configuration.explorationEnd,
      over: configuration.explorationFraction * Double(configuration.steps))
    online = .perceptron(
      [space.featureCount] + configuration.hidden + [environment.actionSpace.n],
      configuration.activation, using: &initialisation)
    target = online
    optimizer = Adam(for: online, learningRate: configuration.learningRate)
    memory = ReplayBuffer(of: space, capacity: configuration.bufferSize)
    environments = VectorEnvironment(
      environment, count: configuration.environments, sequence: &streams[1], autoreset: .sameStep)
    policyGenerator = PCG64(streams[2])
    replayGenerator = PCG64(streams[3])
    observations = Array(repeating: 0, count: configuration.environments * space.count)
    tally = Tally(environments: configuration.environments)
    environments.reset(observations: &observations)
  }

  public mutating func advance(_ report: (Episode) -> Void) {
    let actions = chooseActions()
    interact(actions, report)

    for step in counters.steps - actions.count + 1...counters.steps {
      if step > configuration.learningStarts && step.isMultiple(of: configuration.trainEvery) {
        for _ in 0..<configuration.gradientSteps { learn() }
      }
      if step.isMultiple(of: configuration.targetEvery) { updateTarget() }
    }
  }

  /// An action for each environment: random with probability ε, else the one of greatest value.
  private mutating func chooseActions() -> [Int] {
    let count = environments.count
    let actionCount = environments.actionSpace.n
    let isWarmingUp =
      configuration.randomStart && counters.steps < configuration.learningStarts
    let rate = explorationRate
    let explored = (0..<count).map { _ -> Int? in
      isWarmingUp || policyGenerator.uniform() < rate
        ? policyGenerator.integer(below: actionCount) : nil
    }
    if explored.allSatisfy({ $0 != nil }) { return explored.compactMap { $0 } }
    let features = environments.observationSpace.features(of: observations, rows: 0..<count)
    return zip(explored, online.greedyActions(features)).map { $0 ?? $1 }
  }

  /// One step in each environment; the transitions go into the memory.
  private mutating func interact(_ actions: [Int], _ report: (Episode) -> Void) {
    let count = environments.count
    let width = environments.observationScalars
    let before = observations
    var rewards = Array(repeating: 0.0, count: count)
    var terminated = Array(repeating: false, count: count)
    var truncated = terminated
    environments.step(
      actions, observations: &observations, rewards: &rewards, terminated: &terminated,
      truncated: &truncated)

    for index in 0..<count {
      let row = index * width..<(index + 1) * width
      let step = Step(
        reward: rewards[index], terminated: terminated[index], truncated: truncated[index])
      let after = step.isDone ? environments.finalObservations : observations
      memory.add(
        before.span.extracting(row), action: actions[index], reward: step.reward,
        after.span.extracting(row), terminated: step.terminated)
      let episode = tally.add(
        before.span.extracting(row), action: actions[index], step, after.span.extracting(row),
        in: index)
      if let episode { report(episode.with(diagnostics)) }
    }
  }

  /// One gradient step on a batch from the memory.
  private mutating func learn() {
    let batch = memory.sample(configuration.batchSize, using: &replayGenerator)
    let targets =
      batch.rewards + configuration.discount * batch.futures * nextValues(batch.nextObservations)

    var meanValue = 0.0
    var (loss, gradient) = valueAndGradient(at: &online) { q in
      let values = q(batch.observations).gather(batch.actions)
      meanValue = values.elements.reduce(0) { $0 + Double($1) } / Double(batch.actions.count)
      return switch configuration.loss {
      case .huber: huberLoss(values, targets)
      case .squared: meanSquaredError(values, targets)
      }
    }
    if let bound = configuration.gradientNorm { gradient.clipNorm(to: bound) }
    optimizer.update(&online, along: gradient)

    tally.countUpdate()
    tally.check("online", &online)
    self.loss = Double(loss)
    self.meanValue = meanValue
  }

  /// The target network's value of the best action in each next state; best by its own values, or
  /// by the online network's (Double DQN, van Hasselt et al. 2016).
  private func nextValues(_ observations: Tensor) -> Tensor {
    let values = target(observations)
    return configuration.doubleQ
      ? values.gather(online.greedyActions(observations)) : values.max(axis: 1)
  }

  private mutating func updateTarget() {
    if configuration.targetFraction == 1 {
      target = online
    } else {
      target.interpolate(toward: online, by: configuration.targetFraction)
    }
  }

  private var explorationRate: Double { exploration(counters.steps) }

  public var diagnostics: [(name: String, value: Double?)] {
    let isMeasured = counters.updates > 0
    return [
      ("exploration", explorationRate), ("loss", isMeasured ? loss : nil),
      ("q", isMeasured ? meanValue : nil),
    ]
  }

  public mutating func visitState(_ visitor: inout StateVisitor) {
    visitor.visit("online", &online)
    visitor.visit("target", &target)
    visitor.visit("optimizer", &optimizer)
    visitor.visit("memory", &memory)
    visitor.visit("environments", &environments)
    visitor.visit("observations", &observations, count: observations.count)
    visitor.visit("policyGenerator", &policyGenerator)
    visitor.visit("replayGenerator", &replayGenerator)
    visitor.visit("tally", &tally)
    visitor.visit("loss", &loss)
    visitor.visit("meanValue", &meanValue)
  }
}

extension DQN.Configuration {
  public static var settings: [Setting<Self>] {
    commonSettings + [
      Setting("environments", \.environments, .in(1...65_536), "environments stepped side by side"),
      Setting("hidden", \.hidden, .hiddenLayers, "sizes of the hidden layers"),
      Setting("activation", \.activation, .any, "between the hidden layers"),
      Setting("learningRate", \.learningRate, .above(0, upTo: 1), "Adam's step size"),
      Setting("discount", \.discount, .in(0...1), "γ"),
      Setting("batchSize", \.batchSize, .in(1...65_536), "transitions in a gradient step"),
      Setting("bufferSize", \.bufferSize, .in(1...10_000_000), "transitions remembered"),
      Setting("learningStarts", \.learningStarts, .atLeast(0), "steps before the first update"),
      Setting(
        "randomStart", \.randomStart, .any, "whether actions are random until learning starts"),
      Setting("trainEvery", \.trainEvery, .atLeast(1), "steps between updates"),
      Setting("gradientSteps", \.gradientSteps, .atLeast(1), "gradient steps in an update"),
      Setting("targetEvery", \.targetEvery, .atLeast(1), "steps between target updates"),
      Setting(
        "targetFraction", \.targetFraction, .above(0, upTo: 1),
        "τ: how far the target network moves; 1 copies"),
      Setting("doubleQ", \.doubleQ, .any, "whether the online network chooses the next action"),
      Setting("loss", \.loss, .any, "huber (δ = 1) or squared"),
      Setting(
        "gradientNorm", \.gradientNorm, .optional(.greater(than: 0)),
        "the norm that gradients are clipped to"),
      Setting("explorationStart", \.explorationStart, .in(0...1), "ε at the first step"),
      Setting("explorationEnd", \.explorationEnd, .in(0...1), "ε at the end of its schedule"),
      Setting(
        "explorationFraction", \.explorationFraction, .in(0...1),
        "part of all steps in which ε falls, linearly"),
    ]
  }
}
