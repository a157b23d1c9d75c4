import RLNet
import RLRandom
import TestSupport
import Testing

/// Dropout against PyTorch, with masks that NumPy drew from the same streams.
struct DropoutTests {
  private struct File: Decodable { let cases: [Case] }

  private struct Case: Decodable {
    let seed: UInt64
    let probability: Float
    let input, mask, upstream, output, gradient: Reference
  }

  @Test func trainingIsPyTorchs() throws {
    for test in try Fixture.load("dropout", as: File.self).cases {
      let label = "\(test.input.shape), p = \(test.probability)"
      var layer = Dropout(test.probability)
      var context = Context(generator: PCG64(seed: test.seed))
      let x = test.input.tensor
      expectClose(layer.train(x, in: &context), test.output, label)
      var drawn = PCG64(seed: test.seed)
      let mask = test.mask.data.map { _ in drawn.uniform() >= Double(test.probability) ? 1.0 : 0 }
      #expect(mask == test.mask.data, "\(label)")
      #expect(context.generator == drawn, "\(label): one draw for each element")

      let (_, gradient) = valueAndGradient(at: x) { x in
        var context = Context(generator: PCG64(seed: test.seed))
        return (layer.train(x, in: &context) * test.upstream.tensor).sum()
      }
      expectClose(gradient, test.gradient, "gradient of \(label)")
    }
  }

  @Test func inferenceIsTheIdentity() {
    var generator = PCG64(seed: 1)
    let x = Tensor.normal(shape: [3, 4], using: &generator)
    #expect(Dropout(0.9)(x) == x)
    #expect(Sequential(Dropout(0.9), Dropout(0))(x) == x)
    #expect(valueAndGradient(at: x) { Dropout(0.5)($0).sum() }.gradient == .ones([3, 4]))
  }

  /// Layers draw one after another from the one stream, in the order in which they run.
  @Test func layersShareTheStream() {
    var network = Sequential(
      Dropout(0.5), Residual(Dropout(0.25), shortcut: Dropout(0.75)), Frozen(Dropout(0.1)))
    let x = Tensor.ones([7, 5])
    var context = Context(generator: PCG64(seed: 9))
    let found = network.train(x, in: &context)

    var generator = PCG64(seed: 9)
    func dropped(_ x: [Float], _ probability: Float) -> [Float] {
      x.map { generator.uniform() < Double(probability) ? 0 : $0 * (1 / (1 - probability)) }
    }
    let first = dropped(x.elements, 0.5)
    let body = dropped(first, 0.25)
    let shortcut = dropped(first, 0.75)
    let last = dropped(zip(body, shortcut).map { $0 + $1 }, 0.1)
    #expect(found == Tensor(last, shape: x.shape))
    #expect(context.generator == generator)
    // The same seed gives the same bits, the stream as it is now gives others.
    var again = Context(generator: PCG64(seed: 9))
    #expect(network.train(x, in: &again) == found)
    #expect(network.train(x, in: &again) != found)
  }

  @Test func probabilitiesOutOfRangeStop() async {
    expectStop(
      saying: "probability = 1.0 is out of range; it must be ≥ 0 and < 1",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        _ = Dropout(1)
      })
    expectStop(
      saying: "probability = nan is out of range; it must be ≥ 0 and < 1",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        _ = Dropout(.nan)
      })
  }
}
