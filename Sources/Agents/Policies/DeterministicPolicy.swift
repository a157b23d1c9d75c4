import Environments
import RLNet
import RLRandom

/// Takes the one continuous action that a network gives (Silver et al. 2014): its outputs go through a
/// tanh, and from −1...1 to the bounds of the action space.
public struct DeterministicPolicy: Policy {
  /// `[batch, features]` to `[batch, dimensions]`, without the tanh.
  public var network: Sequential
  /// Of the actions.
  public let bounds: Box

  /// - Parameter network: `[batch, features]` to `[batch, dimensions]`, without the tanh.
  public init(_ network: Sequential, bounds: Box) {
    self.network = network
    self.bounds = bounds
  }

  /// The actions in −1...1, `[batch, features]` to `[batch, dimensions]`.
  public func callAsFunction(_ features: Tensor) -> Tensor { network(features).tanh() }

  public func greedyActions(_ features: Tensor, mask: ActionMask?) -> Actions {
    bounds.stretched(self(features).elements)
  }

  public func opinion(_ features: Tensor, mask: ActionMask?) -> Opinion {
    let actions = self(features)
    return .action(Tensor(bounds.stretched(actions.elements).coordinates, shape: actions.shape))
  }

  public mutating func visitTensors(_ visitor: inout TensorVisitor) {
    network.visitTensors(&visitor)
  }
}
