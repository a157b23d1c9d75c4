import Foundation
import RLNet
import TestSupport
import Testing

/// exp, log, tanh, sigmoid and softplus against mpmath and the limits of Float.
struct SpecialFunctionTests {
  private struct Points: Decodable {
    let x, y: [Double]
  }

  @Test(arguments: ["exp", "log", "tanh", "sigmoid"])
  func isWithinTwoUlp(_ name: String) throws {
    let points = try #require(try Fixture.load("special", as: [String: Points].self)[name])
    let arguments = Tensor(points.x.map(Float.init))
    let function = try #require(functions[name])
    for ((x, found), expected) in zip(zip(points.x, function.ours(arguments).elements), points.y) {
      let distance = ulps(found, expected)
      #expect(distance <= 2, "\(name)(\(x)) is \(found) instead of \(expected)")
    }
  }

  /// The whole range in a million steps, where the system's Double functions are exact enough.
  @Test(arguments: ["exp", "log", "tanh", "sigmoid", "softplus"])
  func isWithinTwoUlpEverywhere(_ name: String) throws {
    let function = try #require(functions[name])
    let arguments = stride(from: 0, through: UInt32.max - 4_099, by: 4_099)
      .map(Float.init(bitPattern:)).filter(\.isFinite)
    var worst = (distance: 0.0, x: Float.nan)
    for (x, found) in zip(arguments, function.ours(Tensor(arguments)).elements) {
      let distance = ulps(found, function.reference(Double(x)))
      if distance > worst.distance { worst = (distance, x) }
    }
    #expect(worst.distance <= 2, "\(name)(\(worst.x)) is off by \(worst.distance) ulp")
  }

  /// softplus(log x) = log1p(x); the rounding of log x to Float is given back to first order.
  @Test func softplusIsMpmathsLog1p() throws {
    let points = try #require(try Fixture.load("special", as: [String: Points].self)["log1p"])
    var checked = 0
    for (x, y) in zip(points.x, points.y) where x >= 0x1p-126 {
      let argument = Float(log(x))
      let expected = y + (Double(argument) - log(x)) * x / (1 + x)
      let found = Tensor(argument).softplus().item
      #expect(ulps(found, expected) <= 2, "softplus(\(argument)) is \(found)")
      checked += 1
    }
    #expect(checked > 100)
  }

  @Test func limitsAreExact() {
    let infinity = Float.infinity
    let greatestExp: Float = 88.722_83
    let cases: [(String, (Tensor) -> Tensor, [(Float, Float)])] = [
      (
        "exp", { $0.exp() },
        [
          (0, 1), (-0.0, 1), (infinity, infinity), (-infinity, 0), (greatestExp.nextUp, infinity),
          (-104, 0), (-1e30, 0), (1e30, infinity), (.leastNonzeroMagnitude, 1),
        ]
      ),
      (
        "log", { $0.log() },
        [
          (0, -infinity), (-0.0, -infinity), (1, 0), (infinity, infinity),
          (-.leastNonzeroMagnitude, .nan), (-1, .nan), (-infinity, .nan),
        ]
      ),
      (
        "tanh", { $0.tanh() },
        [
          (0, 0), (-0.0, -0.0), (infinity, 1), (-infinity, -1), (1e30, 1), (-1e30, -1),
          (.leastNonzeroMagnitude, .leastNonzeroMagnitude),
          (-.leastNonzeroMagnitude, -.leastNonzeroMagnitude),
        ]
      ),
      (
        "sigmoid", { $0.sigmoid() },
        [(0, 0.5), (-0.0, 0.5), (infinity, 1), (-infinity, 0), (200, 1), (-200, 0)]
      ),
      (
        "softplus", { $0.softplus() },
        [(infinity, infinity), (-infinity, 0), (1e30, 1e30), (-200, 0), (100, 100)]
      ),
      (
        "squareRoot", { $0.squareRoot() },
        [(0, 0), (-0.0, -0.0), (infinity, infinity), (-1, .nan), (4, 2)]
      ),
      ("reciprocal", { $0.reciprocal() }, [(0, infinity), (-0.0, -infinity), (infinity, 0)]),
      ("abs", { $0.abs() }, [(-0.0, 0), (-infinity, infinity), (-3, 3)]),
    ]
    for (name, function, values) in cases {
      for (x, expected) in values + [(.nan, .nan)] {
        let found = function(Tensor(x)).item
        #expect(
          found.isNaN ? expected.isNaN : found.bitPattern == expected.bitPattern,
          "\(name)(\(x)) is \(found) instead of \(expected)")
      }
    }
    #expect(Tensor(greatestExp).exp().item.isFinite)
    #expect(Tensor(-103.9).exp().item > 0)
  }
}

private struct SpecialFunction: Sendable {
  let ours: @Sendable (Tensor) -> Tensor
  let reference: @Sendable (Double) -> Double
}

private let functions: [String: SpecialFunction] = [
  "exp": SpecialFunction(ours: { $0.exp() }, reference: { exp($0) }),
  "log": SpecialFunction(ours: { $0.log() }, reference: { $0 < 0 ? .nan : log($0) }),
  "tanh": SpecialFunction(ours: { $0.tanh() }, reference: { tanh($0) }),
  "sigmoid": SpecialFunction(ours: { $0.sigmoid() }, reference: { 1 / (1 + exp(-$0)) }),
  "softplus": SpecialFunction(
    ours: { $0.softplus() }, reference: { max($0, 0) + log1p(exp(-abs($0))) }),
]

/// The distance from a reference that is not rounded, in steps between the Floats around it;
/// infinite if just one is NaN.
private func ulps(_ found: Float, _ reference: Double) -> Double {
  if found.isNaN || reference.isNaN { return found.isNaN && reference.isNaN ? 0 : .infinity }
  // The number that Float's infinities stand in for: one step beyond its range.
  let beyond = 0x1p128
  let a = min(max(Double(found), -beyond), beyond)
  let b = min(max(reference, -beyond), beyond)
  let step = max(b.ulp * 0x1p29, Double(Float.leastNonzeroMagnitude))
  return abs(a - b) / min(step, 0x1p104)
}
