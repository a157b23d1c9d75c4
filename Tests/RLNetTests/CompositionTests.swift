import RLNet
import RLRandom
import TestSupport
import Testing

/// Flatten, Reshape and Residual.
struct CompositionTests {
  @Test func samplesTakeOtherShapes() {
    let x = Tensor((0..<24).map(Float.init), shape: [2, 3, 2, 2])
    #expect(Flatten()(x) == Tensor(x.elements, shape: [2, 12]))
    #expect(Flatten()(Tensor([1, 2])) == Tensor(rows: [[1], [2]]))
    #expect(Flatten()(.zeros([0, 3, 4])) == .zeros([0, 12]))
    #expect(Reshape([4, 3])(x) == Tensor(x.elements, shape: [2, 4, 3]))
    #expect(Reshape([3, 2, 2])(Flatten()(x)) == x)
    #expect(Reshape([])(Tensor(rows: [[1], [2]])) == Tensor([1, 2]))
    #expect(Reshape([2, 6])(.zeros([0, 12])) == .zeros([0, 2, 6]))
    let (_, gradient) = valueAndGradient(at: x) {
      (Reshape([12])(Flatten()($0)) * Flatten()(x)).sum()
    }
    #expect(gradient == x)
  }

  @Test func aShortcutIsAdded() {
    var generator = PCG64(seed: 2)
    let x = Tensor.normal(shape: [4, 3], using: &generator)
    let body = Linear(3, 3, using: &generator)
    let shortcut = Linear(3, 3, bias: nil, using: &generator)
    #expect(Residual(body)(x) == body(x) + x)
    #expect(Residual(body, shortcut: shortcut)(x) == body(x) + shortcut(x))
    let frozen = Residual(body, shortcut: Frozen(shortcut))
    #expect(
      frozen.namedTensors.map(\.name) == ["body.weight", "body.bias", "shortcut.weight"])
    #expect(frozen.parameterCount == 12)
  }

  @Test func gradientsAreCentralDifferences() {
    let seed = Seeds.fresh("central differences, residuals")
    var generator = PCG64(seed: seed)
    for _ in 0..<3 {
      let (batch, size) = (generator.integer(in: 1..<6), generator.integer(in: 1..<6))
      func normal(_ sizes: Int...) -> Tensor { .normal(shape: Shape(sizes), using: &generator) }
      check(
        [normal(batch, size, 2), normal(2 * size, 3), normal(3), normal(2 * size, 3)],
        "residual, seed \(seed)", &generator
      ) { inputs in
        let block = Residual(
          Sequential(Linear(weight: inputs[1], bias: inputs[2]), Tanh()),
          shortcut: Linear(weight: inputs[3], bias: nil))
        return Reshape([3, 1])(block(Flatten()(inputs[0])))
      }
    }
  }

  @Test func shapesThatDoNotFitStop() async {
    expectStop(
      saying: "a tensor of shape [] cannot be flattened; it has no batch axis",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        _ = Flatten()(Tensor(1))
      })
    expectStop(
      saying:
        "an input of shape [2, 6] does not hold samples of shape [2, 2]; it is [batch, ...] with 4 "
        + "elements for each sample",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        _ = Reshape([2, 2])(.zeros([2, 6]))
      })
    expectStop(
      saying: "a sample has at most 3 axes, not shape [1, 1, 1, 1]",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        _ = Reshape([1, 1, 1, 1])
      })
    expectStop(
      saying:
        "a body's output of shape [2, 1] cannot be added to a shortcut's of shape [2, 3]",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        _ = Residual(Linear(weight: .zeros([3, 1]), bias: nil))(.zeros([2, 3]))
      })
  }
}
