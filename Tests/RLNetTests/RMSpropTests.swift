import RLNet
import RLState
import TestSupport
import Testing

/// The forms of RMSprop that published agents use: one parameter that starts from 1, a step size of
/// 0.1, and the gradients 0.5 and −0.25. The expected numbers are those of the formulas in Double.
struct RMSpropTests {
  private static let model = Tensor([1])

  private static let forms: [(name: String, optimizer: any Optimizer, expected: [Double])] = [
    (
      "Adam", Adam(for: model, learningRate: 0.1, epsilon: 1e-5),
      [0.9000019999600007, 0.8733689698633880]
    ),
    (
      "PyTorch's form", RMSprop(for: model, learningRate: 0.1, epsilon: 1e-5),
      [0.00019996000799849, 0.4491325843953429]
    ),
    (
      "TensorFlow's form",
      RMSprop(
        for: model, learningRate: 0.1, epsilon: 1e-5, epsilonPlace: .insideRoot, initialSquare: 1),
      [0.9498116915143396, 0.9750242468947553]
    ),
    (
      "centered, ε outside the root",
      RMSprop(for: model, learningRate: 0.1, squareDecay: 0.95, epsilon: 0.01, centered: true),
      [0.5797347193693552, 0.7691908012440016]
    ),
    (
      "centered, ε inside the root",
      RMSprop(
        for: model, learningRate: 0.1, squareDecay: 0.95, epsilon: 0.01, epsilonPlace: .insideRoot,
        centered: true),
      [0.6619382981085933, 0.8204539329299549]
    ),
  ]

  /// Float's 0.99 leaves of 1 − α only what is right to 10⁻⁶, so its root, and the first step of 1,
  /// to half of that; a rounding of the parameter is up to 6·10⁻⁸.
  @Test func twoStepsAreThoseOfTheFormulas() {
    for (name, optimizer, expected) in Self.forms {
      var optimizer = optimizer
      var parameter = Self.model
      for (gradient, value) in zip([0.5, -0.25] as [Float], expected) {
        optimizer.update(&parameter, along: Tensor([gradient]))
        #expect(abs(Double(parameter[0]) - value) < 6e-7, "\(name): \(parameter[0]), \(value)")
      }
    }
  }

  /// Of equal gradients the variance tends to 0, and rounding, which leaves numbers below 0 for some
  /// of these gradients, must not make its root a NaN.
  @Test func equalGradientsKeepTheCenteredFormFinite() {
    let gradient = Tensor((1...100).map { Float($0) / 7 })
    for momentum: Float in [0, 0.9] {
      var parameter = Tensor.zeros(gradient.shape)
      var optimizer = RMSprop(
        for: parameter, learningRate: 1e-4, squareDecay: 0.5, epsilon: 0.01, momentum: momentum,
        centered: true)
      for _ in 0..<100 { optimizer.update(&parameter, along: gradient) }
      #expect(parameter.elements.allSatisfy { $0.isFinite && $0 < 0 })
    }
  }

  @Test func aCopyGoesOnAsTheOriginal() throws {
    var parameter = Tensor([1, -2, 0.5])
    let gradients = [Tensor([0.5, 0.25, -1]), Tensor([-0.25, 0.75, 2]), Tensor([0.125, 0, 1])]
    func optimizer() -> RMSprop {
      RMSprop(for: parameter, learningRate: 0.1, momentum: 0.9, centered: true, initialSquare: 1)
    }
    var first = optimizer()
    first.update(&parameter, along: gradients[0])
    first.update(&parameter, along: gradients[1])
    var second = optimizer()
    #expect(first.stateEntries.map(\.name) == ["square.0", "mean.0", "velocity.0"])
    try second.loadState(first.stateEntries)
    var other = parameter
    first.update(&parameter, along: gradients[2])
    second.update(&other, along: gradients[2])
    #expect(parameter == other)
  }

  @Test func aNegativeStartStops() async {
    expectStop(
      saying: "initialSquare = -1.0 is out of range; it must be ≥ 0 and finite",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        _ = RMSprop(for: Tensor(1), initialSquare: -1)
      })
  }
}
