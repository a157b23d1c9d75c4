import Environments
import RLNet
import RLParallel
import RLRandom
import RLSettings
import RLState

/// Proximal policy optimisation (Schulman et al. 2017), with the details that implementations share
/// (Huang et al. 2022, "The 37 implementation details").
///
/// The actor plays a number of steps in several environments, and learns from them for some epochs of
/// minibatches. With r = π(a|s) / π_old(a|s) and generalised advantages A it raises
/// E[min(r·A, clip(r, 1 ± ε)·A)], so that nothing is gained by moving further from the old policy;
/// its critic V moves toward A + V_old, and a bonus for the policy's entropy keeps it exploring.
/// Actor and critic are networks of their own, whose gradients are clipped together.
public struct PPO: Agent {
  /// The hyper-parameters, with defaults for small problems.
  public struct Configuration: OnPolicyConfiguration {
    @Hyperparameter("environment steps of the whole training", .atLeast(1))
    public var steps = 200_000
    public var rollout = RolloutConfiguration()
    public var network = ActorCriticConfiguration()
    @Hyperparameter("passes over a rollout", .in(1...10_000)) public var epochs = 10
    @Hyperparameter("transitions in a gradient step", .in(1...1_000_000))
    public var minibatchSize = 128
    @Hyperparameter("γ", .in(0...1)) public var discount = 0.99
    @Hyperparameter("λ of generalised advantages", .in(0...1)) public var lambda = 0.95
    @Hyperparameter("ε: how far the ratio of policies counts", .greater(than: 0))
    public var clip: Float = 0.2
    @Hyperparameter("how clip falls to 0") public var clipAnnealing = Annealing.none
    @Hyperparameter(
      "how far values may move in an update; none for any", .optional(.greater(than: 0)))
    public var valueClip: Float? = nil
    @Hyperparameter("whether the value loss is half the mean square, as in CleanRL")
    public var halvedValueLoss = false
    @Hyperparameter("weight of the value loss", .atLeast(0)) public var valueCoefficient: Float =
      0.5
    @Hyperparameter("weight of the policy's entropy", .atLeast(0)) public var entropyBonus: Float =
      0
    @Hyperparameter("how entropyBonus falls to 0") public var entropyAnnealing = Annealing.none
    @Hyperparameter("whether the advantages of a minibatch get mean 0 and deviation 1")
    public var normalizeAdvantages = true
    @Hyperparameter("the norm that gradients are clipped to", .optional(.greater(than: 0)))
    public var gradientNorm: Float? = 0.5
    @Hyperparameter(
      "divergence from the old policy that ends an update; none for any",
      .optional(.greater(than: 0)))
    public var targetKL: Double? = nil
    @Hyperparameter("what is held against targetKL, and when") public var targetRule = TargetRule
      .step
    @Hyperparameter("Adam's step size", .above(0, upTo: 1)) public var learningRate: Float = 3e-4
    @Hyperparameter("how learningRate falls to 0") public var annealing = Annealing.none
    @Hyperparameter("steps in which that falls; none for all", .optional(.atLeast(1)))
    public var annealingSteps: Int? = nil
    @Hyperparameter("Adam's ε", .above(0, upTo: 1)) public var epsilon: Float = 1e-5
    @Hyperparameter(
      "α: means of continuous actions move by up to this in updates (RPO)", .atLeast(0))
    public var perturbation = 0.0
    @Hyperparameter("how evaluations take actions: greedy or sampled")
    public var evaluation = ActingMode.greedy
    public var selection = SelectionConfiguration()

    public init() {}

