import RLNet
import RLRandom
import RLSettings
import RLSupervised
import TestSupport
import Testing

/// The networks for images, against PyTorch's of the same parameters.
@Suite struct ImageModelTests {
  /// `models.json`.
  struct Case: Decodable {
    let model: String
    let shape: [Int]
    let width: Int?
    let hidden: [Int]?
    let activation: String?
    let parameters: Int
    let logits: [Float]
    let training: [Float]?
  }

  @Test func networksPutOutWhatPyTorchsDo() throws {
    for expected: Case in try Fixture.load("models", as: [Case].self) {
      var configuration = ImageConfiguration()
      configuration.model = try #require(ImageModel(rawValue: expected.model))
      configuration.width = expected.width ?? configuration.width
      configuration.hidden = expected.hidden ?? configuration.hidden
      if let name = expected.activation {
        configuration.activation = try #require(Activation(rawValue: name))
      }
      var generator = PCG64(seed: 1)
      var network = configuration.network(
        for: Shape(expected.shape), classes: 10, using: &generator)
      #expect(network.parameterCount == expected.parameters, "\(expected.model)")
      network.fill()
      let images = pattern(Shape([3] + expected.shape), factor: 5, shift: 1, modulus: 13)
      expect(network(images), near: expected.logits, expected.model)
      if let training = expected.training {
        var context = Context(generator: generator)
        expect(network.train(images, in: &context), near: training, expected.model)
      }
    }
  }

  private func expect(_ logits: Tensor, near expected: [Float], _ model: String) {
    #expect(logits.shape == [3, 10])
    for (logit, expected) in zip(logits.elements, expected) {
      #expect(abs(logit - expected) <= 1e-4 * max(1, abs(expected)), "\(model)")
    }
  }

  /// Perceptrons and the residual network of the paper's width, counted by hand.
  @Test func modelsHaveTheirNumbersOfParameters() {
    func count(_ shape: Shape, _ change: (inout ImageConfiguration) -> Void) -> Int {
      var configuration = ImageConfiguration()
      change(&configuration)
      var generator = PCG64(seed: 1)
      return configuration.network(for: shape, classes: 10, using: &generator).parameterCount
    }
    #expect(count([1, 28, 28]) { _ in } == 784 * 100 + 100 + 100 * 10 + 10)
    #expect(count([1, 28, 28]) { $0.hidden = [50, 40] } == 41_700)
    #expect(count([1, 28, 28]) { $0.hidden = [] } == 7850)
    let resNet = count([3, 32, 32]) {
      $0.model = .resnet10
      $0.width = 64
    }
    #expect(resNet == 4_903_242)
  }

  @Test func dropoutFollowsEachHiddenLayerInTrainingAlone() {
    var configuration = ImageConfiguration()
    configuration.hidden = [20, 20]
    configuration.dropout = 0.5
    var generator = PCG64(seed: 2)
    var network = configuration.network(for: [1, 4, 4], classes: 3, using: &generator)
    #expect(network.layers.count { $0 is Dropout } == 2)
    let images = Tensor.uniform(shape: [5, 1, 4, 4], using: &generator)
    #expect(network(images).elements == network(images).elements)
    var context = Context(generator: generator)
    #expect(network.train(images, in: &context).elements != network(images).elements)
  }
}

/// The formula of `make_models.py`.
private func pattern(_ shape: Shape, factor: Int, shift: Int, modulus: Int) -> Tensor {
  let half = Float(modulus / 2)
  return Tensor(
    (0..<shape.count).map { (Float(($0 * factor + shift) % modulus) - half) / half }, shape: shape)
}

extension Module {
  fileprivate mutating func fill() {
    var index = 0
    visitNamed { name, tensor, _ in
      let values = pattern(tensor.shape, factor: 7, shift: 3 * index, modulus: 23)
      if name.hasSuffix("runningVariance") {
        tensor = values + 1.5
      } else {
        tensor = tensor.shape.rank > 1 ? values / 4 : values
      }
      index += 1
    }
  }
}
