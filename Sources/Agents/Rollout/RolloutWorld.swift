import Environments
import RLNet
import RLRandom
import RLState

/// A world in which the present policy acts, and the rollout that comes of it.
struct RolloutWorld: Sendable {
  private(set) var rollout: Rollout
  private var world: World
  private let configuration: RolloutConfiguration
  private let noiseEvery: Int
  private var rewards: ReturnNormalization?
  private var noise: StateDependentNoise?
  private var generator: PCG64

  /// At the first observations, which join the policy's statistics.
  init(
    _ world: World, _ configuration: some OnPolicyConfiguration, _ policy: inout StochasticPolicy,
    _ generator: PCG64
  ) {
    self.world = world
    self.configuration = configuration.rollout
    self.generator = generator
    noiseEvery = configuration.network.noiseEvery
    rollout = Rollout(world.spaces, environments: world.count)
    if configuration.rollout.normalizeRewards {
      rewards = ReturnNormalization(environments: world.count, discount: configuration.discount)
    }
    if case .stateDependent(let logDeviation, _) = policy.head {
      noise = StateDependentNoise(
        environments: world.count, latent: logDeviation.shape[0],
        dimensions: logDeviation.shape[1])
    }
    policy.normalization?.update(world.observations)
  }

  /// Whether the rollout has all its steps, or more where a fork wants fewer.
  var isFull: Bool { rollout.steps >= configuration.steps }

  /// A step in all environments with actions that are drawn from the policy, whose statistics
  /// learn from what it sees.
  mutating func step(_ policy: inout StochasticPolicy, _ log: inout TransitionLog) {
    let seen = policy.normalization.normalized(world.observations)
    let actions = draw(from: policy, seen)
    rollout.add(seen, actions, mask: world.actionMask)
    world.step(policy.bounded(actions), &log)

    policy.normalization?.update(world.observations)
    let transitions = world.transitions
    let ended = transitions.rows.map { transitions.isDone($0) }
    var gains = transitions.rewards
    if rewards != nil {
      // Gymnasium's NormalizeReward, which CleanRL uses, lets a return go on where a time limit cut the
      // episode off; Stable-Baselines3's VecNormalize begins it again.
      let isOver = configuration.truncationBootstrap ? ended : transitions.terminated
      rewards!.update(gains, ended: isOver)
      for index in gains.indices { gains[index] = rewards!.normalized(gains[index]) }
    }
    let cut = configuration.truncationBootstrap ? transitions.cutRows : []
    rollout.add(
      gains, ended: ended, cut: cut,
      final: policy.normalization.normalized(transitions.nextObservations))
    // Not `isFull`, for which the whole of this would be copied.
    if rollout.steps >= configuration.steps {
      rollout.finish(policy.normalization.normalized(world.observations))
    }
  }

  /// Begins the next rollout where this one was left.
  mutating func begin() { rollout.begin() }

  private mutating func draw(from policy: StochasticPolicy, _ seen: Scalars) -> Actions {
    let features = world.spaces.observation.features(of: seen, rows: 0..<world.count)
    guard case .stateDependent(let logDeviation, _) = policy.head else {
      return policy.distribution(features, mask: world.actionMask).sample(using: &generator)
    }
    let step = rollout.steps
    if step == 0 || noiseEvery > 0 && step.isMultiple(of: noiseEvery) {
      noise!.resample(logDeviation: logDeviation, using: &generator)
    }
    let latent = policy.latent(features)
    return .continuous((policy.means(of: latent) + noise!(latent)).elements)
  }
}

extension RolloutWorld: Stateful {
  mutating func visitState(_ visitor: inout StateVisitor) {
    visitor.visit("world", &world)
    visitor.visit("rollout", &rollout)
    if rewards != nil { visitor.visit("rewards", &rewards!) }
    if noise != nil { visitor.visit("noise", &noise!) }
    visitor.visit("generator", &generator)
  }
}

extension Transitions {
  /// Environments whose episodes a time limit has cut off.
  fileprivate var cutRows: [Int] { rows.filter { truncated[$0] && !terminated[$0] } }
}

extension RunningStatistics {
  /// Joins observations `[rows, width]`.
  fileprivate mutating func update(_ observations: Scalars) {
    if case .floats(let numbers) = observations { update(numbers.span) }
  }
}

extension RunningStatistics? {
  /// Observations `[rows, width]` as a network takes them.
  fileprivate func normalized(_ observations: Scalars) -> Scalars {
    guard let self, case .floats(let numbers) = observations else { return observations }
    return .floats(self.normalized(numbers))
  }
}
