/// Training cannot go on: a number that is learned from, or a weight, is infinite or not a number.
package struct DivergenceError: Error, Hashable, CustomStringConvertible {
  /// What it is, as in `loss`, `observation[2]` or `online.0.weight`.
  package let name: String
  package let value: Double
  package let step: Int
  private let advice: String

  /// - Parameter advice: what may help beside a smaller learning rate, as in `smaller rewards`.
  package init(name: String, value: Double, step: Int, advice: String? = nil) {
    self.name = name
    self.value = value
    self.step = step
    self.advice = (["a smaller learningRate"] + [advice].compactMap(\.self)).joined(
      separator: " or ")
  }

  package var description: String {
    // On some processors the NaN of an operation has a sign.
    "training diverged: \(name) is \(value.isNaN ? .nan : value) at step \(step); \(advice) may help"
  }
}
