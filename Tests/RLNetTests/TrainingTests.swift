import RLNet
import RLRandom
import TestSupport
import Testing

/// A network of layers that train otherwise than they infer, against PyTorch.
struct TrainingTests {
  private struct Training: Decodable {
    let seed: UInt64
    let probability: Float
    let value: Double
    let input, target, output, inference, inputGradient: Reference
    let parameters, gradients, buffers: [NamedReference]
  }

  private func network(_ probability: Float) -> Sequential {
    var generator = PCG64(seed: 1)
    return Sequential(
      Flatten(), Linear(12, 8, bias: nil, using: &generator), BatchNorm(8), ReLU(),
      Dropout(probability),
      Residual(
        Sequential(
          Linear(8, 8, bias: nil, using: &generator), BatchNorm(8), Tanh(), LayerNorm(8))),
      Residual(
        Linear(8, 3, using: &generator), shortcut: Linear(8, 3, bias: nil, using: &generator)))
  }

  @Test func trainingIsPyTorchs() throws {
    let test = try Fixture.load("training", as: Training.self)
    var network = network(test.probability)
    var names = test.parameters.map(\.name)
    network.visitNamed { name, tensor, role in
      guard role == .parameter else { return }
      guard let found = test.parameters.first(where: { $0.name == name }) else {
        Issue.record("no parameter \(name)")
        return
      }
      tensor = found.reference.tensor
      names.removeAll { $0 == name }
    }
    #expect(names.isEmpty)

    var input = test.input.tensor
    var context = Context(generator: PCG64(seed: test.seed))
    var output = Tensor(0)
    let (value, gradients) = valueAndGradient(at: &network, &input) { network, input in
      output = network.train(input, in: &context)
      return meanSquaredError(output, test.target.tensor)
    }
    expectClose(output.detached(), test.output, "output")
    #expect(abs(Double(value) - test.value) <= 1e-5 * test.value)
    for expected in test.gradients {
      let found = try #require(gradients.0.tensor(expected.name))
      expectClose(found, expected.reference, "gradient of \(expected.name)")
    }
    expectClose(gradients.1, test.inputGradient, "gradient of the input")
    for expected in test.buffers {
      let found = try #require(network.tensor(expected.name))
      expectClose(found, expected.reference, expected.name)
    }
    expectClose(network(input), test.inference, "inference")
  }
}
