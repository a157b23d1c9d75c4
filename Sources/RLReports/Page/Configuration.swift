import RLRuns
import RLSettings

/// A setting of a run beside what its preset has.
package struct ConfiguredSetting: Sendable {
  package var name: String
  package var value: SettingValue
  /// Nil where the preset has no such setting.
  package var presetValue: SettingValue?

  package init(_ name: String, _ value: SettingValue, presetValue: SettingValue?) {
    (self.name, self.presetValue) = (name, presetValue)
    // A file has 1 for 1.0.
    if case .int(let whole) = value, case .double = presetValue {
      self.value = .double(Double(whole))
    } else {
      self.value = value
    }
  }

  package var isChanged: Bool { value != presetValue }

  /// `NAME=VALUE`; the value is left out where it is long, as a map is.
  package var assignment: String { "\(name)=\(shortText("\(value)"))" }

  /// Settings by name, those of the environment after the others, beside those of a preset.
  static func list(_ settings: RunSettings, preset: RunSettings?) -> [ConfiguredSetting] {
    func list(
      _ settings: [String: SettingValue]?, _ preset: [String: SettingValue]?
    ) -> [ConfiguredSetting] {
      (settings ?? [:]).sorted { $0.key < $1.key }.map { name, value in
        ConfiguredSetting(name, value, presetValue: preset?[name])
      }
    }
    return list(settings.hyperparameters, preset?.hyperparameters)
      + list(settings.environment, preset?.environment)
  }

  /// The settings in a table: those that are not the preset's first, the others folded.
  static func table(_ settings: [ConfiguredSetting], preset: String) -> HTML {
    let changed = settings.filter(\.isChanged)
    let others = settings.filter { !$0.isChanged }
    let first: HTML =
      changed.isEmpty
      ? "<p>All settings are those of the preset \(preset).</p>"
      : HTML.table(
        ["setting", "value", "in preset \(preset)"],
        changed.map {
          [
            "\($0.name)", "<span class=\"changed\">\($0.value)</span>",
            "\($0.presetValue?.description ?? "none")",
          ]
        })
    let rest: HTML =
      others.isEmpty
      ? ""
      : """
      <details><summary>\(others.count) settings as in the preset</summary>
      \(HTML.table([], others.map { ["\($0.name)", "\($0.value)"] }))</details>

      """
    return "\(first)\(rest)"
  }
}

/// A value for a line among others.
package func shortText(_ value: String) -> String {
  value.count > 40 || value.contains("\n") ? "..." : value
}
