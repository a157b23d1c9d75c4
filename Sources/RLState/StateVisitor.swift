/// What a `Stateful` value shows its parts to: writes them down, or replaces them by what was
/// written.
public struct StateVisitor {
  private let source: Source?
  private var path: [String] = []
  /// In members of a list, which one of how many, from the outermost list on.
  private var rows: [(index: Int, count: Int)] = []
  /// Names that have been read.
  private var used: Set<String> = []
  private var problem: StateError?
  /// What has been written, in order.
  package private(set) var written: [StateEntry] = []

  /// A visitor that writes.
  package init() { source = nil }

  /// A visitor that reads.
  package init(reading entries: [StateEntry]) { source = Source(entries) }

  /// Whether values are replaced, rather than written down. What must hold between the parts is
  /// checked then, with `refuse`.
  public var isReading: Bool { source != nil }

  /// Shows a number. One that is read and is not finite is refused, unless that is allowed.
  public mutating func visit<Value: StateScalar>(
    _ name: StaticString, _ value: inout Value, allowingAll: Bool = false
  ) {
    visit(name.description, shape: [], allowingAll: allowingAll) {
      [value]
    } replace: {
      value = $0[0]
    }
  }

  /// Shows a number of a range; one that is read and beyond it is refused.
  public mutating func visit<Value: StateScalar & Comparable>(
    _ name: StaticString, _ value: inout Value, in range: ClosedRange<Value>
  ) {
    visit(name, &value)
    if isReading && !range.contains(value) {
      refuse(
        name, found: "\(value)", expected: "\(range.lowerBound) to \(range.upperBound)")
    }
  }

  /// Shows numbers. Where one that is read is not finite they are refused, unless that is allowed.
  ///
  /// - Parameter count: how many there must be; nil for any.
  public mutating func visit<Value: StateScalar>(
    _ name: StaticString, _ values: inout [Value], count: Int? = nil, allowingAll: Bool = false
  ) {
    visit(name.description, shape: count.map { [$0] }, allowingAll: allowingAll) {
      values
    } replace: {
      values = $0
    }
  }

  /// Shows numbers of a range; where one that is read is beyond it they are refused.
  public mutating func visit<Value: StateScalar & Comparable>(
    _ name: StaticString, _ values: inout [Value], count: Int? = nil, in range: ClosedRange<Value>
  ) {
    visit(name, &values, count: count)
    if isReading, let other = values.first(where: { !range.contains($0) }) {
      refuse(
        name, found: "\(other)", expected: "\(range.lowerBound) to \(range.upperBound)")
    }
  }

  /// Shows the parts of a member.
  public mutating func visit(_ name: StaticString, _ member: inout some Stateful) {
    visit(name.description) { member.visitState(&$0) }
  }

  /// Shows parts that `body` visits, below a name.
  package mutating func visit(_ name: String, _ body: (inout StateVisitor) -> Void) {
    path.append(name)
    body(&self)
    path.removeLast()
  }

  /// Shows the members of a list, whose length does not change. Each part is one array with a row
  /// for each member, or, where their lengths differ, one after the other. Members that do not show
  /// the same parts, or that hold lists of members whose lengths differ, stop the program.
  public mutating func visit<Member: Stateful>(_ name: StaticString, _ members: inout [Member]) {
    path.append(name.description)
    if isReading {
      for index in members.indices {
        rows.append((index, members.count))
        members[index].visitState(&self)
        rows.removeLast()
      }
    } else {
      let parts = members.map(\.stateEntries)
      for entry in joined(parts, in: prefix) { written.append(entry) }
    }
    path.removeLast()
  }

  /// Says that a part does not fit; the first problem is the one that is told.
  ///
  /// - Parameters:
  ///   - name: of the part, below the one that is being visited.
  ///   - found: what was read.
  ///   - expected: what could have been.
  public mutating func refuse(_ name: StaticString, found: String, expected: String) {
    refuse(prefix + name.description, found, expected)
  }

  private mutating func refuse(_ name: String, _ found: String, _ expected: String) {
    if problem == nil { problem = StateError(name: name, found: found, expected: expected) }
  }

  private var prefix: String { path.map { $0 + "." }.joined() }

  /// Shows an array.
  ///
  /// - Parameters:
  ///   - shape: its sizes; nil for a list of any length.
  ///   - allowingAll: whether numbers may be read that are not finite.
  ///   - values: what it is, for writing.
  ///   - replace: takes what was read, which has the shape.
  package mutating func visit<Value: StateScalar>(
    _ name: String, shape: [Int]?, allowingAll: Bool = false, values: () -> [Value],
    replace: ([Value]) -> Void
  ) {
    let name = prefix + name
    guard let source else {
      let values = values()
      written.append(
        StateEntry(
          name: name, shape: shape ?? [values.count], values: Value.stateArray(values)))
      return
    }
    guard problem == nil else { return }
    guard let entry = source.entries[name] else {
      return refuse(name, "nothing", "an array of that name")
    }
    used.insert(name)
    guard let all = Value.values(of: entry.values) else {
      return refuse(name, entry.values.type, Value.stateArray([]).type)
    }
    guard let place = source.place(of: entry, rows) else {
      return refuse(name, "the shape \(entry.shape)", "one row for each of \(rows.map(\.count))")
    }
    guard shape == nil ? place.shape.count == 1 : place.shape == shape else {
      return refuse(
        name, "the shape \(place.shape)", shape.map { "the shape \($0)" } ?? "a list")
    }
    if !allowingAll, let other = entry.values.firstNotFinite(in: place.range) {
      return refuse(name, other, "finite numbers")
    }
    replace(place.range == all.indices ? all : Array(all[place.range]))
  }

