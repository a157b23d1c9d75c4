import RLSettings

/// The hyper-parameters of an algorithm that learns from rollouts of the present policy.
protocol OnPolicyConfiguration: NetworkConfiguration {
  var network: ActorCriticConfiguration { get set }
  var rollout: RolloutConfiguration { get set }
  /// γ.
  var discount: Double { get }
  /// λ of generalised advantages.
  var lambda: Double { get }
}

extension OnPolicyConfiguration {
  public var environmentCount: Int { rollout.environments }

  public var body: NetworkBody? {
    get { network.body }
    set { network.body = newValue }
  }
}

/// How an actor gathers what it learns from.
public struct RolloutConfiguration: Sendable, Hashable {
  @Hyperparameter("environments stepped side by side", .in(1...65_536)) public var environments = 8
  @Hyperparameter("steps of each environment between updates", .in(1...1_000_000))
  public var steps = 128
  @Hyperparameter(
    "whether the value of what followed counts where a time limit cut an episode off")
  public var truncationBootstrap = true
  @Hyperparameter("whether vectors that are seen get mean 0 and deviation 1, by those so far")
  public var normalizeObservations = false
  /// That return starts again where a time limit cut an episode off, as in Stable-Baselines3, unless
  /// `truncationBootstrap` is off, as in CleanRL.
  @Hyperparameter("whether rewards are divided by the deviation of the discounted return")
  public var normalizeRewards = false

  init(steps: Int = 128) { self.steps = steps }
}

extension Setting where Root: OnPolicyConfiguration {
  /// The settings of `OnPolicyConfiguration.rollout`.
  static var rollout: [Setting<Root>] {
    [
      Setting("environments", \.rollout.$environments), Setting("rolloutSteps", \.rollout.$steps),
      Setting("truncationBootstrap", \.rollout.$truncationBootstrap),
      Setting("normalizeObservations", \.rollout.$normalizeObservations),
      Setting("normalizeRewards", \.rollout.$normalizeRewards),
    ]
  }
}

/// How a number falls linearly over a training, which rollouts divide into equal parts.
public enum Annealing: String, CaseIterable, SettingConvertible {
  /// It stays.
  case none
  /// By the part that was over before a rollout, as in CleanRL: the first update sees the whole.
  case before
  /// By the part that is over after it, as in Stable-Baselines3: the last update sees 0.
  case after

  /// What is left of it, from 1 to 0.
  ///
  /// - Parameters:
  ///   - steps: environment steps so far, those of the latest rollout among them.
  ///   - rollout: environment steps of a rollout.
  ///   - total: environment steps of the whole training.
  func factor(after steps: Int, rollout: Int, of total: Int) -> Double {
    switch self {
    case .none: 1
    case .before:
      max(0, 1 - Double(steps / rollout - 1) / Double(max(total / rollout, 1)))
    case .after: max(0, 1 - Double(steps) / Double(total))
    }
  }
}
