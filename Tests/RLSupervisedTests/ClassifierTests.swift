import Foundation
import RLNet
import RLRandom
import RLSupervised
import Testing

@Suite struct ClassifierTests {
  /// Logits (x, 0): the cross entropy of class 0 is log(1 + e⁻ˣ), of class 1 log(1 + eˣ).
  private func classifier(_ training: [(Float, Int)], _ heldOut: [(Float, Int)]) -> Classifier {
    func dataset(_ examples: [(Float, Int)]) -> Dataset<Int> {
      Dataset(inputs: examples.map(\.0), shape: [1], targets: examples.map(\.1))
    }
    return Classifier(
      Sequential(Linear(weight: Tensor([1, 0], shape: [1, 2]), bias: nil)),
      training: dataset(training), heldOut: dataset(heldOut), TrainingOptions(),
      TaskStreams(seed: 1))
  }

  @Test(arguments: [1, 250, 251, 603])
  func metricsAreMeansOverAllHeldOutExamples(count: Int) {
    let examples = (0..<count).map { (Float($0 % 7) - 2.5, $0 % 3 == 0 ? 1 : 0) }
    let metrics = classifier([(0, 0)], examples).evaluate()
    let right = examples.count { ($0 > 0 ? 0 : 1) == $1 }
    let cost = examples.reduce(0) { $0 + log1p(exp(Double($1.1 == 0 ? -$1.0 : $1.0))) }
    #expect(
      metrics.map(\.name) == ["accuracy", "cost"] && metrics.map(\.isShare) == [true, false])
    #expect(metrics[0].value == Double(right) / Double(count))
    #expect(abs(metrics[1].value - cost / Double(count)) < 1e-6)
  }

  @Test func withoutHeldOutExamplesTheTrainingOnesAreTested() {
    #expect(classifier([(1, 0), (1, 1)], []).evaluate()[0].value == 0.5)
  }

  @Test func digestFollowsFromBothParts() {
    let digests = [
      classifier([(1, 0)], [(2, 1)]), classifier([(1, 0)], [(2, 0)]),
      classifier([(1, 1)], [(2, 1)]), classifier([(2, 1)], [(1, 0)]),
    ].map(\.dataDigest)
    #expect(Set(digests).count == 4)
    #expect(classifier([(1, 0)], [(2, 1)]).dataDigest == digests[0])
  }
}
