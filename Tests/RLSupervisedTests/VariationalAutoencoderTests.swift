import Foundation
import RLNet
import RLRandom
import RLSupervised
import TestSupport
import Testing

@Suite struct VariationalAutoencoderTests {
  /// `vae.json`.
  struct Reference: Decodable {
    struct Value: Decodable {
      let shape: [Int]
      let elements: [Double]

      var tensor: Tensor { Tensor(elements.map { Float($0) }, shape: Shape(shape)) }
    }

    let pixels, noise: Value
    let parameters, gradients: [String: Value]
    let reconstruction, divergence: Double
  }

  @Test func lossAndGradientArePyTorchs() throws {
    let reference = try Fixture.load("vae", as: Reference.self)
    func linear(_ name: String) throws -> Linear {
      Linear(
        weight: try #require(reference.parameters["\(name).weight"]).tensor,
        bias: try #require(reference.parameters["\(name).bias"]).tensor)
    }
    var model = VariationalAutoencoder.Model(
      body: Sequential(try linear("body.0"), ReLU()), mean: try linear("mean"),
      logVariance: try linear("logVariance"),
      decoder: Sequential(try linear("decoder.0"), ReLU(), try linear("decoder.2")))
    var terms: [Float] = []
    let (loss, gradient) = valueAndGradient(at: &model) { model in
      let (reconstruction, divergence) = model.loss(
        reference.pixels.tensor, noise: reference.noise.tensor)
      terms = [reconstruction.item, divergence.item]
      return reconstruction + divergence
    }
    #expect(abs(Double(terms[0]) - reference.reconstruction) < 1e-5 * reference.reconstruction)
    #expect(abs(Double(terms[1]) - reference.divergence) < 1e-5 * reference.divergence)
    #expect(loss == terms[0] + terms[1])
    #expect(gradient.namedTensors.map(\.name).sorted() == reference.gradients.keys.sorted())
    for (name, tensor) in gradient.namedTensors {
      let expected = try #require(reference.gradients[name])
      for (found, number) in zip(tensor.elements, expected.elements) {
        #expect(abs(Double(found) - number) < 1e-5, "\(name)")
      }
    }
  }

  /// Kingma & Welling 2014, appendix B: 0 for the standard normal distribution, ½·μ² for another
  /// mean, ½·(σ² − 1) − log σ for another deviation.
  @Test func theDivergenceHasItsClosedForm() {
    func divergence(_ mean: [Float], _ deviation: [Float]) -> Float {
      VariationalAutoencoder.divergence(
        mean: Tensor(mean, shape: [1, mean.count]),
        logVariance: Tensor(deviation.map { 2 * Float(log(Double($0))) }, shape: [1, mean.count])
      ).item
    }
    #expect(divergence([0, 0], [1, 1]) == 0)
    #expect(abs(divergence([3, -4], [1, 1]) - 12.5) < 1e-5)
    #expect(abs(divergence([0], [2]) - Float(1.5 - log(2))) < 1e-6)
    #expect(abs(divergence([1], [0.5]) - Float(0.5 + log(2) - 0.375)) < 1e-6)
    let twoImages = VariationalAutoencoder.divergence(
      mean: Tensor(rows: [[2], [4]]), logVariance: .zeros([2, 1]))
    #expect(twoImages.item == 5)
  }

  @Test func theBoundRises() throws {
    try withSmallMNIST { store in
      var configuration = VariationalAutoencoder.Configuration()
      configuration.hidden = [64]
      configuration.training.epochs = 20
      configuration.training.batchSize = 16
      configuration.training.evaluateEvery = 1
      var training = try SupervisedTraining<VariationalAutoencoder>(
        configuration, data: store, seed: 1)
      var epochs: [Epoch] = []
      while !training.isFinished { training.advance { epochs.append($0) } }
      let bounds = epochs.map { $0.metrics[0].value }
      #expect(bounds[0] < bounds[4] && bounds[4] < bounds[19], "\(bounds)")
      // An image of independent pixels of one probability is 0.6 nats a pixel away.
      #expect(bounds[19] > -300, "\(bounds)")
      for epoch in epochs {
        #expect(abs(epoch.losses[0] - epoch.losses[1] - epoch.losses[2]) < 1e-3)
        let metrics = epoch.metrics.map(\.value)
        #expect(metrics[0] == -metrics[1] - metrics[2])
        #expect(metrics[2] > 0)
      }
      let samples = training.task.samples(3)
      #expect(samples.shape == [3, 1, 28, 28])
      #expect(samples.elements.allSatisfy { (0...1).contains($0) })
      #expect(samples == training.task.samples(3))
    }
  }

  @Test func threadsLeaveNoTrace() throws {
    try expectSameBytes(VariationalAutoencoder.self) {
      $0.training.epochs = 1
      $0.training.batchSize = 96
    }
  }
}
