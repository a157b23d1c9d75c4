import RLRandom

/// Pictures whose numbers are bytes, 0 ... 255 (Gymnasium's `Box` of `uint8`).
///
/// An element is an array of `count` bytes, row-major over `shape`; a network sees them divided by
/// 255, in the same shape.
@frozen
public struct Pixels: Space {
  /// `[channels, height, width]`.
  public let shape: [Int]

  /// - Parameter shape: `[channels, height, width]`, each at least 1.
  public init(shape: [Int]) {
    guard shape.count == 3, shape.allSatisfy({ $0 >= 1 }) else {
      fatalError("Pixels(shape: \(shape)): channels, height and width are needed, each at least 1")
    }
    self.shape = shape
  }

  public var featureShape: [Int] { shape }
  public var erased: AnySpace? { .pixels(self) }

  /// Whether `element` has `count` bytes.
  public func contains(_ element: [UInt8]) -> Bool { element.count == count }

  /// Divides by 255.
  public func writeFeatures(of scalars: Span<UInt8>, into features: inout MutableSpan<Float>) {
    for index in scalars.indices { features[index] = Float(scalars[index]) / 255 }
  }

  /// Uniformly drawn bytes.
  public func sample(using generator: inout PCG64) -> [UInt8] {
    (0..<count).map { _ in UInt8(generator.integer(below: 256)) }
  }
}

extension Pixels: CustomStringConvertible {
  public var description: String {
    "Pixels [\(shape.map(String.init).joined(separator: ", "))]"
  }
}
