/// Training cannot go on: a number that the agent learns from, or one of its weights, is infinite or
/// not a number.
package struct DivergenceError: Error, Hashable, CustomStringConvertible {
  /// What it is, as in `loss`, `observation[2]` or `online.0.weight`.
  package let name: String
  package let value: Double
  package let step: Int

  package var description: String {
    "training diverged: \(name) is \(value) at step \(step); "
      + "a smaller learningRate or smaller rewards may help"
  }
}
