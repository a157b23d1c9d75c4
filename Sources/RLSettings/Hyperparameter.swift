/// A value of a configuration with its range and what it is for, once, where the property stands:
///
/// ```swift
/// @Hyperparameter("transitions in a gradient step", .in(1...65_536)) public var batchSize = 64
/// ```
///
/// Two are equal where their values are.
@propertyWrapper
public struct Hyperparameter<Value: SettingConvertible & Hashable>: Sendable, Hashable {
  public var wrappedValue: Value
  /// Which values are possible.
  public let domain: SettingDomain<Value>
  /// What the value is for, in a few words.
  public let summary: String

  public init(wrappedValue: Value, _ summary: String, _ domain: SettingDomain<Value> = .any) {
    self.wrappedValue = wrappedValue
    self.domain = domain
    self.summary = summary
  }

  public var projectedValue: Self {
    get { self }
    set { self = newValue }
  }

  public static func == (first: Self, second: Self) -> Bool {
    first.wrappedValue == second.wrappedValue
  }

  public func hash(into hasher: inout Hasher) { hasher.combine(wrappedValue) }
}

/// Something with a standard value, in which settings find what they are for.
public protocol Configurable: Sendable {
  /// The standard value.
  init()
}

extension Setting where Root: Configurable {
  /// The value of a hyper-parameter, whose range and sentence stand where it is declared.
  ///
  /// ```swift
  /// Setting("batchSize", \.$batchSize)
  /// ```
  public init<Value>(
    _ key: String, _ path: any WritableKeyPath<Root, Hyperparameter<Value>> & Sendable
  ) {
    let standard = Root()[keyPath: path]
    self.init(
      key, standard.domain, standard.summary, get: { $0[keyPath: path].wrappedValue },
      set: { $0[keyPath: path].wrappedValue = $1 })
  }
}

extension Sequence {
  /// Sees to it that every value is in its range, as of a configuration made in code.
  ///
  /// - Throws: `SettingError` at the first one, by key, that is not.
  public func validate<Root>(_ root: Root) throws(SettingError) where Element == Setting<Root> {
    for setting in sorted(by: { $0.key < $1.key }) { try setting.validate(root) }
  }
}
