/// What a setting needs to have an effect.
struct SettingNeed<Root: Sendable>: Sendable {
  /// The other setting that it hangs on.
  let key: String
  /// What to set, such as `model=mlp or cnn`.
  let advice: String
  let isMet: @Sendable (Root) -> Bool
}

extension Setting {
  /// The same setting, which has an effect only beside some values of another one.
  ///
  /// ```swift
  /// Setting("arms", \.arms, .in(2...10), "number of a spiral's arms")
  ///   .only(with: "shape", \.shape, [.spirals])
  /// ```
  ///
  /// - Parameters:
  ///   - key: the other setting.
  ///   - path: its value.
  ///   - values: those beside which this one has an effect.
  public func only<Value: SettingConvertible & Equatable>(
    with key: String, _ path: any KeyPath<Root, Value> & Sendable, _ values: [Value]
  ) -> Setting {
    let texts = values.map(\.settingValue.description)
    let names = texts.dropLast().joined(separator: ", ")
    let advice = (names.isEmpty ? "" : names + " or ") + (texts.last ?? "")
    return only(with: key, "\(key)=\(advice)") { values.contains($0[keyPath: path]) }
  }

  /// The same setting, which has an effect only beside some values of another one.
  ///
  /// - Parameters:
  ///   - key: the other setting.
  ///   - advice: what to set for it to have one, such as `hidden to one size or more`.
  ///   - isMet: whether it has one.
  public func only(
    with key: String, _ advice: String, where isMet: @escaping @Sendable (Root) -> Bool
  ) -> Setting {
    var setting = self
    setting.needs.append(SettingNeed(key: key, advice: advice, isMet: isMet))
    return setting
  }
}

extension Sequence {
  /// Sees to it that settings which somebody stated have an effect beside all others.
  ///
  /// - Parameters:
  ///   - keys: the settings that were stated; what has its value from elsewhere is not looked at.
  ///   - root: the settings as they are in the end.
  ///   - varied: a setting that takes many values in turn, so that nothing is without effect because
  ///     of its present one.
  /// - Throws: `SettingError.Problem.ineffective` at the first that has none.
  public func requireEffect<Root>(
    of keys: some Sequence<String>, in root: Root, varying varied: String? = nil
  ) throws(SettingError) where Element == Setting<Root> {
    for key in keys {
      let unmet = try setting(named: key).needs.first { $0.key != varied && !$0.isMet(root) }
      guard let unmet else { continue }
      let value = try setting(named: unmet.key).read(root)
      throw SettingError(
        .ineffective(
          key: key, beside: unmet.key, value: value.description, advice: unmet.advice))
    }
  }
}
