import Environments
import RLNet
import RLRandom
import RLState

/// How an agent acts: a module that gives actions of any kind for what is seen, and says what it
/// holds of it.
///
/// Evaluation, selection, saved runs, replays and reports are written over it. Features are
/// `[batch] + featureShape`.
public protocol Policy: Module, Stateful {
  /// The actions that it holds best.
  ///
  /// - Parameter mask: which discrete actions are possible, a row for each of the batch.
  func greedyActions(_ features: Tensor, mask: ActionMask?) -> Actions

  /// The actions that it holds best in states of which features are one-hot; nil where it has no
  /// shorter way than by the features.
  func greedyActions(oneHot states: [Int]) -> Actions?

  /// Actions drawn as while training; of a policy without chance, the greedy ones.
  func sampledActions(
    _ features: Tensor, mask: ActionMask?, using generator: inout PCG64
  ) -> Actions

  /// What it holds of each observation, for people to look at.
  func opinion(_ features: Tensor, mask: ActionMask?) -> Opinion
}

extension Policy {
  /// A policy's state is its tensors, unless it says that there is more.
  public mutating func visitState(_ visitor: inout StateVisitor) {
    visitor.visitTensors(of: &self)
  }

  public func greedyActions(oneHot states: [Int]) -> Actions? { nil }

  public func sampledActions(
    _ features: Tensor, mask: ActionMask?, using generator: inout PCG64
  ) -> Actions {
    greedyActions(features, mask: mask)
  }
}

/// What a policy holds of observations.
public enum Opinion: Sendable {
  /// The expected return after each discrete action, `[batch, actions]`.
  case values(Tensor)
  /// The probability of each discrete action, `[batch, actions]`.
  case probabilities(Tensor)
  /// Normally distributed coordinates of an action, `[batch, dimensions]` each.
  case normal(mean: Tensor, deviation: Tensor)
  /// The one action, `[batch, dimensions]`.
  case action(Tensor)

  /// Numbers for each row: values, probabilities, means or coordinates.
  public var numbers: Tensor {
    switch self {
    case .values(let values): values
    case .probabilities(let probabilities): probabilities
    case .normal(let mean, _): mean
    case .action(let action): action
    }
  }
}
