import Foundation
import RLNet
import Testing

/// A tensor of Doubles: an input that is exact in Float, or an expected result.
struct Reference: Decodable {
  let shape: [Int]
  let data: [Double]

  var tensor: Tensor { Tensor(data.map(Float.init), shape: Shape(shape)) }
}

/// A tensor of a list with names.
struct NamedReference: Decodable {
  let name: String
  let shape: [Int]
  let data: [Double]

  var reference: Reference { Reference(shape: shape, data: data) }
}

/// An operation or loss: its result, and the product of `upstream` with its Jacobian.
struct OperationCase: Decodable, Sendable {
  struct Parameters: Decodable {
    let exponent, slope, lower, upper, delta: Double?
    let condition, conditionShape, indices, labels, shape, axes: [Int]?
    let axis: Int?
    let keepDimensions: Bool?
  }

  let name: String
  let inputs: [Reference]
  let parameters: Parameters
  let upstream: Reference
  let output: Reference
  let gradients: [Reference]

  var label: String { "\(name) of \(inputs.map(\.shape)), \(parameters)" }
}

struct OperationFile: Decodable {
  let cases: [OperationCase]
}

/// A fixture names something that the tests do not know.
struct UnknownName: Error {
  let name: String
}

/// Expects each element within `tolerance` of the reference, relative to its largest element.
func expectClose(
  _ found: Tensor, _ expected: Reference, within tolerance: Double = 1e-5, _ label: String,
  sourceLocation: SourceLocation = #_sourceLocation
) {
  guard found.shape.dimensions == expected.shape else {
    Issue.record(
      "\(label): shape \(found.shape) instead of \(expected.shape)", sourceLocation: sourceLocation)
    return
  }
  let largest = expected.data.map(abs).max() ?? 0
  for (index, (a, b)) in zip(found.elements, expected.data).enumerated()
  where !(abs(Double(a) - b) <= tolerance * largest) {
    Issue.record(
      "\(label): element \(index) is \(a) instead of \(b); the largest is \(largest)",
      sourceLocation: sourceLocation)
    return
  }
}

/// Expects the value of a function and its gradients by all inputs.
func expectValueAndGradients(
  _ test: OperationCase, sourceLocation: SourceLocation = #_sourceLocation,
  _ function: ([Tensor]) -> Tensor
) {
  var inputs = test.inputs.map(\.tensor)
  let upstream = test.upstream.tensor
  expectClose(function(inputs), test.output, test.label, sourceLocation: sourceLocation)
  let (_, gradients) = valueAndGradient(at: &inputs) { (function($0) * upstream).sum() }
  for (position, (found, expected)) in zip(gradients, test.gradients).enumerated() {
    expectClose(
      found, expected, "gradient \(position) of \(test.label)", sourceLocation: sourceLocation)
  }
  #expect(gradients.count == test.gradients.count, sourceLocation: sourceLocation)
}
