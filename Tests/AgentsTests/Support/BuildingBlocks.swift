import RLNet
import RLRandom
import RLState
import TestSupport
import Testing

/// Numbers that `Fixtures/make_building_blocks.py` made.
struct BuildingBlocks: Decodable {
  struct Distribution: Decodable {
    let mean, logDeviation, actions: [Double]
    let seed: UInt64
    let sample, logProbability, entropy: [Double]
    let latent: [Double]?
  }

  struct Squashed: Decodable {
    let mean, logDeviation, noise, scale, offset, actions, stable, epsilon: [Double]
  }

  struct Advantages: Decodable {
    let rewards, values: [Double]
    let ended: [Bool]
    let lastValues: [Double]
    let discount, lambda: Double
    let advantages, normalized: [Double]
    let explainedVariance: Double
    let logRatios: [Double]
    let plain, nonnegative: Double
  }

  struct Batch: Decodable {
    let rows, mean, variance: [Double]
    let count: Double
    let normalized: [Double]
  }

  struct Rewards: Decodable {
    let rewards: [Double]
    let ended: [Bool]
    let discount: Double
    let normalized: [Double]
  }

  struct Noise: Decodable {
    let seed: UInt64
    let deviation: Double
    let resets: [[Int]]
    let normal, drift: [Double]
  }

  let normals: [Distribution]
  let squashed: Squashed
  let stateDependent: Distribution
  let advantages: Advantages
  let statistics: [Batch]
  let rewards: Rewards
  let noise: Noise

  static func load() throws -> BuildingBlocks {
    try Fixture.load("building-blocks")
  }
}

extension Tensor {
  init(_ numbers: [Double], _ shape: Shape) { self.init(numbers.map(Float.init), shape: shape) }

  var doubles: [Double] { elements.map(Double.init) }
}

/// A copy whose state was written and read back into `fresh`.
func restored<Value: Stateful>(_ value: Value, into fresh: Value) throws -> Value {
  var copy = fresh
  try copy.loadState(value.stateEntries)
  return copy
}

/// Expects the gradient of a function's weighted sum within 10⁻³ of its largest element, by central
/// differences with Richardson's extrapolation that are summed in Double.
func expectSlopes(
  _ inputs: [Tensor], _ label: String, sourceLocation: SourceLocation = #_sourceLocation,
  _ function: ([Tensor]) -> Tensor
) {
  var inputs = inputs
  var generator = PCG64(seed: 99)
  let upstream = Tensor.normal(shape: function(inputs).shape, using: &generator)
  let (_, gradients) = valueAndGradient(at: &inputs) { (function($0) * upstream).sum() }
  let largest = gradients.flatMap(\.elements).map { Double(abs($0)) }.max() ?? 0
  #expect(largest > 1e-2, "\(label): the gradients are all small", sourceLocation: sourceLocation)
  for (position, gradient) in gradients.enumerated() {
    for (index, found) in gradient.elements.enumerated() {
      func moved(by distance: Float) -> (x: Double, y: [Double]) {
        var copy = inputs
        let x = copy[position].withUnsafeMutableElements { elements in
          elements[index] += distance
          return Double(elements[index])
        }
        return (x, function(copy).doubles)
      }
      func slope(_ distance: Float) -> Double {
        let (after, before) = (moved(by: distance), moved(by: -distance))
        let difference = zip(zip(after.y, before.y), upstream.doubles).reduce(0.0) {
          $0 + ($1.0.0 - $1.0.1) * $1.1
        }
        return difference / (after.x - before.x)
      }
      let expected = (4 * slope(1e-2) - slope(2e-2)) / 3
      #expect(
        abs(Double(found) - expected) <= 1e-3 * largest,
        "\(label): gradient \(index) of input \(position) is \(found) instead of \(expected)",
        sourceLocation: sourceLocation)
    }
  }
}
