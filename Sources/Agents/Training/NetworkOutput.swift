/// What the outputs of an agent's network mean; the largest one is the greedy action's either way.
public enum NetworkOutput: String, Sendable, Hashable {
  /// The expected return after each action: Q-values.
  case actionValues
  /// The logarithms of each action's odds, of which softmax makes probabilities.
  case actionLogits
}
