import RLNet
import RLRandom
import TestSupport
import Testing

/// Distributions of drawn parameters against their closed forms.
struct InitializerTests {
  private static let fans = (in: 300, out: 200)

  private struct Moments {
    let mean, variance, largest: Double

    init(_ tensor: Tensor) {
      let x = tensor.elements.map(Double.init)
      let mean = x.reduce(0, +) / Double(x.count)
      self.mean = mean
      variance = x.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(x.count)
      largest = x.map(abs).max() ?? 0
    }
  }

  private func weight(_ initializer: Initializer) -> Tensor {
    var generator = PCG64(seed: 11)
    return Linear(
      Self.fans.in, Self.fans.out, weight: initializer, bias: nil, using: &generator
    ).weight
  }

  @Test func normalOnesHaveTheirVariance() {
    let cases: [(String, Initializer, Double)] = [
      ("leCun", .leCun, 1.0 / 300), ("xavierNormal", .xavierNormal, 2.0 / 500),
      ("he", .he, 2.0 / 300), ("gaussian", .gaussian(standardDeviation: 0.5), 0.25),
    ]
    for (name, initializer, variance) in cases {
      let found = Moments(weight(initializer))
      let count = 60_000.0
      // Five standard errors; the sample variance has σ²·√(2/n).
      #expect(abs(found.mean) < 5 * (variance / count).squareRoot(), "\(name)")
      #expect(abs(found.variance / variance - 1) < 5 * (2 / count).squareRoot(), "\(name)")
      // A normal sample of this size passes 3.5 σ; a uniform one ends at 1.73.
      #expect(found.largest > 3.5 * variance.squareRoot(), "\(name)")
    }
    #expect(abs(Moments(weight(.gaussian(mean: 3, standardDeviation: 0.1))).mean - 3) < 0.01)
  }

  @Test func uniformOnesHaveTheirBounds() {
    let cases: [(String, Initializer, Double)] = [
      ("uniformByFanIn", .uniformByFanIn, 1 / 300.0.squareRoot()),
      ("leCunUniform", .leCunUniform, (3.0 / 300).squareRoot()),
      ("xavier", .xavier, (6.0 / 500).squareRoot()),
      ("heUniform", .heUniform, (6.0 / 300).squareRoot()), ("uniform", .uniform(-0.3, 0.3), 0.3),
    ]
    for (name, initializer, bound) in cases {
      let found = Moments(weight(initializer))
      #expect(found.largest <= bound * (1 + 1e-6) && found.largest > 0.999 * bound, "\(name)")
      #expect(abs(found.variance / (bound * bound / 3) - 1) < 0.03, "\(name)")
      #expect(abs(found.mean) < 5 * bound / (3.0 * 60_000).squareRoot(), "\(name)")
    }
  }

  @Test func constantsAreConstant() {
    #expect(weight(.zeros) == .zeros([300, 200]))
    #expect(weight(.ones) == .ones([300, 200]))
    #expect(weight(.constant(-2.5)) == Tensor(repeating: -2.5, shape: [300, 200]))
  }

  @Test(arguments: [(5, 12), (12, 5), (8, 8), (1, 6), (6, 1)])
  func orthogonalOnesAreOrthogonal(_ rows: Int, _ columns: Int) {
    var generator = PCG64(seed: 12)
    let w = Linear(
      rows, columns, weight: .orthogonal(gain: 1.5), bias: nil, using: &generator
    ).weight
    let product = rows <= columns ? w.matmul(w.transposed()) : w.transposed().matmul(w)
    let n = min(rows, columns)
    for i in 0..<n {
      for j in 0..<n { #expect(abs(product[i, j] - (i == j ? 2.25 : 0)) < 1e-5) }
    }
  }

  @Test func anOrthogonalVectorStops() async {
    expectStop(
      saying: "an orthogonal parameter has at least two axes, not shape [2]",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        var generator = PCG64(seed: 1)
        _ = Linear(3, 2, bias: .orthogonal(), using: &generator)
      })
  }

  @Test func sameSeedSameBits() {
    for initializer in [Initializer.uniformByFanIn, .he, .xavier, .orthogonal()] {
      #expect(sameBits(weight(initializer).elements, weight(initializer).elements))
    }
  }

  /// PyTorch's default: weight and bias uniform in ±1/√inputs; the weight is drawn first, row by
  /// row.
  @Test func linearDrawsWeightThenBias() {
    var generator = PCG64(seed: 13)
    var draws = generator
    let layer = Linear(4, 3, using: &generator)
    let expected = (0..<15).map { _ in Float(draws.uniform(-0.5, 0.5)) }
    #expect(layer.weight == Tensor(expected[..<12], shape: [4, 3]))
    #expect(layer.bias == Tensor(Array(expected[12...])))
    #expect(generator.next() == draws.next())
  }
}
