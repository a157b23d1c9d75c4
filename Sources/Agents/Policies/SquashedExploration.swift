import RLNet
import RLRandom
import RLState

/// How a squashed policy acts while it learns: by noise drawn for each step, or by matrices of
/// exploration that stay for several steps, one for each environment.
struct SquashedExploration: Sendable, Stateful {
  private var matrices: StateDependentNoise?

  init(_ policy: SquashedPolicy, environments: Int) {
    guard policy.explorationDeviation != nil else { return }
    matrices = StateDependentNoise(
      environments: environments, latent: policy.latent, dimensions: policy.bounds.count)
  }

  /// Coordinates in −1...1 for observations `[environments, features]`.
  ///
  /// - Parameter isRenewed: whether matrices are drawn anew; those that never were are in any case,
  ///   as where a fork ends the random steps early.
  mutating func actions(
    of policy: SquashedPolicy, _ features: Tensor, isRenewed: Bool, using generator: inout PCG64
  ) -> [Float] {
    guard matrices != nil, let logDeviation = policy.explorationDeviation else {
      let noise = policy.noise(rows: features.shape[0], using: &generator)
      return policy.draw(features, noise).actions.elements
    }
    if isRenewed || !matrices!.isDrawn {
      matrices!.resample(logDeviation: logDeviation, using: &generator)
    }
    return policy.explore(features, matrices!).elements
  }

  mutating func visitState(_ visitor: inout StateVisitor) {
    if matrices != nil { visitor.visit("matrices", &matrices!) }
  }
}
