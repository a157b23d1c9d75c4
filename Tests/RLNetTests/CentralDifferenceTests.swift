import RLNet
import RLRandom
import TestSupport
import Testing

/// Gradients against central differences, on random shapes and numbers.
struct CentralDifferenceTests {
  private static let unary: [(String, ClosedRange<Double>, @Sendable (Tensor) -> Tensor)] = [
    ("negate", -2...2, { -$0 }), ("squareRoot", 0.7...3, { $0.squareRoot() }),
    ("squared", -2...2, { $0.squared() }), ("reciprocal", 0.7...3, { $0.reciprocal() }),
    ("power(3)", -2...2, { $0.power(3) }), ("power(-2)", 0.8...2, { $0.power(-2) }),
    ("power(0)", -2...2, { $0.power(0) }), ("power(1)", -2...2, { $0.power(1) }),
    ("power(2.5)", 0.5...3, { $0.power(2.5 as Float) }),
    ("power(-1.5)", 0.8...2, { $0.power(-1.5 as Float) }),
    ("power(3.0)", -2...2, { $0.power(3 as Float) }), ("exp", -2...2, { $0.exp() }),
    ("log", 0.7...3, { $0.log() }), ("tanh", -2...2, { $0.tanh() }),
    ("sigmoid", -3...3, { $0.sigmoid() }), ("softplus", -3...3, { $0.softplus() }),
    ("abs", 0.1...2, { $0.abs() }), ("abs", -2...(-0.1), { $0.abs() }),
    ("relu", 0.1...2, { $0.relu() }), ("leakyReLU", -2...(-0.1), { $0.leakyReLU(slope: 0.2) }),
    ("clamped", -0.9...0.9, { $0.clamped(-1, 1) }), ("sum", -2...2, { $0.sum() }),
    ("mean", -2...2, { $0.mean() }), ("variance", -2...2, { $0.variance(axis: -1) }),
    ("sum(axis:)", -2...2, { $0.sum(axis: 0) }), ("mean(axis:)", -2...2, { $0.mean(axis: -1) }),
    ("softmax", -2...2, { $0.softmax() }), ("logSoftmax", -2...2, { $0.logSoftmax() }),
    ("reshaped", -2...2, { $0.reshaped(to: [$0.count]) }),
    ("broadcast", -2...2, { $0.broadcast(to: Shape([2] + $0.shape.dimensions)) }),
    ("transposed", -2...2, { $0.transposed(axes: Array((0..<$0.shape.rank).reversed())) }),
    ("3 - x", -2...2, { 3 - $0 }), ("3 / x", 0.8...3, { 3 / $0 }),
  ]

  @Test func functionsOfOneTensor() {
    let seed = Seeds.fresh("central differences, one tensor")
    var generator = PCG64(seed: seed)
    for (name, range, function) in Self.unary {
      for _ in 0..<2 {
        let x = Tensor.uniform(
          range.lowerBound, range.upperBound, shape: generator.shape(1...3), using: &generator)
        check([x], "\(name), seed \(seed)", &generator) { function($0[0]) }
      }
    }
  }

  @Test func functionsOfBroadcastTensors() {
    let seed = Seeds.fresh("central differences, broadcasting")
    var generator = PCG64(seed: seed)
    let functions: [(String, (Tensor, Tensor) -> Tensor)] = [
      ("+", { $0 + $1 }), ("-", { $0 - $1 }), ("*", { $0 * $1 }), ("/", { $0 / $1 }),
    ]
    for (name, function) in functions {
      for _ in 0..<6 {
        let whole = generator.shape(1...4)
        func part() -> Tensor {
          let kept = whole.dimensions.suffix(generator.integer(in: 0..<whole.rank + 1))
          let sizes = kept.map { generator.integer(below: 3) == 0 ? 1 : $0 }
          return .uniform(0.8, 2.5, shape: Shape(sizes), using: &generator)
        }
        check([part(), part()], "\(name), seed \(seed)", &generator) { function($0[0], $0[1]) }
      }
    }
  }

  @Test func productsAndSelections() {
    let seed = Seeds.fresh("central differences, products and selections")
    var generator = PCG64(seed: seed)
    for _ in 0..<3 {
      func size() -> Int { generator.integer(in: 1..<7) }
      func normal(_ sizes: Int...) -> Tensor { .normal(shape: Shape(sizes), using: &generator) }
      let (m, n, k) = (size(), size(), size())
      let label = "seed \(seed)"
      check([normal(m, k), normal(k, n)], "matmul, \(label)", &generator) { $0[0].matmul($0[1]) }
      check([normal(m, k), normal(k, n), normal(n)], "linear, \(label)", &generator) {
        $0[0].linear($0[1], $0[2])
      }
      check([normal(2, m, k), normal(k, n)], "linear of three axes, \(label)", &generator) {
        $0[0].linear($0[1], nil)
      }
      let columns = (0..<m).map { _ in generator.integer(below: n) }
      check([normal(m, n)], "gather, \(label)", &generator) { $0[0].gather(columns) }
      let rows = (0..<4).map { _ in generator.integer(below: m) }
      check([normal(m, n)], "rows, \(label)", &generator) { $0[0].rows(rows) }
      let mask = normal(m, n) .> Tensor(0)
      check([normal(m, n), normal(n)], "replacing, \(label)", &generator) {
        $0[0].replacing(with: $0[1], where: mask)
      }
      check([normal(m, 2, n), normal(m, 1, n)], "concatenate, \(label)", &generator) {
        Tensor.concatenate([$0[0], $0[1], $0[0]], axis: 1)
      }
    }
  }

