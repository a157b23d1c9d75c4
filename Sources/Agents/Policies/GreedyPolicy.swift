import Environments
import RLNet

extension Sequential {
  /// The action with the largest output for each observation, the first among equals.
  ///
  /// - Parameter features: `[batch, features]`.
  /// - Returns: `[batch]`.
  public func greedyActions(_ features: Tensor) -> [Int] { self(features).argmax() }

  /// The greedy action in every state of a tabular environment, `[states]`; nil where the
  /// observations are not numbers of states.
  public func greedyPolicy(in space: AnySpace) -> [Int]? {
    guard case .discrete(let states) = space else { return nil }
    let numbers = (0..<states.n).map(Float.init)
    return greedyActions(space.features(of: numbers, rows: 0..<states.n))
  }
}
