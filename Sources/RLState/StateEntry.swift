/// A named array of a state, as a checkpoint holds it.
package struct StateEntry: Sendable, Hashable {
  /// The way to it, as in `agent.optimizer.mean.0`.
  package let name: String
  /// The sizes of its axes; empty for a single number.
  package let shape: [Int]
  /// The numbers, row by row.
  package let values: StateArray

  package init(name: String, shape: [Int], values: StateArray) {
    self.name = name
    self.shape = shape
    self.values = values
  }
}

/// Numbers of one of the types that a state is made of.
public enum StateArray: Sendable, Hashable {
  case float32([Float])
  case float64([Double])
  case int32([Int32])
  case int64([Int])
  case uint64([UInt64])
  case uint8([UInt8])
  case bool([Bool])

  package var count: Int {
    switch self {
    case .float32(let values): values.count
    case .float64(let values): values.count
    case .int32(let values): values.count
    case .int64(let values): values.count
    case .uint64(let values): values.count
    case .uint8(let values): values.count
    case .bool(let values): values.count
    }
  }

  /// The type of the numbers, as safetensors calls it.
  package var type: String {
    switch self {
    case .float32: "F32"
    case .float64: "F64"
    case .int32: "I32"
    case .int64: "I64"
    case .uint64: "U64"
    case .uint8: "U8"
    case .bool: "BOOL"
    }
  }
}

extension StateArray {
  /// The first number of some that is infinite or none, in words; nil where all are finite.
  package func firstNotFinite(in range: Range<Int>) -> String? {
    func first(_ values: ArraySlice<some BinaryFloatingPoint>) -> String? {
      values.first { !$0.isFinite }.map { "\($0)" }
    }
    return switch self {
    case .float32(let values): first(values[range])
    case .float64(let values): first(values[range])
    case .int32, .int64, .uint64, .uint8, .bool: nil
    }
  }
}

/// A number that a state can be made of.
public protocol StateScalar: Sendable, Hashable {
  /// The numbers as an array of a state.
  static func stateArray(_ values: [Self]) -> StateArray
  /// The numbers of an array of a state; nil where it holds another type.
  static func values(of array: StateArray) -> [Self]?
}

extension Float: StateScalar {
  public static func stateArray(_ values: [Float]) -> StateArray { .float32(values) }
  public static func values(of array: StateArray) -> [Float]? {
    if case .float32(let values) = array { values } else { nil }
  }
}

extension Double: StateScalar {
  public static func stateArray(_ values: [Double]) -> StateArray { .float64(values) }
  public static func values(of array: StateArray) -> [Double]? {
    if case .float64(let values) = array { values } else { nil }
  }
}

extension Int32: StateScalar {
  public static func stateArray(_ values: [Int32]) -> StateArray { .int32(values) }
  public static func values(of array: StateArray) -> [Int32]? {
    if case .int32(let values) = array { values } else { nil }
  }
}

extension Int: StateScalar {
  public static func stateArray(_ values: [Int]) -> StateArray { .int64(values) }
  public static func values(of array: StateArray) -> [Int]? {
    if case .int64(let values) = array { values } else { nil }
  }
}

extension UInt64: StateScalar {
  public static func stateArray(_ values: [UInt64]) -> StateArray { .uint64(values) }
  public static func values(of array: StateArray) -> [UInt64]? {
    if case .uint64(let values) = array { values } else { nil }
  }
}

extension UInt8: StateScalar {
  public static func stateArray(_ values: [UInt8]) -> StateArray { .uint8(values) }
  public static func values(of array: StateArray) -> [UInt8]? {
    if case .uint8(let values) = array { values } else { nil }
  }
}

extension Bool: StateScalar {
  public static func stateArray(_ values: [Bool]) -> StateArray { .bool(values) }
  public static func values(of array: StateArray) -> [Bool]? {
    if case .bool(let values) = array { values } else { nil }
  }
}
