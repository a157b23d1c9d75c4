/// The sizes of a tensor's axes, outermost first; at most four, none for a single number.
public struct Shape: Sendable, Hashable {
  /// The number of axes, 0 to 4.
  public let rank: Int
  /// The number of elements: the product of the sizes, 1 for a single number.
  public let count: Int
  @usableFromInline let sizes: (Int, Int, Int, Int)

  /// The greatest rank that a tensor can have.
  public static let greatestRank = 4

  /// A shape from its sizes. More than four axes, a negative size, or sizes whose product is not an
  /// Int stop the program.
  public init(_ sizes: [Int]) {
    func size(_ axis: Int) -> Int { axis < sizes.count ? sizes[axis] : 1 }
    if sizes.count > Shape.greatestRank || sizes.contains(where: { $0 < 0 }) {
      fatalError("a shape has at most 4 axes with sizes of 0 or more, not \(sizes)")
    }
    self.init(rank: sizes.count, (size(0), size(1), size(2), size(3)))
  }

  init(rank: Int, _ sizes: (Int, Int, Int, Int)) {
    self.rank = rank
    self.sizes = sizes
    var count = 1
    func multiply(by size: Int) {
      let (product, overflows) = count.multipliedReportingOverflow(by: size)
      if size < 0 || overflows { Shape.refuse(sizes) }
      count = product
    }
    multiply(by: sizes.0)
    multiply(by: sizes.1)
    multiply(by: sizes.2)
    multiply(by: sizes.3)
    self.count = count
  }

  private static func refuse(_ sizes: (Int, Int, Int, Int)) -> Never {
    fatalError("sizes of 0 or more, whose product is an Int, make a shape, not \(sizes)")
  }

  static let scalar = Shape(rank: 0, (1, 1, 1, 1))
  static func vector(_ count: Int) -> Shape { Shape(rank: 1, (count, 1, 1, 1)) }
  static func matrix(_ rows: Int, _ columns: Int) -> Shape {
    Shape(rank: 2, (rows, columns, 1, 1))
  }

  /// The size of an axis; negative axes count from the last. An axis that is not there stops the
  /// program.
  public subscript(axis: Int) -> Int {
    switch index(ofAxis: axis) {
    case 0: sizes.0
    case 1: sizes.1
    case 2: sizes.2
    default: sizes.3
    }
  }

  /// The sizes as an array.
  public var dimensions: [Int] { (0..<rank).map { self[$0] } }

  /// An axis counted from the first, for one that may be counted from the last.
  func index(ofAxis axis: Int) -> Int {
    let index = axis < 0 ? axis + rank : axis
    guard index >= 0, index < rank else { fatalError("shape \(self) has no axis \(axis)") }
    return index
  }

  /// The sizes as `[outer, n, inner]`, where `n` is the size of the axis.
  func split(atAxis axis: Int) -> (outer: Int, n: Int, inner: Int) {
    let axis = index(ofAxis: axis)
    var outer = 1
    var inner = 1
    for other in 0..<rank {
      if other < axis { outer *= self[other] }
      if other > axis { inner *= self[other] }
    }
    return (outer, self[axis], inner)
  }

  /// This shape with one axis of size 1 or without it.
  func reducing(axis: Int, keepingDimensions: Bool) -> Shape {
    let (a, b, c, d) = sizes
    let axis = index(ofAxis: axis)
    if keepingDimensions {
      return Shape(
        rank: rank,
        (axis == 0 ? 1 : a, axis == 1 ? 1 : b, axis == 2 ? 1 : c, axis == 3 ? 1 : d))
    }
    return Shape(
      rank: rank - 1, (axis == 0 ? b : a, axis <= 1 ? c : b, axis <= 2 ? d : c, 1))
  }

  /// The same rank and the same sizes.
  public static func == (left: Shape, right: Shape) -> Bool {
    left.rank == right.rank && left.sizes == right.sizes
  }

  /// Hashes the sizes.
  public func hash(into hasher: inout Hasher) { hasher.combine(dimensions) }
}

extension Shape: ExpressibleByArrayLiteral {
  /// A shape from its sizes, as in `[2, 3]`. More than four axes or a negative size stops the
  /// program.
  public init(arrayLiteral sizes: Int...) { self.init(sizes) }
}

extension Shape: CustomStringConvertible {
  /// The sizes, as in `[2, 3]`.
  public var description: String { dimensions.description }
}
