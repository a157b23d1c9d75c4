import RLNet
import RLState

/// What learns from the rows of one's own table, with its numbers and those of a rule that nothing is
/// learned for.
package protocol TableModel: Module, Stateful {
  var exampleCount: Int { get }
  var evaluatesTrainingExamples: Bool { get }
  mutating func update(on positions: ArraySlice<Int>, progress: Double) -> [Float]
  var metrics: [Metric] { get }
  var baselines: [Baseline] { get }
  func loss(on positions: ArraySlice<Int>) -> Double
  var penalty: Double { get }
  var dataDigest: String { get }
}

extension Classifier: TableModel {
  package var exampleCount: Int { training.count }
  package var evaluatesTrainingExamples: Bool { heldOut.count == 0 }
  package var metrics: [Metric] { evaluate() }

  /// The class that most training examples have, the first of those equally frequent.
  package var baselines: [Baseline] {
    var counts = [Int](repeating: 0, count: training.classNames.count)
    for label in training.targets { counts[label] += 1 }
    guard let most = counts.max(), let label = counts.firstIndex(of: most) else { return [] }
    let right = tested.targets.count { $0 == label }
    return [
      Baseline(
        "the most frequent class",
        Metric("accuracy", share: Double(right) / Double(tested.count)))
    ]
  }
}

extension Regressor: TableModel {
  package var exampleCount: Int { training.count }
  package var evaluatesTrainingExamples: Bool { heldOut.count == 0 }

  /// `r2`, `meanAbsoluteError` in the targets' units, and `cost`, the mean squared error.
  package var metrics: [Metric] {
    let found = squaredMetrics
    return [found.r2, found.meanAbsoluteError, found.cost]
  }

  /// The mean of the training examples' targets.
  package var baselines: [Baseline] {
    let mean = training.targets.reduce(0) { $0 + Double($1) } / Double(training.count)
    let error = tested.targets.reduce(0) { $0 + (Double($1) - mean).magnitude }
    return [
      Baseline("the mean", Metric("meanAbsoluteError", error / Double(tested.count)))
    ]
  }
}
