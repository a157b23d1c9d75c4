import RLNet
import TestSupport
import Testing

/// Small networks against PyTorch: output, loss, and every gradient.
struct NetworkTests {
  private struct File: Decodable { let cases: [Case] }

  private struct Case: Decodable {
    let name, activation, loss: String
    let parameters, gradients: [NamedReference]
    let input, output, inputGradient: Reference
    let target: Reference?
    let labels: [Int]?
    let value: Double

    func parameter(_ name: String) throws -> Tensor {
      try #require(parameters.first { $0.name == name }).reference.tensor
    }
  }

  @Test func valuesAndGradientsArePyTorchs() throws {
    for test in try Fixture.load("modules", as: File.self).cases {
      var network = Sequential(
        Linear(weight: try test.parameter("0.weight"), bias: try test.parameter("0.bias")),
        try layer(test.activation),
        Linear(weight: try test.parameter("2.weight"), bias: try test.parameter("2.bias")))
      let loss = try loss(test)
      var input = test.input.tensor
      expectClose(network(input), test.output, test.name)

      let (value, gradient) = valueAndGradient(at: &network) { loss($0(input)) }
      #expect(abs(Double(value) - test.value) <= 1e-5 * abs(test.value))
      #expect(gradient.namedTensors.map(\.name) == test.gradients.map(\.name))
      for (found, expected) in zip(gradient.namedTensors, test.gradients) {
        expectClose(found.tensor, expected.reference, "\(test.name) \(expected.name)")
      }

      let (_, both) = valueAndGradient(at: &network, &input) { loss($0($1)) }
      expectClose(both.1, test.inputGradient, "\(test.name) input")
      #expect(both.0.namedTensors.map(\.tensor) == gradient.namedTensors.map(\.tensor))
    }
  }

  private func layer(_ name: String) throws -> any Layer {
    switch name {
    case "relu": return ReLU()
    case "tanh": return Tanh()
    default: throw UnknownName(name: name)
    }
  }

  private func loss(_ test: Case) throws -> (Tensor) -> Tensor {
    switch test.loss {
    case "mse":
      let target = try #require(test.target).tensor
      return { meanSquaredError($0, target) }
    case "cross_entropy":
      let labels = try #require(test.labels)
      return { crossEntropy(logits: $0, labels: labels) }
    default: throw UnknownName(name: test.loss)
    }
  }
}