    public static let settings: [Setting<Self>] =
      [
        Setting("steps", \.$steps), Setting("epochs", \.$epochs),
        Setting("minibatchSize", \.$minibatchSize), Setting("discount", \.$discount),
        Setting("lambda", \.$lambda), Setting("clip", \.$clip),
        Setting("clipAnnealing", \.$clipAnnealing), Setting("valueClip", \.$valueClip),
        Setting("halvedValueLoss", \.$halvedValueLoss),
        Setting("valueCoefficient", \.$valueCoefficient),
        Setting("entropyBonus", \.$entropyBonus), Setting("entropyAnnealing", \.$entropyAnnealing),
        Setting("normalizeAdvantages", \.$normalizeAdvantages),
        Setting("gradientNorm", \.$gradientNorm), Setting("targetKL", \.$targetKL),
        Setting("targetRule", \.$targetRule)
          .only(with: "targetKL", "targetKL to a number") { $0.targetKL != nil },
        Setting("learningRate", \.$learningRate), Setting("annealing", \.$annealing),
        Setting("annealingSteps", \.$annealingSteps), Setting("epsilon", \.$epsilon),
        Setting("perturbation", \.$perturbation),
        Setting("evaluation", \.$evaluation),
      ] + Setting.rollout + Setting.network + Setting.selection
  }

  /// When the divergence from the old policy (k3 of Schulman 2020) ends an update.
  public enum TargetRule: String, CaseIterable, SettingConvertible {
    /// Before a gradient step, where its minibatch is beyond 1.5 times the target
    /// (Stable-Baselines3).
    case step
    /// After an epoch, where its last minibatch was beyond the target (CleanRL).
    case epoch
  }

  /// The actor and the critic.
  package var model: ActorCritic
  private let configuration: Configuration
  private var optimizer: Adam
  private var gathering: RolloutWorld
  package var updateGenerator: PCG64

  public var policy: StochasticPolicy { model.policy }

