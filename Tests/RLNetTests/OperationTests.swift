import RLNet
import TestSupport
import Testing

/// Every operation against PyTorch: value and vector–Jacobian product.
struct OperationTests {
  /// PyTorch 2.15's values and gradients where the exponent is a Float.
  @Test(
    arguments: [
      (-2, 2, 4, -4), (0, 2, 0, 0), (0, 1, 0, 1), (0, 0, 1, 0), (-2, -1, -0.5, -0.25),
      (0, 1.5, 0, 0), (0, 0.5, 0, .infinity), (4, 1.5, 8, 3),
    ] as [(Float, Float, Float, Float)])
  func powersAtTheirEdges(_ x: Float, _ exponent: Float, _ value: Float, _ slope: Float) {
    let found = valueAndGradient(at: Tensor([x])) { $0.power(exponent).sum() }
    #expect(abs(found.value - value) <= 1e-6 * abs(value) || found.value == value)
    let error = abs(found.gradient.elements[0] - slope)
    #expect(error <= 1e-6 * abs(slope) || found.gradient.elements[0] == slope)
  }

  @Test func aPowerOfANegativeNumberIsNone() {
    #expect(Tensor([-2]).power(0.5 as Float).elements[0].isNaN)
  }

  @Test(arguments: ["operations", "operations-large-reductions", "operations-large-products"])
  func valuesAndGradientsArePyTorchs(_ file: String) throws {
    let cases = try Fixture.load(file, as: OperationFile.self).cases
    #expect(!cases.isEmpty)
    for test in cases {
      let function = try operation(test)
      expectValueAndGradients(test, function)
    }
  }
}

/// The operation that a case is about.
private func operation(_ test: OperationCase) throws -> ([Tensor]) -> Tensor {
  let given = test.parameters
  func float(_ number: Double?) throws -> Float { Float(try #require(number)) }
  switch test.name {
  case "add": return { $0[0] + $0[1] }
  case "subtract": return { $0[0] - $0[1] }
  case "multiply": return { $0[0] * $0[1] }
  case "divide": return { $0[0] / $0[1] }
  case "minimum": return { $0[0].minimum($0[1]) }
  case "maximum": return { $0[0].maximum($0[1]) }
  case "negate": return { -$0[0] }
  case "exp": return { $0[0].exp() }
  case "log": return { $0[0].log() }
  case "tanh": return { $0[0].tanh() }
  case "sigmoid": return { $0[0].sigmoid() }
  case "softplus": return { $0[0].softplus() }
  case "sqrt": return { $0[0].squareRoot() }
  case "abs": return { $0[0].abs() }
  case "square": return { $0[0].squared() }
  case "reciprocal": return { $0[0].reciprocal() }
  case "relu": return { $0[0].relu() }
  case "leaky_relu":
    let slope = try float(given.slope)
    return { $0[0].leakyReLU(slope: slope) }
  case "clamp":
    let (lower, upper) = (try float(given.lower), try float(given.upper))
    return { $0[0].clamped(lower, upper) }
  case "pow":
    let exponent = try #require(given.exponent)
    return Int(exactly: exponent).map { whole in { $0[0].power(whole) } }
      ?? { $0[0].power(Float(exponent)) }
  case "where":
    let shape = Shape(try #require(given.conditionShape))
    let mask = Mask(try #require(given.condition).map { $0 == 1 }, shape: shape)
    return { $0[1].replacing(with: $0[0], where: mask) }
  case "gather":
    let indices = try #require(given.indices)
    return { $0[0].gather(indices) }
  case "matmul": return { $0[0].matmul($0[1]) }
  case "linear": return { $0[0].linear($0[1], $0[2]) }
  case "softmax", "log_softmax":
    #expect(given.axis == test.inputs[0].shape.count - 1)
    return test.name == "softmax" ? { $0[0].softmax() } : { $0[0].logSoftmax() }
  case "concatenate":
    let axis = try #require(given.axis)
    return { Tensor.concatenate($0, axis: axis) }
  case "reshape":
    let shape = Shape(try #require(given.shape))
    return { $0[0].reshaped(to: shape) }
  case "transpose": return { $0[0].transposed() }
  case "permute":
    let axes = try #require(given.axes)
    return { $0[0].transposed(axes: axes) }
  default:
    return try reduction(test)
  }
}

private func reduction(_ test: OperationCase) throws -> ([Tensor]) -> Tensor {
  let keeps = test.parameters.keepDimensions ?? false
  guard let axis = test.parameters.axis else {
    let ones = Shape(keeps ? test.inputs[0].shape.map { _ in 1 } : [])
    switch test.name {
    case "sum": return { $0[0].sum().reshaped(to: ones) }
    case "mean": return { $0[0].mean().reshaped(to: ones) }
    case "max": return { $0[0].max().reshaped(to: ones) }
    case "min": return { $0[0].min().reshaped(to: ones) }
    default: throw UnknownName(name: test.name)
    }
  }
  switch test.name {
  case "sum": return { $0[0].sum(axis: axis, keepingDimensions: keeps) }
  case "mean": return { $0[0].mean(axis: axis, keepingDimensions: keeps) }
  case "max": return { $0[0].max(axis: axis, keepingDimensions: keeps) }
  case "min": return { $0[0].min(axis: axis, keepingDimensions: keeps) }
  case "variance": return { $0[0].variance(axis: axis, keepingDimensions: keeps) }
  default: throw UnknownName(name: test.name)
  }
}