  /// To be called after reading.
  package func finish() throws(StateError) {
    if let problem { throw problem }
    if let extra = source?.order.first(where: { !used.contains($0) }) {
      throw StateError(name: extra, found: "an array of that name", expected: "none")
    }
  }
}

/// The arrays that a visitor reads from.
private struct Source {
  let entries: [String: StateEntry]
  /// Names in the order of the file, without the lengths.
  let order: [String]
  /// Where the rows of an array begin whose rows have different lengths; one more at the end.
  private let starts: [String: [Int]]

  init(_ all: [StateEntry]) {
    entries = Dictionary(all.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    var starts: [String: [Int]] = [:]
    for entry in all where entry.name.hasSuffix(lengthsSuffix) {
      let name = String(entry.name.dropLast(lengthsSuffix.count))
      guard case .int64(let lengths) = entry.values, let whole = entries[name] else { continue }
      var places = [0]
      for length in lengths {
        let (next, isTooLarge) = places[places.count - 1].addingReportingOverflow(length)
        guard length >= 0, !isTooLarge, next <= whole.values.count else { break }
        places.append(next)
      }
      if places.count == lengths.count + 1, places.last == whole.values.count {
        starts[name] = places
      }
    }
    self.starts = starts
    let known = starts
    order = all.map(\.name).filter {
      !($0.hasSuffix(lengthsSuffix) && known[String($0.dropLast(lengthsSuffix.count))] != nil)
    }
  }

  /// Where the numbers of a member are in an array that holds those of all members.
  func place(
    of entry: StateEntry, _ rows: [(index: Int, count: Int)]
  ) -> (range: Range<Int>, shape: [Int])? {
    guard !rows.isEmpty else { return (0..<entry.values.count, entry.shape) }
    if rows.count == 1, let starts = starts[entry.name], starts.count == rows[0].count + 1 {
      let range = starts[rows[0].index]..<starts[rows[0].index + 1]
      return (range, [range.count])
    }
    guard entry.shape.starts(with: rows.map(\.count)) else { return nil }
    let shape = Array(entry.shape.dropFirst(rows.count))
    let count = shape.reduce(1, *)
    let row = rows.reduce(0) { $0 * $1.count + $1.index }
    return (row * count..<(row + 1) * count, shape)
  }
}

private let lengthsSuffix = ".lengths"

/// The arrays of all members as one array for each part.
private func joined(_ members: [[StateEntry]], in prefix: String) -> [StateEntry] {
  guard let first = members.first else { return [] }
  return first.indices.flatMap { part -> [StateEntry] in
    let rows = members.map { member in
      guard member.indices.contains(part), member[part].name == first[part].name else {
        fatalError("StateVisitor: the members of \(prefix) do not show the same parts")
      }
      return member[part]
    }
    let name = prefix + first[part].name
    let values = StateArray(joining: rows.map(\.values), name: name)
    if rows.allSatisfy({ $0.shape == first[part].shape }) {
      return [StateEntry(name: name, shape: [rows.count] + first[part].shape, values: values)]
    }
    guard rows.allSatisfy({ $0.shape.count == 1 }) else {
      fatalError("StateVisitor: \(name) differs in more than its length")
    }
    let lengths = rows.map { $0.shape[0] }
    return [
      StateEntry(name: name, shape: [values.count], values: values),
      StateEntry(name: name + lengthsSuffix, shape: [rows.count], values: .int64(lengths)),
    ]
  }
}

extension StateArray {
  /// Arrays of one type, one after the other.
  fileprivate init(joining arrays: [StateArray], name: String) {
    func join<Value: StateScalar>(_ type: Value.Type) -> StateArray {
      Value.stateArray(
        arrays.flatMap { array -> [Value] in
          guard let values = Value.values(of: array) else {
            fatalError("StateVisitor: the members' \(name) are of different types")
          }
          return values
        }
      )
    }
    switch arrays.first {
    case .float32, nil: self = join(Float.self)
    case .float64: self = join(Double.self)
    case .int32: self = join(Int32.self)
    case .int64: self = join(Int.self)
    case .uint64: self = join(UInt64.self)
    case .uint8: self = join(UInt8.self)
    case .bool: self = join(Bool.self)
    }
  }
}
