extension Sequence {
  /// Sets texts in the order given, as a command line has them; a later one overrides.
  ///
  /// - Throws: `SettingError` at the first key that does not exist, text that cannot be read or value
  ///   out of range. `root` then has the settings before it.
  public func apply<Root>(
    _ assignments: [(key: String, value: String)], to root: inout Root
  ) throws(SettingError) where Element == Setting<Root> {
    for (key, text) in assignments { try setting(named: key).write(text: text, to: &root) }
  }

  /// Sets typed values, as a JSON file has them, in the order of their keys.
  ///
  /// - Throws: `SettingError` as `apply` of texts.
  public func apply<Root>(
    _ values: [String: SettingValue], to root: inout Root
  ) throws(SettingError) where Element == Setting<Root> {
    for (key, value) in values.sorted(by: { $0.key < $1.key }) {
      try setting(named: key).write(value, to: &root)
    }
  }

  /// All settings with their current values, sorted by key.
  public func values<Root>(of root: Root) -> [(key: String, value: SettingValue)]
  where Element == Setting<Root> {
    map { ($0.key, $0.read(root)) }.sorted { $0.0 < $1.0 }
  }

  /// The setting with a key.
  ///
  /// - Throws: `SettingError.Problem.unknownKey`, with the key that was probably meant.
  public func setting<Root>(
    named key: String
  ) throws(SettingError) -> Setting<Root> where Element == Setting<Root> {
    if let setting = first(where: { $0.key == key }) { return setting }
    let known = map(\.key)
    throw SettingError(.unknownKey(key, nearest: nearestName(to: key, among: known), known: known))
  }
}
