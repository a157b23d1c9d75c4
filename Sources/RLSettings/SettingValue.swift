/// The value of a setting, as a configuration file or a command line holds it.
public enum SettingValue: Sendable {
  /// True or false.
  case bool(Bool)
  /// A whole number.
  case int(Int)
  /// Any number.
  case double(Double)
  /// Text; also a name, or `none`.
  case string(String)
  /// A list of whole numbers.
  case integers([Int])
}

extension SettingValue: Hashable {
  /// A whole number is the same as an `int` and as a `double`: a file does not tell them apart.
  public static func == (first: SettingValue, second: SettingValue) -> Bool {
    switch (first, second) {
    case (.bool(let first), .bool(let second)): first == second
    case (.int(let first), .int(let second)): first == second
    case (.double(let first), .double(let second)): first == second
    case (.int(let whole), .double(let number)), (.double(let number), .int(let whole)):
      Int(exactly: number) == whole
    case (.string(let first), .string(let second)): first == second
    case (.integers(let first), .integers(let second)): first == second
    default: false
    }
  }

  public func hash(into hasher: inout Hasher) {
    switch self {
    case .bool(let value): hasher.combine(value)
    case .int(let value): hasher.combine(value)
    case .double(let value):
      if let whole = Int(exactly: value) { hasher.combine(whole) } else { hasher.combine(value) }
    case .string(let value): hasher.combine(value)
    case .integers(let value): hasher.combine(value)
    }
  }
}

extension SettingValue: Codable {
  /// Reads a JSON value: true or false, a number, a string or a list of integers. A number without
  /// a fraction is an `int`.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if let value = try? container.decode(Bool.self) {
      self = .bool(value)
    } else if let value = try? container.decode(Int.self) {
      self = .int(value)
    } else if let value = try? container.decode(Double.self) {
      self = .double(value)
    } else if let value = try? container.decode(String.self) {
      self = .string(value)
    } else {
      self = .integers(try container.decode([Int].self))
    }
  }

  /// Writes the plain JSON value that `init(from:)` reads. A whole number is written as such, whether
  /// it is an `int` or a `double`, so that what is read and written again has the same text.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .bool(let value): try container.encode(value)
    case .int(let value): try container.encode(value)
    case .double(let value):
      if let whole = Int(exactly: value) {
        try container.encode(whole)
      } else {
        try container.encode(value)
      }
    case .string(let value): try container.encode(value)
    case .integers(let value): try container.encode(value)
    }
  }
}

extension SettingValue: CustomStringConvertible {
  /// The value as a command line takes it: `true`, `0.5`, `64,64`.
  public var description: String {
    switch self {
    case .bool(let value): "\(value)"
    case .int(let value): "\(value)"
    case .double(let value): "\(value)"
    case .string(let value): value
    case .integers(let value): value.map(String.init).joined(separator: ",")
    }
  }
}
