import RLNet
import RLRandom
import TestSupport
import Testing

/// What `valueAndGradient` promises beside the numbers.
struct GradientTests {
  private let x = Tensor(rows: [[1, -2, 0.5], [0.25, 1, -1]])

  @Test func unreachedParametersGetZeros() {
    var model = TwoHeads.small()
    let (_, gradient) = valueAndGradient(at: &model) { $0.policy($0.body(x).tanh()).sum() }
    #expect(gradient.tensor("body.weight")?.elements.contains { $0 != 0 } == true)
    var heads = [
      Linear(weight: .ones([3, 1]), bias: nil), Linear(weight: .ones([3, 2]), bias: nil),
    ]
    let (_, slopes) = valueAndGradient(at: &heads) { $0[0](x).sum() }
    #expect(slopes[0].weight == Tensor(rows: [[1.25], [-1], [-0.5]]))
    #expect(slopes[1].weight == .zeros([3, 2]))
  }

  @Test func frozenParametersAndBuffersGetZeros() {
    var model = TwoHeads.small()
    let (_, gradient) = valueAndGradient(at: &model) { model in
      model.value(model.body(x - model.mean).tanh()).sum()
    }
    #expect(gradient.value.layer.weight == .zeros([4, 1]))
    #expect(gradient.mean == .zeros([3]))
    // The gradient flows through the frozen layer.
    #expect(gradient.body.weight.elements.allSatisfy { $0 != 0 })
  }

  @Test func aLossWithoutParametersHasZeroGradients() {
    var model = TwoHeads.small()
    let (value, gradient) = valueAndGradient(at: &model) { _ in Tensor(7) }
    #expect(value == 7)
    #expect(gradient.numbers.allSatisfy { $0 == 0 })
    #expect(gradient.namedTensors.map(\.tensor.shape) == model.namedTensors.map(\.tensor.shape))
  }

  @Test func theLossMayBeAParameter() {
    var pair = [Tensor(3), Tensor(4)]
    #expect(valueAndGradient(at: &pair) { $0[0] }.gradient == [Tensor(1), Tensor(0)])
    #expect(valueAndGradient(at: &pair) { $0[1] }.gradient == [Tensor(0), Tensor(1)])
    #expect(valueAndGradient(at: Tensor(rows: [[2]])) { $0 }.gradient == Tensor(rows: [[1]]))
  }

  @Test func buffersComeBackChanged() {
    var model = TwoHeads.small()
    let before = model.mean
    let (_, gradient) = valueAndGradient(at: &model) { model in
      model.mean = model.mean * 0.5 + model.body.bias.map { $0.sum() * 0.5 }!
      return model.body(x).sum()
    }
    #expect(model.mean == before * 0.5 + model.body.bias!.sum() * 0.5)
    #expect(gradient.mean == .zeros([3]))
    // It kept no graph, though it was computed from a parameter.
    _ = valueAndGradient(at: &model) { $0.body(x - $0.mean).sum() }
  }

