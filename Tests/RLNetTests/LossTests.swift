import RLNet
import Testing

/// Every loss against PyTorch: value and gradients.
struct LossTests {
  @Test func valuesAndGradientsArePyTorchs() throws {
    for test in try Fixture.load("losses", as: OperationFile.self).cases {
      let function = try loss(test)
      expectValueAndGradients(test, function)
    }
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
      saying: "has no column 3",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        _ = crossEntropy(logits: .zeros([1, 3]), labels: [3])
      })
  }
}
