import Environments
import RLNet
import RLRandom

/// Networks that each estimate Q(s, a), the return after an action in a state, from both side by side.
///
/// Several that start from other weights err differently, and the least of them is what overestimates
/// least (clipped double Q-learning, Fujimoto et al. 2018).
public struct Critics: Module {
  /// `[batch, features + dimensions]` to `[batch, 1]` each.
  public var networks: [Sequential]

  /// - Parameter count: how many, at least 1.
  init(
    _ count: Int, for spaces: Spaces, _ hidden: [Int], _ activation: Activation,
    _ body: NetworkBody?, using generator: inout PCG64
  ) throws(AgentFitError) {
    let inputs = spaces.observation.featureCount + spaces.action.count
    networks = []
    for _ in 0..<count {
      networks.append(
        try .body(
          for: .box(Box(count: inputs, low: -.infinity, high: .infinity)), hidden, outputs: 1,
          activation, body: body, using: &generator))
    }
  }

  /// The least of all estimates, `[batch, features]` and `[batch, dimensions]` to `[batch]`.
  public func least(_ observations: Tensor, _ actions: Tensor) -> Tensor {
    let values = values(observations, actions, networks[...])
    return values.dropFirst().reduce(values[0]) { $0.minimum($1) }
  }

  /// The first one's estimate, `[batch, features]` and `[batch, dimensions]` to `[batch]`.
  public func first(_ observations: Tensor, _ actions: Tensor) -> Tensor {
    values(observations, actions, networks.prefix(1))[0]
  }

  /// The mean squares of what each is away from goals `[batch]`, added up.
  public func error(_ observations: Tensor, _ actions: Tensor, _ goals: Tensor) -> Tensor {
    let errors = values(observations, actions, networks[...]).map { meanSquaredError($0, goals) }
    return errors.dropFirst().reduce(errors[0], +)
  }

  private func values(
    _ observations: Tensor, _ actions: Tensor, _ networks: ArraySlice<Sequential>
  ) -> [Tensor] {
    let inputs = Tensor.concatenate([observations, actions], axis: 1)
    return networks.map { $0(inputs).reshaped(to: [inputs.shape[0]]) }
  }

  public mutating func visitTensors(_ visitor: inout TensorVisitor) {
    visitor.visit("networks", &networks)
  }
}
