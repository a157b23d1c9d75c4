/// One named value of a configuration, as `--set key=value` and a JSON file see it.
///
/// ```swift
/// let settings: [Setting<Configuration>] = [
///   Setting("learningRate", \.learningRate, .greater(than: 0), "Adam's step size"),
///   Setting("hidden", \.hidden, .each(.atLeast(1)), "sizes of the hidden layers"),
///   Setting("double", \.isDouble, "whether the online network chooses the next action"),
/// ]
/// try settings.apply([("learningRate", "1e-3")], to: &configuration)
/// ```
public struct Setting<Root: Sendable>: Sendable {
  /// The name by which it is set.
  public let key: String
  /// What the value is for, in a few words.
  public let summary: String
  /// Which values are possible: "a number > 0", "true or false", "one of huber, squared".
  public let domain: String
  /// What it needs to have an effect; nothing where it always has one.
  var needs: [SettingNeed<Root>] = []

  private let readValue: @Sendable (Root) -> SettingValue
  private let writeValue: @Sendable (inout Root, SettingValue) throws(SettingError) -> Void
  private let writeText: @Sendable (inout Root, String) throws(SettingError) -> Void
  private let checkValue: @Sendable (Root) throws(SettingError) -> Void

  /// A value that two functions read and write.
  init<Value: SettingConvertible>(
    _ key: String, _ domain: SettingDomain<Value>, _ summary: String,
    get: @escaping @Sendable (Root) -> Value, set: @escaping @Sendable (inout Root, Value) -> Void
  ) {
    self.key = key
    self.summary = summary
    self.domain = domain.text
    @Sendable func checked(_ value: Value?, _ found: String) throws(SettingError) -> Value {
      guard let value else {
        throw SettingError(.wrongType(key: key, found: found, expected: domain.text))
      }
      guard domain.contains(value) else {
        throw SettingError(.outOfRange(key: key, found: found, expected: domain.text))
      }
      return value
    }
    readValue = { get($0).settingValue }
    writeValue = { (root, value) throws(SettingError) in
      set(&root, try checked(Value.fromSetting(value), value.description))
    }
    writeText = { (root, text) throws(SettingError) in
      set(&root, try checked(Value.fromSetting(text: text), text))
    }
    checkValue = { (root) throws(SettingError) in
      let value = get(root)
      // What no text can say, such as a number that is none, is as wrong as what is out of range.
      let found = value.settingValue
      _ = try checked(Value.fromSetting(found) == nil ? nil : value, found.description)
    }
  }

  /// The same setting of something that has what it is a setting of, at `path`.
  package func within<Outer>(
    _ path: any WritableKeyPath<Outer, Root> & Sendable
  ) -> Setting<Outer> {
    var setting = Setting<Outer>(self, within: path)
    setting.needs = needs.map { need in
      SettingNeed(key: need.key, advice: need.advice) { need.isMet($0[keyPath: path]) }
    }
    return setting
  }

  private init<Inner>(
    _ inner: Setting<Inner>, within path: any WritableKeyPath<Root, Inner> & Sendable
  ) {
    (key, summary, domain) = (inner.key, inner.summary, inner.domain)
    readValue = { inner.read($0[keyPath: path]) }
    writeValue = { (root, value) throws(SettingError) in
      try inner.write(value, to: &root[keyPath: path])
    }
    writeText = { (root, text) throws(SettingError) in
      try inner.write(text: text, to: &root[keyPath: path])
    }
    checkValue = { (root) throws(SettingError) in try inner.validate(root[keyPath: path]) }
  }

  /// The value at `path`, which must be in `domain`.
  public init<Value: SettingConvertible>(
    _ key: String, _ path: any WritableKeyPath<Root, Value> & Sendable,
    _ domain: SettingDomain<Value>, _ summary: String
  ) {
    self.init(
      key, domain, summary, get: { $0[keyPath: path] }, set: { $0[keyPath: path] = $1 })
  }

  /// The value at `path`, which can be any of its type.
  public init<Value: SettingConvertible>(
    _ key: String, _ path: any WritableKeyPath<Root, Value> & Sendable, _ summary: String
  ) {
    self.init(key, path, .any, summary)
  }

  /// The current value.
  public func read(_ root: Root) -> SettingValue { readValue(root) }

  /// Sees to it that the current value is in its range.
  ///
  /// - Throws: `SettingError` where it is not.
  public func validate(_ root: Root) throws(SettingError) { try checkValue(root) }

  /// Sets a typed value, as a JSON file has it.
  ///
  /// - Throws: `SettingError` where its type is wrong or it is out of range.
  public func write(_ value: SettingValue, to root: inout Root) throws(SettingError) {
    try writeValue(&root, value)
  }

  /// Sets what a text says, as a command line has it.
  ///
  /// - Throws: `SettingError` where it cannot be read or is out of range.
  public func write(text: String, to root: inout Root) throws(SettingError) {
    try writeText(&root, text)
  }
}
