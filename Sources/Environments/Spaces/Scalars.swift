import RLState

/// The scalars of observations, of whichever type the space has.
public enum Scalars: Sendable, Hashable {
  case integers([Int32])
  case floats([Float])
  case bytes([UInt8])

  /// How many there are.
  @inlinable public var count: Int {
    switch self {
    case .integers(let values): values.count
    case .floats(let values): values.count
    case .bytes(let values): values.count
    }
  }

  /// Some of them as floats: for people, and for comparisons.
  public func floats(_ range: Range<Int>) -> [Float] {
    switch self {
    case .integers(let values): values[range].map(Float.init)
    case .floats(let values): Array(values[range])
    case .bytes(let values): values[range].map(Float.init)
    }
  }

  /// Appends some of other numbers of the same type.
  package mutating func append(_ other: Scalars, _ range: Range<Int>) {
    switch other {
    case .integers(let others): append(others[range])
    case .floats(let others): append(others[range])
    case .bytes(let others): append(others[range])
    }
  }

  /// Forgets all, but keeps the memory.
  package mutating func removeAll() {
    switch self {
    case .integers: removeAll(of: Int32.self)
    case .floats: removeAll(of: Float.self)
    case .bytes: removeAll(of: UInt8.self)
    }
  }

  private mutating func removeAll<Scalar: SpaceScalar>(of type: Scalar.Type) {
    var values = Scalar.take(from: &self)
    values.removeAll(keepingCapacity: true)
    self = Scalar.scalars(values)
  }

  private mutating func append<Scalar: SpaceScalar>(_ others: ArraySlice<Scalar>) {
    var values = Scalar.take(from: &self)
    values += others
    self = Scalar.scalars(values)
  }

  /// Shows the numbers.
  ///
  /// - Parameter count: how many there must be; nil for any.
  public mutating func visitState(
    _ visitor: inout StateVisitor, _ name: StaticString, count: Int? = nil
  ) {
    switch self {
    case .integers(var values):
      visitor.visit(name, &values, count: count)
      self = .integers(values)
    case .floats(var values):
      visitor.visit(name, &values, count: count)
      self = .floats(values)
    case .bytes(var values):
      visitor.visit(name, &values, count: count)
      self = .bytes(values)
    }
  }
}

extension Scalars {
  /// Refuses numbers that were read and are no state of a discrete space, which has features for its
  /// own states alone. What a box bounds is a statement about observations, and not checked here.
  package func refuseOthers(
    _ visitor: inout StateVisitor, _ name: StaticString, than space: AnySpace
  ) {
    guard visitor.isReading, case .discrete(let space) = space, case .integers(let values) = self,
      let other = values.first(where: { !space.contains(Int($0)) })
    else { return }
    visitor.refuse(name, found: "\(other)", expected: "0 to \(space.n - 1)")
  }
}

extension Int32: SpaceScalar {
  public static func scalars(_ values: consuming [Int32]) -> Scalars { .integers(values) }

  @inlinable
  public static func take(from scalars: inout Scalars) -> [Int32] {
    guard case .integers(let values) = scalars else {
      fatalError("Scalars: these are no integers")
    }
    scalars = .integers([])
    return values
  }
}

extension Float: SpaceScalar {
  public static func scalars(_ values: consuming [Float]) -> Scalars { .floats(values) }

  @inlinable
  public static func take(from scalars: inout Scalars) -> [Float] {
    guard case .floats(let values) = scalars else { fatalError("Scalars: these are no floats") }
    scalars = .floats([])
    return values
  }
}

extension UInt8: SpaceScalar {
  public static func scalars(_ values: consuming [UInt8]) -> Scalars { .bytes(values) }

  @inlinable
  public static func take(from scalars: inout Scalars) -> [UInt8] {
    guard case .bytes(let values) = scalars else { fatalError("Scalars: these are no bytes") }
    scalars = .bytes([])
    return values
  }
}
