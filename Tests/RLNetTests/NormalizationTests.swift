import Foundation
import RLNet
import RLRandom
import RLState
import TestSupport
import Testing

/// Batch and layer normalisation against PyTorch, and what travels with them.
struct NormalizationTests {
  private struct BatchFile: Decodable { let cases: [BatchCase] }

  private struct BatchCase: Decodable {
    struct Result: Decodable {
      let output, mean, variance: Reference
      let gradients: [Reference]
    }
    let momentum, epsilon: Float
    let inputs: [Reference]
    let mean, variance, upstream: Reference
    let training, inference: Result
  }

  @Test func batchNormIsPyTorchs() throws {
    for test in try Fixture.load("batch-norm", as: BatchFile.self).cases {
      let features = test.mean.data.count
      var start = BatchNorm(features, momentum: test.momentum, epsilon: test.epsilon)
      start.runningMean = test.mean.tensor
      start.runningVariance = test.variance.tensor
      for (expected, trains) in [(test.training, true), (test.inference, false)] {
        let label = "\(test.inputs[0].shape), \(trains ? "training" : "inference")"
        var inputs = test.inputs.map(\.tensor)
        var layer = start
        func output(_ inputs: [Tensor]) -> Tensor {
          layer = start
          layer.weight = inputs[1]
          layer.bias = inputs[2]
          var context = Context(generator: PCG64(seed: 1))
          return trains ? layer.train(inputs[0], in: &context) : layer(inputs[0])
        }
        expectClose(output(inputs), expected.output, label)
        expectClose(layer.runningMean, expected.mean, "mean of \(label)")
        expectClose(layer.runningVariance, expected.variance, "variance of \(label)")
        let (_, gradients) = valueAndGradient(at: &inputs) {
          (output($0) * test.upstream.tensor).sum()
        }
        #expect(gradients.count == expected.gradients.count)
        for (position, (found, expected)) in zip(gradients, expected.gradients).enumerated() {
          expectClose(found, expected, "gradient \(position) of \(label)")
        }
      }
    }
  }

  @Test func layerNormIsPyTorchs() throws {
    for test in try Fixture.load("layer-norm", as: OperationFile.self).cases {
      expectValueAndGradients(test) { inputs in
        var layer = LayerNorm(shape: inputs[1].shape)
        layer.weight = inputs[1]
        layer.bias = inputs[2]
        return layer(inputs[0])
      }
    }
  }

  /// Two passes: a mean that is large beside the deviations leaves them exact.
  @Test func largeMeansDoNotCancel() {
    var layer = BatchNorm(1, momentum: 1, epsilon: 0)
    var context = Context(generator: PCG64(seed: 1))
    let x = Tensor([4_194_304, 4_194_306, 4_194_308, 4_194_310], shape: [4, 1])
    let y = layer.train(x, in: &context)
    #expect(layer.runningMean == Tensor([4_194_307]))
    #expect(abs(layer.runningVariance[0] - 20 / 3) < 1e-6)
    for (found, expected) in zip(y.elements, [-3, -1, 1, 3]) {
      #expect(abs(Double(found) - Double(expected) / 5.0.squareRoot()) < 1e-6)
    }
  }

  @Test func gradientsAreCentralDifferences() {
    let seed = Seeds.fresh("central differences, normalisation")
    var generator = PCG64(seed: seed)
    for _ in 0..<4 {
      let (batch, features) = (generator.integer(in: 4..<8), generator.integer(in: 4..<7))
      let image = [generator.integer(in: 1..<4), generator.integer(in: 1..<4)]
      for shape in [Shape([batch, features]), Shape([batch, features] + image)] {
        let label = "\(shape), seed \(seed)"
        // Both a batch and the features are spread, so that no variance is near 0.
        let inner = shape.count / (batch * features)
        let x = Tensor(
          (0..<shape.count).map {
            Float(generator.uniform(-0.4, 0.4)) + Float($0 / inner / features)
              - Float($0 / inner % features)
          }, shape: shape)
        func vector() -> Tensor { .normal(shape: [features], using: &generator) }
        let start = BatchNorm(features)
        for trains in [true, false] {
          check([x, vector(), vector()], "batch norm, \(label)", &generator) { inputs in
            var layer = start
            layer.weight = inputs[1]
            layer.bias = inputs[2]
            var context = Context(generator: PCG64(seed: 1))
            return trains ? layer.train(inputs[0], in: &context) : layer(inputs[0])
          }
        }
        let sample = Shape(Array(shape.dimensions.dropFirst()))
        let weight = Tensor.normal(shape: sample, using: &generator)
        let bias = Tensor.normal(shape: sample, using: &generator)
        check([x, weight, bias], "layer norm, \(label)", &generator) { inputs in
          var layer = LayerNorm(shape: sample)
          layer.weight = inputs[1]
          layer.bias = inputs[2]
          return layer(inputs[0])
        }
      }
    }
  }