  public static func policy(
    for spaces: Spaces, _ configuration: Configuration, using generator: inout PCG64
  ) throws(AgentFitError) -> StochasticPolicy {
    try spaces.requireContinuousActions(
      for: name, where: [("perturbation", configuration.perturbation > 0)])
    return try configuration.network.policy(
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
    optimizer = Adam(
      for: model, learningRate: configuration.learningRate, epsilon: configuration.epsilon)
    gathering = RolloutWorld(world, configuration, &model.policy, streams.next())
    updateGenerator = streams.next()
  }

  public mutating func advance(_ log: inout TransitionLog) {
    gathering.step(&model.policy, &log)
    if gathering.isFull {
      learn(gathering.rollout, after: log.counters.steps, &log)
      gathering.begin()
    }
  }

  /// Several epochs on a rollout.
  ///
  /// - Parameter steps: environment steps of the training so far.
  package mutating func learn(_ rollout: Rollout, after steps: Int, _ log: inout TransitionLog) {
    func annealed(_ number: Float, _ annealing: Annealing) -> Float {
      let total = configuration.annealingSteps ?? configuration.steps
      return number * Float(annealing.factor(after: steps, rollout: rollout.count, of: total))
    }
    optimizer.learningRate = annealed(configuration.learningRate, configuration.annealing)
    let clip = annealed(configuration.clip, configuration.clipAnnealing)
    let bonus = annealed(configuration.entropyBonus, configuration.entropyAnnealing)

    let old = model.judge(rollout, discount: configuration.discount, lambda: configuration.lambda)
    var all: [Losses] = []
    var lastEpoch = 0
    learning: for _ in 0..<configuration.epochs {
      lastEpoch = all.count
      let order = updateGenerator.permutation(old.count)
      for rows in minibatches(of: order, size: configuration.minibatchSize) {
        let shift = perturbation(rows.count)
        var (losses, gradient) = differentiate(
          old.rows(rows, of: rollout), clip: clip, entropyBonus: bonus, shift: shift)
        all.append(losses)
        if isBeyondTarget(losses, .step) { break learning }
        if let bound = configuration.gradientNorm { gradient.clipNorm(to: bound) }
        optimizer.update(&model, along: consume gradient)
        log.countUpdate()
      }
      if let last = all.last, isBeyondTarget(last, .epoch) { break }
    }
    log.check("model", &model)
    log.measure(
      from: 0, all.mean(\.policy), all.mean(\.value), -all.mean(\.entropy),
      all[lastEpoch...].mean(\.divergence), all.mean(\.clipFraction),
      Double(optimizer.learningRate))
    if let variance = old.explainedVariance { log.measure(6, variance) }
    if let deviation = model.policy.head.meanDeviation { log.measure(7, deviation) }
  }

  /// The losses of a minibatch, and the gradient of all together before it is clipped.
  ///
  /// - Parameters:
  ///   - clip: ε.
  ///   - shift: what the means of continuous actions are moved by, `[rows, dimensions]`; nil for
  ///     nothing.
  package func differentiate(
    _ batch: RolloutBatch, clip: Float, entropyBonus: Float, shift: Tensor? = nil
  ) -> (losses: Losses, gradient: ActorCritic) {
    var ((losses, policy), (valueLoss, critic)) = Threads.both(where: batch.count >= 128) {
      policyGradient(batch, shift, clip: clip, entropyBonus: entropyBonus)
    } _: {
      valueGradient(batch)
    }
    losses.value = valueLoss
    return (losses, ActorCritic(policy, critic: critic))
  }

  private func policyGradient(
    _ batch: RolloutBatch, _ shift: Tensor?, clip: Float, entropyBonus: Float
  ) -> (Losses, StochasticPolicy) {
    let advantages = Tensor(
      (configuration.normalizeAdvantages
        ? normalizedAdvantages(batch.advantages) : batch.advantages).map(Float.init))
    var losses = Losses(clip: clip)
    var policy = model.policy
    let (_, gradient) = valueAndGradient(at: &policy) { policy in
      let choice = policy.distribution(batch.observations, mask: batch.mask).moved(by: shift)
      let logRatio = choice.logProbability(of: batch.actions) - batch.logProbabilities
      let ratio = logRatio.exp()
      let clipped = ratio.clamped(1 - clip, 1 + clip)
      let loss = -(ratio * advantages).minimum(clipped * advantages).mean()
      let entropy = choice.entropy.mean()
      losses.logRatios = logRatio.elements
      (losses.policy, losses.entropy) = (Double(loss.item), Double(entropy.item))
      return loss - entropyBonus * entropy
    }
    return (losses, gradient)
  }

  private func valueGradient(_ batch: RolloutBatch) -> (loss: Double, Sequential) {
    var valueLoss = 0.0
    var critic = model.critic
    let (_, gradient) = valueAndGradient(at: &critic) { critic in
      let values = critic.values(batch.observations)
      var errors = (values - batch.returns).squared()
      if let bound = configuration.valueClip {
        let held = batch.values + (values - batch.values).clamped(-bound, bound)
        errors = errors.maximum((held - batch.returns).squared())
      }
      let loss = errors.mean() * (configuration.halvedValueLoss ? 0.5 : 1)
      valueLoss = Double(loss.item)
      return configuration.valueCoefficient * loss
    }
    return (valueLoss, gradient)
  }

  /// RPO's shift of the means (Rahman & Xue 2023); nil where there is none.
  private mutating func perturbation(_ rows: Int) -> Tensor? {
    guard configuration.perturbation > 0, let box = model.policy.head.bounds else { return nil }
    let bound = configuration.perturbation
    return .uniform(-bound, bound, shape: [rows, box.count], using: &updateGenerator)
  }

  private func isBeyondTarget(_ losses: Losses, _ rule: TargetRule) -> Bool {
    guard let target = configuration.targetKL, configuration.targetRule == rule else {
      return false
    }
    return losses.divergence > (rule == .step ? 1.5 * target : target)
  }

  public mutating func visitState(_ visitor: inout StateVisitor) {
    visitor.visit("model", &model)
    visitor.visit("optimizer", &optimizer)
    visitor.visit("gathering", &gathering)
    visitor.visit("updateGenerator", &updateGenerator)
  }
}
