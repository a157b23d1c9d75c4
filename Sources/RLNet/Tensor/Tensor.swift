/// A value of up to four dimensions: a shape and its Float32 elements, row-major.
///
/// A tensor is a value: a copy is independent of its original, and elements are shared only until
/// one of the two changes. Inside `valueAndGradient(at:_:)`, a tensor also remembers how it was
/// computed from the parameters.
public struct Tensor: Sendable {
  /// The sizes of the axes.
  public let shape: Shape
  var storage: Storage
  /// How this tensor follows from what a gradient is taken of; nil if it does not.
  var node: Node?

  /// A tensor whose elements `initialize` writes, all of them.
  package init(_ shape: Shape, initialize: (UnsafeMutablePointer<Float>) throws -> Void) rethrows {
    self.shape = shape
    storage = Storage(count: shape.count)
    try initialize(storage.elements)
  }

  init(shape: Shape, storage: Storage, node: Node? = nil) {
    self.shape = shape
    self.storage = storage
    self.node = node
  }

  /// A tensor of the given elements, row-major. A count that is not the shape's stops the program.
  public init(_ elements: some Collection<Float>, shape: Shape) {
    guard elements.count == shape.count else {
      fatalError("\(elements.count) elements do not fill the shape \(shape)")
    }
    self.init(shape) { pointer in
      _ = UnsafeMutableBufferPointer(start: pointer, count: shape.count)
        .initialize(from: elements)
    }
  }

  /// A tensor of one dimension.
  public init(_ elements: [Float]) { self.init(elements, shape: .vector(elements.count)) }

  /// A matrix `[rows, columns]` from its rows. Rows of different lengths stop the program.
  public init(rows: [[Float]]) {
    let columns = rows.first?.count ?? 0
    guard rows.allSatisfy({ $0.count == columns }) else {
      fatalError("the rows of a matrix are equally long, not \(rows.map(\.count))")
    }
    self.init(rows.flatMap { $0 }, shape: .matrix(rows.count, columns))
  }

  /// A single number, shape `[]`.
  public init(_ number: Float) { self.init(repeating: number, shape: .scalar) }

  /// A tensor of one number throughout.
  public init(repeating number: Float, shape: Shape) {
    self.init(shape) { $0.initialize(repeating: number, count: shape.count) }
  }

  /// A tensor of zeros.
  public static func zeros(_ shape: Shape) -> Tensor { Tensor(repeating: 0, shape: shape) }
  /// A tensor of ones.
  public static func ones(_ shape: Shape) -> Tensor { Tensor(repeating: 1, shape: shape) }

  /// The number of elements.
  public var count: Int { shape.count }

  /// The elements, row-major.
  public var elements: [Float] {
    Array(unsafeUninitializedCapacity: count) { buffer, initialized in
      withUnsafeElements { _ = buffer.initialize(from: $0) }
      initialized = count
    }
  }

  /// The one element of a tensor that has just one; any other tensor stops the program.
  public var item: Float {
    guard count == 1 else { fatalError("a tensor of shape \(shape) is not a single number") }
    return storage.elements[0]
  }

  /// The element at one index for each axis, from 0. Indices out of range, or fewer or more than
  /// there are axes, stop the program.
  public subscript(indices: Int...) -> Float {
    get { withUnsafeElements { $0[offset(of: indices)] } }
    set {
      let offset = offset(of: indices)
      withUnsafeMutableElements { $0[offset] = newValue }
    }
  }

  private func offset(of indices: [Int]) -> Int {
    guard indices.count == shape.rank,
      indices.enumerated().allSatisfy({ $1 >= 0 && $1 < shape[$0] })
    else { fatalError("a tensor of shape \(shape) has no element \(indices)") }
    return indices.enumerated().reduce(0) { $0 * shape[$1.offset] + $1.element }
  }

  /// Calls `body` with the elements, row-major.
  public func withUnsafeElements<Result>(
    _ body: (UnsafeBufferPointer<Float>) throws -> Result
  ) rethrows -> Result {
    try withExtendedLifetime(storage) {
      try body(UnsafeBufferPointer(start: storage.elements, count: count))
    }
  }

  /// Calls `body` with the elements, row-major, to change them; no other tensor sees the change.
  ///
  /// Inside `valueAndGradient`, the result no longer depends on anything.
  public mutating func withUnsafeMutableElements<Result>(
    _ body: (UnsafeMutableBufferPointer<Float>) throws -> Result
  ) rethrows -> Result {
    node = nil
    if !storage.isUnique() {
      let copy = Storage(count: count)
      copy.elements.initialize(from: storage.elements, count: count)
      storage = copy
    }
    return try withExtendedLifetime(storage) {
      try body(UnsafeMutableBufferPointer(start: storage.elements, count: count))
    }
  }

  /// The same elements as a constant: no gradient flows through it.
  public func detached() -> Tensor { Tensor(shape: shape, storage: storage) }
}

extension Tensor: Equatable {
  /// Equal shapes and equal elements; NaN equals nothing.
  public static func == (left: Tensor, right: Tensor) -> Bool {
    left.shape == right.shape
      && left.withUnsafeElements { a in right.withUnsafeElements { b in a.elementsEqual(b) } }
  }
}

extension Tensor: ExpressibleByFloatLiteral {
  /// A single number, shape `[]`.
  public init(floatLiteral value: Float) { self.init(value) }
}

extension Tensor: ExpressibleByIntegerLiteral {
  /// A single number, shape `[]`.
  public init(integerLiteral value: Int) { self.init(Float(value)) }
}

extension Tensor: CustomStringConvertible {
  /// The elements in nested brackets, one level for each axis.
  public var description: String {
    func text(_ axis: Int, _ elements: ArraySlice<Float>) -> String {
      guard axis < shape.rank else { return elements.first.map { "\($0)" } ?? "" }
      let size = shape[axis]
      let step = size == 0 ? 0 : elements.count / size
      let parts = (0..<size).map { i in
        text(axis + 1, elements[(elements.startIndex + i * step)...].prefix(step))
      }
      return "[" + parts.joined(separator: ", ") + "]"
    }
    return text(0, elements[...])
  }
}
