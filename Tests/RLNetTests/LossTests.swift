import RLNet
import TestSupport
import Testing

/// Every loss against PyTorch: value and gradients.
struct LossTests {
  @Test func valuesAndGradientsArePyTorchs() throws {
    for test in try Fixture.load("losses", as: OperationFile.self).cases {
      let function = try loss(test)
      expectValueAndGradients(test, function)
    }
  }

  private struct Confident: Decodable {
    struct Binary: Decodable {
      let logits, targets: [Float]
      let value: Double
      let slope: [Double]
    }
    struct Classes: Decodable {
      let logits: [[Float]]
      let labels: [Int]
      let value: Double
      let slope: [[Double]]
    }
    let binary: [Binary]
    let classes: [Classes]
  }

  /// Where all predictions are right, the loss is small, and as exact as a large one.
  @Test func smallLossesAreExact() throws {
    let file = try Fixture.load("confident-losses", as: Confident.self)
    for test in file.binary {
      let (value, slope) = valueAndGradient(at: Tensor(test.logits)) {
        binaryCrossEntropy(logits: $0, targets: Tensor(test.targets))
      }
      expectRelativelyClose(value, test.value, "value of \(test.logits)")
      for (found, expected) in zip(slope.elements, test.slope) {
        expectRelativelyClose(found, expected, "slope of \(test.logits)")
      }
    }
    for test in file.classes {
      let (value, slope) = valueAndGradient(at: Tensor(rows: test.logits)) {
        crossEntropy(logits: $0, labels: test.labels)
      }
      expectRelativelyClose(value, test.value, "\(test.logits)")
      for (row, expected) in test.slope.enumerated() {
        for (column, expected) in expected.enumerated() {
          expectRelativelyClose(slope[row, column], expected, "slope of \(test.logits)")
        }
      }
    }
    #expect(file.binary.count > 3 && file.classes.count > 3)
  }

  private func expectRelativelyClose(_ found: Float, _ expected: Double, _ label: String) {
    #expect(
      abs(Double(found) - expected) <= 5e-7 * abs(expected),
      "\(label): \(found) instead of \(expected)")
  }

  private func loss(_ test: OperationCase) throws -> ([Tensor]) -> Tensor {
    switch test.name {
    case "mse": return { meanSquaredError($0[0], $0[1]) }
    case "huber":
      let delta = Float(try #require(test.parameters.delta))
      return { huberLoss($0[0], $0[1], delta: delta) }
    case "cross_entropy":
      let labels = try #require(test.parameters.labels)
      return { crossEntropy(logits: $0[0], labels: labels) }
    case "cross_entropy_with_probabilities":
      return { crossEntropy(logits: $0[0], probabilities: $0[1]) }
    case "binary_cross_entropy_with_logits":
      return { binaryCrossEntropy(logits: $0[0], targets: $0[1]) }
    default: throw UnknownName(name: test.name)
    }
  }

  @Test func operandsOfDifferentShapesStop() async {
    expectStop(
      saying:
        "a prediction of shape [2, 1] cannot be compared with a target of shape [2]",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        _ = meanSquaredError(.zeros([2, 1]), .zeros([2]))
      })
    expectStop(
      saying: "Huber's δ is positive, not 0.0",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        _ = huberLoss(.zeros([2]), .zeros([2]), delta: 0)
      })
    expectStop(
      saying:
        "logits of shape [2, 3] do not fit 1 labels; they are [batch, classes] and [batch]",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        _ = crossEntropy(logits: .zeros([2, 3]), labels: [1])
      })
    expectStop(
      saying:
        "logits of shape [2] do not fit 2 labels; they are [batch, classes] and [batch]",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        _ = crossEntropy(logits: .zeros([2]), labels: [0, 1])
      })
    expectStop(
      saying: "has no column 3",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        _ = crossEntropy(logits: .zeros([1, 3]), labels: [3])
      })
  }
}
