import RLState

/// Truth for each element of a shape, as comparisons give it.
public struct Mask: Sendable, Hashable {
  /// The sizes of the axes.
  public let shape: Shape
  /// 1 where true, 0 where false, row-major.
  let bits: [UInt8]

  enum Comparison {
    case less
    case greater
  }

  /// A mask of the given truths, row-major. A count that is not the shape's stops the program.
  public init(_ truths: [Bool], shape: Shape) {
    self.init(bits: truths.map { $0 ? 1 : 0 }, shape: shape)
  }

  init(bits: [UInt8], shape: Shape) {
    guard bits.count == shape.count else {
      fatalError("\(bits.count) truths do not fill the shape \(shape)")
    }
    self.bits = bits
    self.shape = shape
  }

  init(_ left: Tensor, _ comparison: Comparison, _ right: Tensor) {
    let shape = Shape.broadcasting(left.shape, right.shape)
    let a = left.expanded(to: shape)
    let b = right.expanded(to: shape)
    let bits = a.withUnsafeElements { a in
      b.withUnsafeElements { b in
        switch comparison {
        case .less: a.indices.map { a[$0] < b[$0] ? 1 as UInt8 : 0 }
        case .greater: a.indices.map { a[$0] > b[$0] ? 1 as UInt8 : 0 }
        }
      }
    }
    self.init(bits: bits, shape: shape)
  }

  /// True where this mask is false.
  public func inverted() -> Mask { Mask(bits: bits.map { 1 - $0 }, shape: shape) }

  /// The truths, row-major.
  public var truths: [Bool] { bits.map { $0 == 1 } }

  func expanded(to shape: Shape) -> Mask {
    if self.shape == shape { return self }
    let floats = Tensor(bits.map(Float.init), shape: self.shape).expanded(to: shape)
    return Mask(bits: floats.elements.map { UInt8(clamped: $0) }, shape: shape)
  }
}

extension Tensor {
  /// Where the left elements are less than the right ones, broadcast as NumPy does.
  public static func .< (left: Tensor, right: Tensor) -> Mask { Mask(left, .less, right) }
  /// Where the left elements are greater than the right ones, broadcast as NumPy does.
  public static func .> (left: Tensor, right: Tensor) -> Mask { Mask(left, .greater, right) }
}
