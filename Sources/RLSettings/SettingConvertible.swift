/// A type that a setting can have.
public protocol SettingConvertible: Sendable {
  /// What a value is called in messages: "a number", "true or false".
  static var settingKind: String { get }
  /// The value as it is written.
  var settingValue: SettingValue { get }
  /// The value that was written; nil where it is of another type.
  static func fromSetting(_ value: SettingValue) -> Self?
  /// The value that the text of a command line means; nil where it cannot be read.
  static func fromSetting(text: String) -> Self?
}

extension Bool: SettingConvertible {
  public static var settingKind: String { "true or false" }
  public var settingValue: SettingValue { .bool(self) }

  public static func fromSetting(_ value: SettingValue) -> Bool? {
    if case .bool(let value) = value { value } else { nil }
  }

  public static func fromSetting(text: String) -> Bool? {
    switch text.lowercased() {
    case "true", "yes", "on": true
    case "false", "no", "off": false
    default: nil
    }
  }
}

extension Int: SettingConvertible {
  public static var settingKind: String { "an integer" }
  public var settingValue: SettingValue { .int(self) }

  public static func fromSetting(_ value: SettingValue) -> Int? {
    switch value {
    case .int(let value): value
    case .double(let value): Int(exactly: value)
    default: nil
    }
  }

  /// Digits, which underscores may group (`50_000`), or a whole number such as `1e6`.
  public static func fromSetting(text: String) -> Int? {
    let digits = text.filter { $0 != "_" }
    return Int(digits) ?? Double(digits).flatMap { Int(exactly: $0) }
  }
}

extension SettingConvertible where Self: BinaryFloatingPoint & LosslessStringConvertible {
  public static var settingKind: String { "a number" }

  /// The double with the same shortest decimal form, so that a `Float` of 0.1 is written as 0.1;
  /// without the sign of −0, which JSON does not keep.
  public var settingValue: SettingValue { .double((Double(description) ?? Double(self)) + 0) }

  public static func fromSetting(_ value: SettingValue) -> Self? {
    let number: Self? =
      switch value {
      case .int(let value): Self(value)
      case .double(let value): Self(value)
      default: nil
      }
    return number.flatMap { $0.isFinite ? $0 + 0 : nil }
  }

  public static func fromSetting(text: String) -> Self? {
    Self(text.filter { $0 != "_" }).flatMap { $0.isFinite ? $0 + 0 : nil }
  }
}

extension Double: SettingConvertible {}
extension Float: SettingConvertible {}

extension String: SettingConvertible {
  public static var settingKind: String { "text" }
  public var settingValue: SettingValue { .string(self) }

  public static func fromSetting(_ value: SettingValue) -> String? {
    if case .string(let value) = value { value } else { nil }
  }

  public static func fromSetting(text: String) -> String? { text }
}

extension [Int]: SettingConvertible {
  public static var settingKind: String { "integers separated by commas" }
  public var settingValue: SettingValue { .integers(self) }

  public static func fromSetting(_ value: SettingValue) -> [Int]? {
    switch value {
    case .integers(let value): value
    case .int(let value): [value]
    default: nil
    }
  }

  /// `64,64`, also with spaces or brackets; nothing is the empty list.
  public static func fromSetting(text: String) -> [Int]? {
    let parts = text.filter { !"[] ".contains($0) }
      .split(separator: ",", omittingEmptySubsequences: false)
    if parts == [""] { return [] }
    let values = parts.compactMap { Int.fromSetting(text: String($0)) }
    return values.count == parts.count ? values : nil
  }
}

extension Optional: SettingConvertible where Wrapped: SettingConvertible {
  public static var settingKind: String { "\(Wrapped.settingKind) or none" }
  public var settingValue: SettingValue { self?.settingValue ?? .string("none") }

  public static func fromSetting(_ value: SettingValue) -> Wrapped?? {
    if value == .string("none") { return .some(.none) }
    return Wrapped.fromSetting(value).map { .some($0) }
  }

  public static func fromSetting(text: String) -> Wrapped?? {
    if text.lowercased() == "none" { return .some(.none) }
    return Wrapped.fromSetting(text: text).map { .some($0) }
  }
}

/// An enumeration of strings is a setting when it says so:
/// `enum Loss: String, CaseIterable, SettingConvertible { case huber, squared }`.
extension SettingConvertible where Self: CaseIterable & RawRepresentable, RawValue == String {
  public static var settingKind: String {
    "one of " + allCases.map(\.rawValue).joined(separator: ", ")
  }
  public var settingValue: SettingValue { .string(rawValue) }

  public static func fromSetting(_ value: SettingValue) -> Self? {
    if case .string(let text) = value { fromSetting(text: text) } else { nil }
  }

  public static func fromSetting(text: String) -> Self? {
    allCases.first { $0.rawValue.lowercased() == text.lowercased() }
  }
}
