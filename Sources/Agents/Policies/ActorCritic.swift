import Environments
import RLNet
import RLRandom
import RLSettings
import RLState

/// A policy and, in a network of its own, the value of what it sees.
package struct ActorCritic: Module, Stateful {
  package var policy: StochasticPolicy
  /// `[batch, features]` to `[batch, 1]`.
  package var critic: Sequential

  init(_ policy: StochasticPolicy, critic: Sequential) {
    self.policy = policy
    self.critic = critic
  }

  package mutating func visitTensors(_ visitor: inout TensorVisitor) {
    visitor.visit("policy", &policy)
    visitor.visit("critic", &critic)
  }

  package mutating func visitState(_ visitor: inout StateVisitor) {
    visitor.visit("policy", &policy)
    visitor.visit("critic", &critic)
  }
}

extension Sequential {
  /// The value of each observation by a critic, `[batch, features]` to `[batch]`.
  func values(_ features: Tensor) -> Tensor {
    self(features).reshaped(to: [features.shape[0]])
  }
}

/// The networks of an actor and its critic.
public struct ActorCriticConfiguration: Sendable, Hashable {
  @Hyperparameter("sizes of the hidden layers", .hiddenLayers) public var hidden = [64, 64]
  @Hyperparameter("between the hidden layers") public var activation = Activation.tanh
  @Hyperparameter(
    "whether weights start orthogonal, with gains √2, 0.01 and 1, or in PyTorch's way")
  public var orthogonal = true
  @Hyperparameter("log σ of continuous actions at the start", .in(-20...2))
  public var logDeviation: Float = 0
  @Hyperparameter("whether the noise of continuous actions depends on the state (gSDE)")
  public var stateDependentNoise = false
  @Hyperparameter(
    "steps until such noise is drawn anew; 0 for once in a rollout", .in(0...1_000_000))
  public var noiseEvery = 0

  /// Layers in the place of hidden ones, whose settings have no effect then.
  public var body: NetworkBody?

  init() {}

  /// The policy of an agent before any training.
  ///
  /// - Throws: `AgentFitError` where a setting has no effect on the actions.
  func policy(
    of agent: String, for spaces: Spaces, normalizing: Bool, using generator: inout PCG64
  ) throws(AgentFitError) -> StochasticPolicy {
    try spaces.requireContinuousActions(
      for: agent,
      where: [
        ("stateDependentNoise", stateDependentNoise),
        ("logDeviation", logDeviation != Self().logDeviation),
      ])
    let network = try body(
      for: spaces.observation, outputs: ActionHead.outputs(for: spaces.action), gain: 0.01,
      using: &generator)
    let latent = (network.layers.last as? Linear)?.weight.shape[0]
    let head = ActionHead(
      spaces.action, logDeviation: logDeviation, latent: stateDependentNoise ? latent : nil)
    // Only vectors have a scale of their own; numbers of states are seen as zeros and ones.
    guard normalizing, case .box(let box) = spaces.observation else {
      return StochasticPolicy(network, head)
    }
    return StochasticPolicy(network, head, normalization: RunningStatistics(width: box.count))
  }

  /// The critic before any training.
  func critic(
    for spaces: Spaces, using generator: inout PCG64
  ) throws(AgentFitError) -> Sequential {
    try body(for: spaces.observation, outputs: 1, gain: 1, using: &generator)
  }

  private func body(
    for space: AnySpace, outputs: Int, gain: Double, using generator: inout PCG64
  ) throws(AgentFitError) -> Sequential {
    guard orthogonal else {
      return try .body(
        for: space, hidden, outputs: outputs, activation, body: body, using: &generator)
    }
    return try .body(
      for: space, hidden, outputs: outputs, activation, .orthogonal,
      weight: .orthogonal(gain: 2.0.squareRoot()),
      last: (weight: .orthogonal(gain: gain), bias: .zeros), body: body, using: &generator)
  }
}

extension Setting where Root: OnPolicyConfiguration {
  /// The settings of `OnPolicyConfiguration.network`.
  static var network: [Setting<Root>] {
    [
      Setting("hidden", \.network.$hidden), Setting("activation", \.network.$activation),
      Setting("orthogonal", \.network.$orthogonal),
      Setting("logDeviation", \.network.$logDeviation),
      Setting("stateDependentNoise", \.network.$stateDependentNoise),
      Setting("noiseEvery", \.network.$noiseEvery)
        .only(with: "stateDependentNoise", \.network.stateDependentNoise, [true]),
    ]
  }
}