  /// In `valueAndGradient`, they come back changed, without a graph and without a gradient; frozen
  /// parameters get none either, but the statistics still move.
  @Test func runningStatisticsComeBack() {
    var generator = PCG64(seed: 3)
    let x = Tensor.normal(mean: 2, shape: [6, 3], using: &generator)
    var model = [Frozen(BatchNorm(3)), Frozen(BatchNorm(3))]
    var context = Context(generator: generator)
    let (_, gradient) = valueAndGradient(at: &model) { $0[0].train(x, in: &context).sum() }
    #expect(gradient.numbers.allSatisfy { $0 == 0 })
    let mean = x.mean(axis: 0)
    #expect(model[0].layer.runningMean.elements.allSatisfy { $0 > 0.1 })
    for (found, expected) in zip(model[0].layer.runningMean.elements, mean.elements) {
      #expect(abs(found - expected * 0.1) < 1e-6)
    }
    #expect(model[0].layer.weight == .ones([3]) && model[0].parameterCount == 0)
    #expect(model[1].layer.runningMean == .zeros([3]))
    // The gradient flows through to the input.
    let (_, slope) = valueAndGradient(at: x) { model[0]($0).sum() }
    #expect(slope.elements.allSatisfy { $0 > 0.5 })
  }

  @Test func buffersTravel() throws {
    var generator = PCG64(seed: 4)
    let start = Sequential(
      Residual(Sequential(BatchNorm(3), LayerNorm(3))), Frozen(BatchNorm(3)))
    #expect(start.parameterCount == 12)
    #expect(
      start.namedTensors.map(\.name) == [
        "0.body.0.weight", "0.body.0.bias", "0.body.0.runningMean", "0.body.0.runningVariance",
        "0.body.1.weight", "0.body.1.bias", "1.weight", "1.bias", "1.runningMean",
        "1.runningVariance",
      ])
    var model = start
    var context = Context(generator: generator)
    _ = model.train(.normal(shape: [5, 3], using: &generator), in: &context)
    for name in ["0.body.0.runningMean", "0.body.0.runningVariance", "1.runningMean"] {
      #expect(model.tensor(name) != start.tensor(name), "\(name)")
    }

    let path = FileManager.default.temporaryDirectory
      .appending(path: "RLNetTests-\(UUID().uuidString)").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    try model.save(to: path)
    var loaded = start
    try loaded.load(from: path)
    #expect(sameBits(loaded.numbers, model.numbers))

    // As a part of a run's state.
    var state = Holder(model: start)
    try state.loadState(Holder(model: model).stateEntries)
    #expect(sameBits(state.model.numbers, model.numbers))
  }

  @Test func inputsThatDoNotFitStop() async {
    expectStop(
      saying:
        "an input of shape [4, 2] does not fit batch normalisation of 3 features; it is [batch, 3] "
        + "or [batch, 3, height, width]",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        _ = BatchNorm(3)(.zeros([4, 2]))
      })
    expectStop(
      saying: "an input of shape [4, 3, 2] does not fit batch normalisation of 3 features",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        _ = BatchNorm(3)(.zeros([4, 3, 2]))
      })
    expectStop(
      saying:
        "batch normalisation trains on more than one value for each feature, not on an input of "
        + "shape [1, 3]",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        var layer = BatchNorm(3)
        var context = Context(generator: PCG64(seed: 1))
        _ = layer.train(.zeros([1, 3]), in: &context)
      })
    expectStop(
      saying:
        "an input of shape [2, 3] does not fit layer normalisation; its last axes are [2]",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        _ = LayerNorm(2)(.zeros([2, 3]))
      })
    expectStop(
      saying:
        "the tensors of batch normalisation are all of one shape, not [3], [3], [1] and [3]",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        var layer = BatchNorm(3)
        layer.runningMean = .zeros([1])
        _ = layer(.zeros([2, 3]))
      })
    expectStop(
      saying: "the tensors of layer normalisation are of one shape, not [3] and [1]",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        var layer = LayerNorm(3)
        layer.bias = .zeros([1])
        _ = layer(.zeros([2, 3]))
      })
  }

  @Test func settingsOutOfRangeStop() async {
    expectStop(
      saying: "momentum = 1.5 is out of range; it must be ≥ 0 and ≤ 1",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        _ = BatchNorm(3, momentum: 1.5)
      })
    expectStop(
      saying: "epsilon = nan is out of range; it must be ≥ 0 and finite",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        _ = BatchNorm(3, epsilon: .nan)
      })
    expectStop(
      saying: "epsilon = -1.0 is out of range; it must be ≥ 0 and finite",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        _ = LayerNorm(3, epsilon: -1)
      })
  }
}

/// A part of a run's state.
private struct Holder: Stateful {
  var model: Sequential

  mutating func visitState(_ visitor: inout StateVisitor) { visitor.visit("model", &model) }
}
