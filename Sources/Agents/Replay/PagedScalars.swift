import Environments
import RLState

/// Rows of scalars of any type in pages that copies share. One of the three is there, so that it is
/// changed in place.
struct PagedScalars: Sendable {
  private var integers: PagedArray<Int32>?
  private var floats: PagedArray<Float>?
  private var bytes: PagedArray<UInt8>?

  /// No rows, of the type of some scalars.
  init(like scalars: Scalars, width: Int) {
    switch scalars {
    case .integers: integers = PagedArray(width: width)
    case .floats: floats = PagedArray(width: width)
    case .bytes: bytes = PagedArray(width: width)
    }
  }

  var count: Int { integers?.count ?? floats?.count ?? bytes?.count ?? 0 }

  /// Writes a row of scalars at a place, which is behind the last row where it is new.
  mutating func set(_ place: Int, _ scalars: Scalars, _ row: Int, isNew: Bool) {
    switch scalars {
    case .integers(let values): integers?.set(place, values, row, isNew: isNew)
    case .floats(let values): floats?.set(place, values, row, isNew: isNew)
    case .bytes(let values): bytes?.set(place, values, row, isNew: isNew)
    }
  }

  /// Some rows, one after the other.
  func gather(_ places: [Int]) -> Scalars {
    if let floats { return .floats(floats.gather(places)) }
    if let bytes { return .bytes(bytes.gather(places)) }
    return .integers(integers?.gather(places) ?? [])
  }

  /// Shows the rows.
  ///
  /// - Parameter count: how many there must be; nil for any.
  mutating func visitState(
    _ visitor: inout StateVisitor, _ name: StaticString, rows count: Int? = nil
  ) {
    if integers != nil { visitor.visit(name, &integers!, rows: count) }
    if floats != nil { visitor.visit(name, &floats!, rows: count) }
    if bytes != nil { visitor.visit(name, &bytes!, rows: count) }
  }
}

extension Scalars {
  /// Writes a row of other numbers of the same type over one of these.
  mutating func replace(_ row: Int, with other: Scalars, _ otherRow: Int, width: Int) {
    switch other {
    case .integers(let values): replace(row, values[otherRow * width..<(otherRow + 1) * width])
    case .floats(let values): replace(row, values[otherRow * width..<(otherRow + 1) * width])
    case .bytes(let values): replace(row, values[otherRow * width..<(otherRow + 1) * width])
    }
  }

  private mutating func replace<Scalar: SpaceScalar>(_ row: Int, _ others: ArraySlice<Scalar>) {
    var values = Scalar.take(from: &self)
    for (index, value) in others.enumerated() { values[row * others.count + index] = value }
    self = Scalar.scalars(values)
  }
}

extension PagedArray {
  /// The number of a row of one.
  subscript(place: Int) -> Element { withRow(place) { $0[0] } }

  /// Writes a row at a place, which is behind the last row where it is new.
  mutating func set(_ place: Int, _ row: Span<Element>, isNew: Bool) {
    if isNew { append(row) } else { replace(place, with: row) }
  }

  /// Writes one of rows that lie one after the other.
  mutating func set(_ place: Int, _ rows: [Element], _ row: Int, isNew: Bool) {
    set(place, rows.span.extracting(row * width..<(row + 1) * width), isNew: isNew)
  }

  /// Writes a row of one number.
  mutating func set(_ place: Int, _ value: Element, isNew: Bool) {
    let row = CollectionOfOne(value)
    set(place, row.span, isNew: isNew)
  }
}
