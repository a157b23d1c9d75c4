import Environments
import RLNet
import RLRandom

/// Takes the discrete action of the greatest value, as a network or a table has it.
public struct ValuePolicy: Policy {
  /// `[batch, features]` to `[batch, actions]`.
  public var network: Sequential

  /// - Parameter network: `[batch, features]` to `[batch, actions]`.
  public init(_ network: Sequential) { self.network = network }

  /// The first among equals.
  public func greedyActions(_ features: Tensor, mask: ActionMask?) -> Actions {
    .discrete(values(features, mask: mask).argmax())
  }

  public func greedyActions(oneHot states: [Int]) -> Actions? {
    network.outputs(oneHot: states).map { .discrete($0.argmax()) }
  }

  public func opinion(_ features: Tensor, mask: ActionMask?) -> Opinion {
    .values(values(features, mask: mask))
  }

  /// The value of every action, `[batch, actions]`; −∞ where an action is not possible.
  public func values(_ features: Tensor, mask: ActionMask?) -> Tensor {
    let values = network(features)
    guard let mask else { return values }
    let forbidden = Mask(mask.isAllowed, shape: values.shape).inverted()
    return values.replacing(with: Tensor(-.infinity), where: forbidden)
  }

  public mutating func visitTensors(_ visitor: inout TensorVisitor) {
    network.visitTensors(&visitor)
  }
}
