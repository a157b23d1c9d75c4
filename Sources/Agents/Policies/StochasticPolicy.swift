import Environments
import RLNet
import RLRandom
import RLState

/// Draws actions from the distribution that a network gives: of discrete actions by their logits, of
/// continuous ones by their means.
public struct StochasticPolicy: Policy {
  /// `[batch, features]` to `[batch, outputs]`.
  public var network: Sequential
  public var head: ActionHead
  /// By which features are normalised before the network sees them; nil where they are not. Acting
  /// leaves it as it is.
  public var normalization: RunningStatistics?

  /// - Parameters:
  ///   - network: `[batch, features]` to `[batch, ActionHead.outputs(for:)]`.
  ///   - normalization: of what is seen; none unless stated.
  public init(
    _ network: Sequential, _ head: ActionHead, normalization: RunningStatistics? = nil
  ) {
    self.network = network
    self.head = head
    self.normalization = normalization
  }

  /// The distribution of actions, `[batch, features]` to a row each.
  public func callAsFunction(_ features: Tensor, mask: ActionMask? = nil) -> ActionDistribution {
    distribution(normalized(features), mask: mask)
  }

  /// The distribution of actions by features that are normalised already.
  func distribution(_ features: Tensor, mask: ActionMask? = nil) -> ActionDistribution {
    guard case .stateDependent = head else {
      return head(network(features), latent: features, mask: mask)
    }
    let latent = latent(features)
    return head(means(of: latent), latent: latent, mask: mask)
  }

  /// What the last layer of the network sees, `[batch, latent]`.
  func latent(_ features: Tensor) -> Tensor { Sequential(network.layers.dropLast())(features) }

  /// What the last layer makes of it.
  func means(of latent: Tensor) -> Tensor { network.layers.last?(latent) ?? latent }

  /// Features as the network takes them.
  func normalized(_ features: Tensor) -> Tensor {
    guard let normalization else { return features }
    return Tensor(features.shape) { out in
      features.withUnsafeElements { features in
        var places = UnsafeMutableBufferPointer(start: out, count: features.count).mutableSpan
        normalization.normalize(features.span, into: &places)
      }
    }
  }

  public func greedyActions(_ features: Tensor, mask: ActionMask?) -> Actions {
    bounded(self(features, mask: mask).mode)
  }

  public func greedyActions(oneHot states: [Int]) -> Actions? {
    guard case .categorical = head, normalization == nil else { return nil }
    return network.outputs(oneHot: states).map { .discrete($0.argmax()) }
  }

  public func sampledActions(
    _ features: Tensor, mask: ActionMask?, using generator: inout PCG64
  ) -> Actions {
    bounded(self(features, mask: mask).sample(using: &generator))
  }

  /// Actions as the environment takes them.
  public func bounded(_ actions: Actions) -> Actions { head.bounds?.clipped(actions) ?? actions }

  public func opinion(_ features: Tensor, mask: ActionMask?) -> Opinion {
    switch self(features, mask: mask) {
    case .categorical(let choice): .probabilities(choice.probabilities)
    case .normal(let normal):
      .normal(
        mean: normal.mean, deviation: normal.logDeviation.exp().broadcast(to: normal.mean.shape))
    }
  }

  public mutating func visitTensors(_ visitor: inout TensorVisitor) {
    network.visitTensors(&visitor)
    head.visitTensors(&visitor)
  }

  public mutating func visitState(_ visitor: inout StateVisitor) {
    visitor.visitTensors(of: &self)
    if normalization != nil { visitor.visit("normalization", &normalization!) }
  }
}