  @Test func theModelComesBackWithoutGraphWhenTheClosureThrows() {
    struct Stop: Error {}
    var first = TwoHeads.small()
    var second = Tensor([1, 2, 3])
    var third = Tensor([4, 5, 6])
    #expect(throws: Stop.self) {
      try valueAndGradient(at: &first) { (_: inout TwoHeads) throws -> Tensor in throw Stop() }
    }
    #expect(throws: Stop.self) {
      try valueAndGradient(at: &first, &second, &third) { _, second, third throws in
        second = second * third
        throw Stop()
      }
    }
    #expect(second == Tensor([4, 10, 18]))
    // With a node left, these would stop as nested use.
    let (value, gradients) = valueAndGradient(at: &first, &second, &third) { model, a, b in
      (model.body(x).sum() + (a * b).sum())
    }
    #expect(value.isFinite)
    #expect(gradients.1 == third && gradients.2 == second)
  }

  @Test func severalModelsLooseTensorsAndInputs() {
    var layer = Linear(weight: Tensor(rows: [[2], [3], [5]]), bias: Tensor([1]))
    var input = x
    var scale = Tensor(2)
    let (value, gradients) = valueAndGradient(at: &layer, &input, &scale) { layer, input, scale in
      (layer(input) * scale).sum()
    }
    #expect(value == -2)  // 2·((2 − 6 + 2.5 + 1) + (0.5 + 3 − 5 + 1))
    #expect(gradients.0.weight == Tensor(rows: [[2.5], [-2], [-1]]))
    #expect(gradients.0.bias == Tensor([4]))
    #expect(gradients.1 == Tensor(rows: [[4, 6, 10], [4, 6, 10]]))
    #expect(gradients.2 == Tensor(value / 2))
  }

  @Test func gradientsOfAValueUsedTwiceAdd() {
    // d/dx (x³ + x·x) = 3x² + 2x
    let (value, slope) = valueAndGradient(at: Tensor([2, -1])) { x in
      let square = x * x
      return (square * x + square).sum()
    }
    #expect(value == 12)
    #expect(slope == Tensor([16, 1]))
    let same = valueAndGradient(at: Tensor([3])) { ($0 + $0 + $0 - $0 * $0 / $0).sum() }
    #expect(same.gradient == Tensor([2]))
  }

  @Test func compositeFunctionsAreFollowed() {
    // log σ(w·x) by hand: slope (1 − σ(w·x))·x.
    func logLikelihood(_ w: Tensor, _ x: Tensor) -> Tensor { (w * x).sum().sigmoid().log() }
    let w = Tensor([0.5, -0.25])
    let input = Tensor([2, 4])
    let (value, slope) = valueAndGradient(at: w) { logLikelihood($0, input) }
    #expect(abs(value - -0.693_147_2) < 1e-6)
    #expect(slope == Tensor([1, 2]))
  }

  @Test func detachedValuesAreConstants() {
    let (_, slope) = valueAndGradient(at: Tensor([3])) { ($0 * $0.detached()).sum() }
    #expect(slope == Tensor([3]))
    let (_, inner) = valueAndGradient(at: Tensor([3])) { x in
      let (value, gradient) = valueAndGradient(at: x.detached()) { $0.squared().sum() }
      return (x * gradient * value).sum()
    }
    #expect(inner == Tensor([54]))
  }

  /// A network that has diverged shows it in its gradient.
  @Test func gradientsDoNotHideNaN() {
    let x = Tensor([.nan, -2, 0.5, 2])
    let passed = valueAndGradient(at: x) { ($0.relu() * 3).sum() }.gradient
    #expect(passed == Tensor([3, 0, 3, 3]))
    let clamped = valueAndGradient(at: x) { ($0.clamped(-1, 1) * 3).sum() }.gradient
    #expect(clamped == Tensor([3, 0, 3, 0]))
    for rectified in [x.relu(), x.clamped(-1, 1)] { #expect(rectified[0].isNaN) }
  }

  @Test func mistakesStop() async {
    expectStop(
      saying:
        "a tensor of one valueAndGradient was used in another one, inside it or after it; pass",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        _ = valueAndGradient(at: Tensor(1)) { x in
          x * Tensor(valueAndGradient(at: x) { $0 * $0 }.value)
        }
      })
    expectStop(
      saying:
        "a tensor of one valueAndGradient was used in another one, inside it or after it; pass",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        _ = valueAndGradient(at: Tensor(1)) { x in
          Tensor(valueAndGradient(at: Tensor(2)) { $0 * x }.value)
        }
      })
    expectStop(
      saying: "a loss is a single number, not a tensor of shape [2, 3]",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        _ = valueAndGradient(at: Tensor.zeros([2, 3])) { $0 }
      })
    expectStop(
      saying: "the loss added a parameter to the model; its structure must stay as it is",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        var model = [Tensor(1)]
        _ = valueAndGradient(at: &model) { model in
          model.append(Tensor(2))
          return model[0]
        }
      })
  }
}
