/// Training cannot go on: a number that is learned from, or a weight, is infinite or not a number.
public struct DivergenceError: Error, Hashable, CustomStringConvertible {
  /// What it is, as in `loss`, `observation[2]` or `online.0.weight`.
  public let name: String
  public let value: Double
  public let step: Int
  private let advice: String
  /// What is told instead, where it is no number that is wrong.
  private var problem: String?

  /// Something else that training cannot go on with.
  ///
  /// - Parameter problem: what is wrong, as in `Chess: its mask allows no action`.
  public init(_ problem: String, step: Int) {
    self.init(name: problem, value: .nan, step: step)
    self.problem = problem
  }

  /// - Parameter advice: what may help beside a smaller learning rate, as in `smaller rewards`.
  public init(name: String, value: Double, step: Int, advice: String? = nil) {
    self.name = name
    self.value = value
    self.step = step
    self.advice = (["a smaller learningRate"] + [advice].compactMap(\.self)).joined(
      separator: " or ")
  }

  public var description: String {
    if let problem { return "training stopped: \(problem) at step \(step)" }
    // On some processors the NaN of an operation has a sign.
    let value = value.isNaN ? .nan : value
    return "training diverged: \(name) is \(value) at step \(step); \(advice) may help"
  }
}
