import Environments
import RLNet
import RLRandom
import RLSettings
import RLState

/// Deep deterministic policy gradients (Lillicrap et al. 2016, "Continuous control with deep
/// reinforcement learning").
///
/// A network π(s) gives the one action, to which noise is added. A critic Q(s, a) learns from
/// remembered transitions to be r + γ·Q̂(s′, π̂(s′)), the policy follows the gradient of Q(s, π(s)),
/// and the targets Q̂ and π̂ follow slowly. This is `TD3` with one critic, no noise on target actions
/// and, unless stated, no delay.
public struct DDPG: Agent {
  /// The hyper-parameters, with defaults for small problems.
  public struct Configuration: OffPolicyConfiguration {
    /// All of them, as of TD3; its number of critics and noise on target actions stay as they are.
    public var td3 = TD3.Configuration()

    public init() {
      td3.critics = 1
      td3.targetNoise = 0
      td3.delay = 1
    }

    public var steps: Int {
      get { td3.steps }
      set { td3.steps = newValue }
    }

    public var replay: ReplayConfiguration {
      get { td3.replay }
      set { td3.replay = newValue }
    }

    public var body: NetworkBody? {
      get { td3.body }
      set { td3.body = newValue }
    }

    public var selection: SelectionConfiguration {
      get { td3.selection }
      set { td3.selection = newValue }
    }

    public static let settings: [Setting<Self>] =
      [
        Setting("steps", \.td3.$steps), Setting("hidden", \.td3.$hidden),
        Setting("activation", \.td3.$activation),
        Setting("actorLearningRate", \.td3.$actorLearningRate),
        Setting("criticLearningRate", \.td3.$criticLearningRate),
        Setting("discount", \.td3.$discount), Setting("targetFraction", \.td3.$targetFraction),
        Setting("delay", \.td3.$delay), Setting("noise", \.td3.$noise),
        Setting("noiseDeviation", \.td3.$noiseDeviation)
          .only(with: "noise", \.td3.noise, [.normal, .drifting]),
      ] + Setting.replay + Setting.selection
  }

  public static let about = AgentDescription<Configuration>(
    "ddpg", "a critic and a deterministic policy: continuous actions", measures: TD3.about.measures,
    presets: [
      Preset("default", "for small problems with continuous actions"),
      Preset("default", environments: ["Pendulum-v1"], "solves it in seconds") {
        $0.steps = 20_000
        $0.td3.hidden = [64, 64]
        $0.replay.batchSize = 100
      },
      Preset(
        "default", environments: ["MountainCarContinuous-v0"],
        "noise that drifts far finds the way out of the valley; keeps the best weights"
      ) {
        $0.td3.exploreFar()
      },
      Preset(
        "zoo", environments: ["Pendulum-v1"],
        "rl-zoo's ddpg.yml for Stable-Baselines3, published at -152.10 in one run"
      ) {
        $0.steps = 20_000
        $0.td3.hidden = [400, 300]
        $0.td3.discount = 0.98
        $0.replay.bufferSize = 200_000
        $0.replay.learningStarts = 10_000
      },
      Preset(
        "zoo", environments: ["MountainCarContinuous-v0"],
        "rl-zoo's ddpg.yml for Stable-Baselines3, published at 93.51 in one run"
      ) {
        $0.steps = 300_000
        $0.td3.hidden = [400, 300]
        $0.replay.learningStarts = 100
        $0.td3.noise = .drifting
        $0.td3.noiseDeviation = 0.5
      },
    ])

  private var core: TD3

  public static func policy(
    for spaces: Spaces, _ configuration: Configuration, using generator: inout PCG64
  ) throws(AgentFitError) -> DeterministicPolicy {
    _ = try spaces.continuousControl(for: name)
    return try TD3.policy(for: spaces, configuration.td3, using: &generator)
  }

  public init(
    _ world: World, _ configuration: Configuration, _ streams: inout AgentStreams
  ) throws(AgentFitError) {
    _ = try world.spaces.continuousControl(for: Self.name)
    core = try TD3(world, configuration.td3, &streams)
  }

  public var policy: DeterministicPolicy { core.policy }

  public mutating func advance(_ log: inout TransitionLog) { core.advance(&log) }

  public mutating func visitState(_ visitor: inout StateVisitor) { core.visitState(&visitor) }
}
