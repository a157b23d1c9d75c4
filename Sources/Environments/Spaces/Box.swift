import Foundation
import RLRandom

/// The points between two bounds in each coordinate (Gymnasium's `Box` of `float32`).
///
/// An element is an array of `count` floats, row-major over `shape`; a network sees it as it is.
public struct Box: Space {
  /// The extent of each dimension.
  public let shape: [Int]
  /// The least value of each scalar, row-major; −∞ where there is none.
  public let low: [Float]
  /// The greatest value of each scalar, row-major; ∞ where there is none.
  public let high: [Float]

  /// - Parameters:
  ///   - shape: the extent of each dimension; their product is the number of bounds.
  ///   - low: the least value of each scalar, row-major.
  ///   - high: the greatest value of each scalar, row-major; nowhere less than `low`.
  public init(shape: [Int], low: [Float], high: [Float]) {
    let count = shape.reduce(1, *)
    guard low.count == count && high.count == count else {
      fatalError(
        "Box(shape: \(shape)): \(count) bounds expected, got \(low.count) low and "
          + "\(high.count) high ones")
    }
    for (index, (low, high)) in zip(low, high).enumerated() where !(low <= high) {
      fatalError("Box(shape: \(shape)): low[\(index)] = \(low) is above high[\(index)] = \(high)")
    }
    self.shape = shape
    self.low = low
    self.high = high
  }

  /// A vector whose bounds are the same in each coordinate.
  public init(count: Int, low: Float, high: Float) {
    self.init(
      shape: [count], low: Array(repeating: low, count: count),
      high: Array(repeating: high, count: count))
  }

  public var count: Int { low.count }
  public var featureShape: [Int] { shape }
  public var featureCount: Int { low.count }
  public var erased: AnySpace? { .box(self) }

  public func action(_ actions: Actions, at index: Int) -> [Float]? {
    guard case .continuous(let coordinates) = actions else { return nil }
    return Array(coordinates[index * count..<(index + 1) * count])
  }

  @inlinable
  public func read(_ actions: Actions, at index: Int, into element: inout [Float]) {
    guard case .continuous(let coordinates) = actions else {
      fatalError("\(self): these actions are discrete")
    }
    let width = element.count
    for place in 0..<width { element[place] = coordinates[index * width + place] }
  }

  /// Whether `element` has `count` scalars, each within its bounds.
  public func contains(_ element: [Float]) -> Bool {
    element.count == count
      && element.indices.allSatisfy { low[$0] <= element[$0] && element[$0] <= high[$0] }
  }

  /// Copies the scalars.
  public func writeFeatures(of scalars: Span<Float>, into features: inout MutableSpan<Float>) {
    for index in scalars.indices { features[index] = scalars[index] }
  }

  /// A random element, drawn coordinate by coordinate: uniform where both bounds are finite, normal
  /// where none is, exponential from the bound where one is.
  ///
  /// Equal to Gymnasium's `Box.sample()` except in coordinates with exactly one finite bound, where
  /// Gymnasium draws by NumPy's exponential ziggurat and this by inverting the distribution.
  /// Gymnasium's order is kept: all unbounded coordinates first, then those bounded below, those
  /// bounded above, and those bounded on both sides.
  public func sample(using generator: inout PCG64) -> [Float] {
    var element = [Float](repeating: 0, count: count)
    for index in low.indices where !low[index].isFinite && !high[index].isFinite {
      element[index] = Float(generator.normal())
    }
    for index in low.indices where low[index].isFinite && !high[index].isFinite {
      element[index] = Float(Double(low[index]) - log1p(-generator.uniform()))
    }
    for index in low.indices where !low[index].isFinite && high[index].isFinite {
      element[index] = Float(Double(high[index]) + log1p(-generator.uniform()))
    }
    for index in low.indices where low[index].isFinite && high[index].isFinite {
      element[index] = Float(generator.uniform(Double(low[index]), Double(high[index])))
    }
    return element
  }
}

extension Box: CustomStringConvertible {
  public var description: String {
    "Box [\(shape.map(String.init).joined(separator: ", "))]"
  }
}
