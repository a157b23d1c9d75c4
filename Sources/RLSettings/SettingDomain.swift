/// Which values of its type a setting can have, and how a message says so.
public struct SettingDomain<Value: SettingConvertible>: Sendable {
  /// "a number > 0"
  public let text: String
  let contains: @Sendable (Value) -> Bool

  /// - Parameters:
  ///   - text: which values these are, as a message says it: "a number > 0".
  ///   - contains: whether a value is one of them.
  public init(_ text: String, contains: @escaping @Sendable (Value) -> Bool) {
    self.text = text
    self.contains = contains
  }

  /// Every value of the type.
  public static var any: Self { Self(Value.settingKind) { _ in true } }
}

extension SettingDomain where Value: Comparable {
  /// Above the bound.
  public static func greater(than bound: Value) -> Self {
    Self("\(Value.settingKind) > \(bound.settingValue)") { $0 > bound }
  }

  /// The bound or above.
  public static func atLeast(_ bound: Value) -> Self {
    Self("\(Value.settingKind) ≥ \(bound.settingValue)") { $0 >= bound }
  }

  /// From the lower to the upper bound, both included.
  public static func `in`(_ range: ClosedRange<Value>) -> Self {
    let (low, high) = (range.lowerBound.settingValue, range.upperBound.settingValue)
    return Self("\(Value.settingKind) from \(low) to \(high)") { range.contains($0) }
  }

  /// Above the lower bound, up to the upper bound.
  public static func above(_ low: Value, upTo high: Value) -> Self {
    Self("\(Value.settingKind) > \(low.settingValue) and ≤ \(high.settingValue)") {
      $0 > low && $0 <= high
    }
  }
}

extension SettingDomain {
  /// A value of `domain`, or `none`.
  public static func optional<Wrapped>(_ domain: SettingDomain<Wrapped>) -> Self
  where Value == Wrapped? {
    Self("\(domain.text), or none") { $0.map(domain.contains) ?? true }
  }

  /// A list of values of `domain`, not empty.
  public static func each(_ domain: SettingDomain<Int>) -> Self where Value == [Int] {
    Self("one or more, separated by commas: \(domain.text)") {
      !$0.isEmpty && $0.allSatisfy(domain.contains)
    }
  }
}
