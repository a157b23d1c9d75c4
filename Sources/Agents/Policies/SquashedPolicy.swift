import Environments
import RLNet
import RLRandom
import RLSettings

/// Draws continuous actions from a normal distribution that a network gives, squashed by a tanh into
/// −1...1 and stretched to the bounds of the action space (Haarnoja et al. 2018).
public struct SquashedPolicy: Policy {
  /// Where the deviation σ comes from.
  public enum Deviation: String, CaseIterable, SettingConvertible {
    /// log σ is an output of the network, clamped to −20...2 (the authors, Stable-Baselines3).
    case clamped
    /// log σ = −5 + 3.5·(tanh x + 1) with the network's output x (CleanRL).
    case tanh
    /// Noise depends on the state through a matrix of exploration, and stays for several steps
    /// (Raffin et al. 2022); the mean is clamped to −2...2.
    case stateDependent = "state-dependent"
  }

  /// `[batch, features]` to `[batch, latent]`.
  public var body: Sequential
  /// `[batch, latent]` to the means and, unless it is state-dependent, as many numbers for σ.
  public var head: Linear
  /// log σ of the matrix of exploration, `[latent, dimensions]`, where it is state-dependent.
  public var explorationDeviation: Tensor?
  public let deviation: Deviation
  /// How the density is corrected for the tanh.
  public let correction: SquashedNormal.Correction
  /// Of the actions.
  public let bounds: Box

  /// A policy before any training, its layers drawn as PyTorch draws them.
  ///
  /// - Parameter explorationDeviation: log σ at the start, where it is state-dependent.
  init(
    for space: AnySpace, _ hidden: [Int], _ activation: Activation, _ body: NetworkBody?,
    bounds: Box, deviation: Deviation, explorationDeviation: Float,
    correction: SquashedNormal.Correction, using generator: inout PCG64
  ) throws(AgentFitError) {
    let isStateDependent = deviation == .stateDependent
    let network = try Sequential.body(
      for: space, hidden, outputs: (isStateDependent ? 1 : 2) * bounds.count, activation,
      body: body, using: &generator)
    self.body = Sequential(network.layers.dropLast())
    head = network.layers.last as! Linear
    let width = head.weight.shape[0]
    self.explorationDeviation =
      isStateDependent
      ? Tensor(repeating: explorationDeviation, shape: [width, bounds.count]) : nil
    self.deviation = deviation
    self.correction = correction
    self.bounds = bounds
  }

  /// Numbers in the latent features.
  var latent: Int { head.weight.shape[0] }

  /// The noise of a draw for `rows` observations: standard normal numbers, `[rows, dimensions]`, or
  /// for one matrix of exploration, `[latent, dimensions]`.
  public func noise(rows: Int, using generator: inout PCG64) -> Tensor {
    SquashedNormal.noise(
      [explorationDeviation == nil ? rows : latent, bounds.count], using: &generator)
  }

  /// Actions in −1...1, `[batch, dimensions]`, and the logarithms of their densities, `[batch]`, for
  /// observations `[batch, features]` and what `noise(rows:using:)` gave.
  public func draw(
    _ features: Tensor, _ noise: Tensor
  ) -> (actions: Tensor, logProbability: Tensor) {
    let latent = body(features)
    let normal = normal(latent)
    guard let explorationDeviation else { return normal.draw(noise) }
    let drawn = latent.matmul(explorationDeviation.exp() * noise)
    return normal.draw(drawn / normal.logDeviation.exp())
  }

  /// The distribution of actions in −1...1, no matrix of exploration known.
  private func normal(_ latent: Tensor) -> SquashedNormal {
    if let explorationDeviation {
      let variance = latent.squared().matmul((explorationDeviation * 2).exp()) + 1e-6
      return SquashedNormal(mean(latent), variance.log() * 0.5, correction: correction)
    }
    let outputs = head(latent)
    let x = outputs.columns(bounds.count..<2 * bounds.count)
    let logDeviation =
      deviation == .clamped ? x.clamped(-20, 2) : (x.tanh() + 1) * 3.5 - 5
    return SquashedNormal(
      outputs.columns(0..<bounds.count), logDeviation, correction: correction)
  }

  /// Actions in −1...1 with the noise of given matrices of exploration, one for each row.
  func explore(_ features: Tensor, _ noise: StateDependentNoise) -> Tensor {
    let latent = body(features)
    return (mean(latent) + noise(latent)).tanh()
  }

  private func mean(_ latent: Tensor) -> Tensor {
    let outputs = head(latent)
    return deviation == .stateDependent
      ? outputs.clamped(-2, 2) : outputs.columns(0..<bounds.count)
  }

  /// The actions of the means.
  public func greedyActions(_ features: Tensor, mask: ActionMask?) -> Actions {
    bounds.stretched(mean(body(features)).tanh().elements)
  }

  /// Actions with noise of their own in each row, since rows are of different episodes: no two share a
  /// matrix of exploration.
  public func sampledActions(
    _ features: Tensor, mask: ActionMask?, using generator: inout PCG64
  ) -> Actions {
    let normal = normal(body(features))
    let noise = SquashedNormal.noise(normal.mean.shape, using: &generator)
    return bounds.stretched(normal.draw(noise).actions.elements)
  }

  public func opinion(_ features: Tensor, mask: ActionMask?) -> Opinion {
    let actions = greedyActions(features, mask: mask).coordinates
    return .action(Tensor(actions, shape: [features.shape[0], bounds.count]))
  }

  public mutating func visitTensors(_ visitor: inout TensorVisitor) {
    visitor.visit("body", &body)
    visitor.visit("head", &head)
    if explorationDeviation != nil {
      visitor.visit("explorationDeviation", &explorationDeviation!)
    }
  }
}