  @Test func losses() {
    let seed = Seeds.fresh("central differences, losses")
    var generator = PCG64(seed: seed)
    let shape: Shape = [generator.integer(in: 1..<6), generator.integer(in: 2..<6)]
    let x = Tensor.normal(shape: shape, using: &generator)
    let t = Tensor.uniform(0.1, 0.9, shape: shape, using: &generator)
    let labels = (0..<shape[0]).map { _ in generator.integer(below: shape[1]) }
    check([x, t], "meanSquaredError, seed \(seed)", &generator) { meanSquaredError($0[0], $0[1]) }
    check([x, t], "huberLoss, seed \(seed)", &generator) { huberLoss($0[0], $0[1], delta: 20) }
    check([x, t], "binaryCrossEntropy, seed \(seed)", &generator) {
      binaryCrossEntropy(logits: $0[0], targets: $0[1])
    }
    check([x, t], "crossEntropy, seed \(seed)", &generator) {
      crossEntropy(logits: $0[0], probabilities: $0[1])
    }
    check([x], "crossEntropy of labels, seed \(seed)", &generator) {
      crossEntropy(logits: $0[0], labels: labels)
    }
  }

  /// Chains of functions whose results stay small, joined with an earlier value, so that values are
  /// used more than once.
  @Test func compositions() {
    let seed = Seeds.fresh("central differences, compositions")
    var generator = PCG64(seed: seed)
    let steps: [(Tensor, Tensor) -> Tensor] = [
      { x, _ in x.tanh() }, { x, _ in x.sigmoid() }, { x, y in x + y }, { x, y in x * y.tanh() },
      { x, y in x / (y.squared() + 1) }, { x, _ in x.softmax() }, { x, y in (x - y).softplus() },
      { x, y in x - y.mean(axis: -1, keepingDimensions: true) },
      { x, y in x.matmul(y.transposed()).tanh().matmul(y) * 0.3 },
    ]
    for _ in 0..<20 {
      let shape: Shape = [generator.integer(in: 1..<5), generator.integer(in: 2..<5)]
      let inputs = (0..<2).map { _ in Tensor.normal(shape: shape, using: &generator) }
      let chain = (0..<5).map { _ in generator.integer(below: steps.count) }
      check(inputs, "composition of \(chain), seed \(seed)", &generator) { inputs in
        var values = (inputs[0], inputs[1])
        for step in chain { values = (steps[step](values.0, values.1), values.0) }
        return values.0 + values.1
      }
    }
  }
}

/// Expects each element of the gradient of Σ upstream·y within 10⁻³ of the largest, by differences
/// of y at x ± 10⁻² and x ± 2·10⁻² that are summed in Double.
func check(
  _ inputs: [Tensor], _ label: String, _ generator: inout PCG64,
  sourceLocation: SourceLocation = #_sourceLocation, _ function: ([Tensor]) -> Tensor
) {
  var inputs = inputs
  let upstream = Tensor.normal(shape: function(inputs).shape, using: &generator)
  let (_, gradients) = valueAndGradient(at: &inputs) { (function($0) * upstream).sum() }
  let largest = gradients.flatMap(\.elements).map { Double(abs($0)) }.max() ?? 0
  for (position, gradient) in gradients.enumerated() {
    #expect(gradient.shape == inputs[position].shape, sourceLocation: sourceLocation)
    for (index, found) in gradient.elements.enumerated() {
      func moved(by distance: Float) -> (x: Double, y: [Float]) {
        var copy = inputs
        let x = copy[position].withUnsafeMutableElements { elements in
          elements[index] += distance
          return Double(elements[index])
        }
        return (x, function(copy).elements)
      }
      func slope(_ distance: Float) -> Double {
        let (after, before) = (moved(by: distance), moved(by: -distance))
        let difference = zip(zip(after.y, before.y), upstream.elements).reduce(0.0) {
          $0 + (Double($1.0.0) - Double($1.0.1)) * Double($1.1)
        }
        return difference / (after.x - before.x)
      }
      // Richardson's extrapolation: the error in h² of the two differences cancels.
      let expected = (4 * slope(1e-2) - slope(2e-2)) / 3
      // The smallest gradients drown in the rounding of y.
      guard abs(Double(found) - expected) <= 1e-3 * max(largest, 0.1) else {
        Issue.record(
          """
          \(label): gradient \(index) of input \(position) of shape \(gradient.shape) is \(found) \
          instead of \(expected); the largest is \(largest)
          """, sourceLocation: sourceLocation)
        return
      }
    }
  }
}

extension PCG64 {
  /// A shape of a few small axes.
  fileprivate mutating func shape(_ ranks: ClosedRange<Int>) -> Shape {
    let rank = integer(in: ranks.lowerBound..<ranks.upperBound + 1)
    return Shape((0..<rank).map { _ in integer(in: 1..<6) })
  }
}
