import RLState

/// Rows of equal width in pages of about 64 KiB, of which copies share what neither has changed.
///
/// A copy of the whole costs a reference for each page, and a row written after it copies the one
/// page that the row is in. So a checkpoint of a large replay buffer can be written by another thread
/// while training goes on, without a copy of the gigabyte.
public struct PagedArray<Element: StateScalar & BitwiseCopyable>: Sendable {
  /// Numbers in a row.
  public let width: Int
  /// Rows.
  public private(set) var count = 0
  /// `[rows in a page, width]` each, the last one with room for more rows.
  private var pages: [[Element]] = []
  /// A page has 2 to this rows.
  private let shift: Int

  /// An array of no rows. A width below 1 stops the program.
  public init(width: Int) {
    guard width >= 1 else { fatalError("a row has at least 1 number, not \(width)") }
    self.width = width
    let rows = max(1, Self.pageBytes / (width * MemoryLayout<Element>.stride))
    shift = Int.bitWidth - 1 - rows.leadingZeroBitCount
  }

  private static var pageBytes: Int { 1 << 16 }

  /// Rows in a page.
  public var rowsPerPage: Int { 1 << shift }

  /// Adds a row behind the last. A row of another width stops the program.
  public mutating func append(_ row: Span<Element>) {
    requireWidth(row.count)
    if count >> shift == pages.count {
      pages.append(Array(repeating: row[0], count: rowsPerPage * width))
    }
    count += 1
    write(row, at: count - 1)
  }

  /// Writes over a row that is there. A place or width that does not fit stops the program.
  public mutating func replace(_ place: Int, with row: Span<Element>) {
    requireWidth(row.count)
    requirePlace(place)
    write(row, at: place)
  }

  private mutating func write(_ row: Span<Element>, at place: Int) {
    let (page, first) = (place >> shift, (place & (rowsPerPage - 1)) * width)
    pages[page].withUnsafeMutableBufferPointer { numbers in
      row.withUnsafeBufferPointer {
        _ = numbers.extracting(first..<first + width).update(fromContentsOf: $0)
      }
    }
  }

  /// Calls `body` with the numbers of a row. A place that is not there stops the program.
  public func withRow<Result>(
    _ place: Int, _ body: (Span<Element>) throws -> Result
  ) rethrows -> Result {
    requirePlace(place)
    let first = (place & (rowsPerPage - 1)) * width
    return try pages[place >> shift].withUnsafeBufferPointer { page in
      try body(page.extracting(first..<first + width).span)
    }
  }

  /// Copies rows, one after the other, in the order of `places`. A place that is not there, or room
  /// for another number of rows, stops the program.
  public func gather(_ places: [Int], into rows: inout MutableSpan<Element>) {
    guard rows.count == places.count * width else {
      fatalError("\(places.count) rows of \(width) do not fill \(rows.count) places")
    }
    for (index, place) in places.enumerated() {
      withRow(place) { row in
        for column in 0..<width { rows[index * width + column] = row[column] }
      }
    }
  }

  /// The numbers of some rows, `[places, width]`, row-major.
  public func gather(_ places: [Int]) -> [Element] {
    let width = width
    return Array(unsafeUninitializedCapacity: places.count * width) { rows, initialized in
      for (index, place) in places.enumerated() {
        withRow(place) { row in
          for column in 0..<width {
            rows.initializeElement(at: index * width + column, to: row[column])
          }
        }
      }
      initialized = places.count * width
    }
  }

  /// Where the numbers of each page lie in memory: copies that share a page have it in one place.
  package var pageAddresses: [UInt] {
    pages.map { $0.withUnsafeBufferPointer { UInt(bitPattern: $0.baseAddress) } }
  }

  private func requireWidth(_ found: Int) {
    guard found == width else { fatalError("a row has \(width) numbers, not \(found)") }
  }

  private func requirePlace(_ place: Int) {
    guard place >= 0, place < count else { fatalError("there is no row \(place) of \(count)") }
  }

  /// All numbers, `[count, width]`, row-major.
  fileprivate var flat: [Element] {
    var numbers: [Element] = []
    numbers.reserveCapacity(count * width)
    for (index, page) in pages.enumerated() {
      numbers += page.prefix(min(rowsPerPage, count - index * rowsPerPage) * width)
    }
    return numbers
  }

  fileprivate init(_ numbers: [Element], width: Int) {
    self.init(width: width)
    let size = rowsPerPage * width
    pages = stride(from: 0, to: numbers.count, by: size).map { first in
      let page = Array(numbers[first..<min(first + size, numbers.count)])
      return page + repeatElement(page[0], count: size - page.count)
    }
    count = numbers.count / width
  }
}

extension PagedArray: Stateful {
  /// Shows all rows as one list, `rows`.
  public mutating func visitState(_ visitor: inout StateVisitor) {
    let width = width
    var read: [Element]?
    visitor.visit("rows", shape: nil) {
      flat
    } replace: {
      read = $0
    }
    guard let read else { return }
    guard read.count % width == 0 else {
      return visitor.refuse(
        "rows", found: "\(read.count) numbers", expected: "whole rows of \(width)")
    }
    self = PagedArray(read, width: width)
  }
}

extension StateVisitor {
  /// Shows a paged array as one list of a name, as an array of numbers would be.
  ///
  /// - Parameter rows: how many there must be; nil for any.
  package mutating func visit<Element: StateScalar & BitwiseCopyable>(
    _ name: StaticString, _ array: inout PagedArray<Element>, rows: Int?
  ) {
    let width = array.width
    var read: [Element]?
    visit(name.description, shape: rows.map { [$0 * width] }) {
      array.flat
    } replace: {
      read = $0
    }
    guard let read else { return }
    guard read.count.isMultiple(of: width) else {
      return refuse(name, found: "\(read.count) numbers", expected: "whole rows of \(width)")
    }
    array = PagedArray(read, width: width)
  }
}
