import Agents
import Environments
import RLSettings
import RLSupervised

/// A setting of a run beside what its preset has.
struct ConfiguredSetting {
  var name: String
  var value: String
  /// Nil where the preset has no such setting.
  var presetValue: String?

  var isChanged: Bool { value != presetValue }

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
            "\($0.presetValue ?? "none")",
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

extension RunConfiguration {
  /// All settings, by name, beside those of the preset; that of another version may be gone.
  var configuredSettings: [ConfiguredSetting] {
    var request = RunRequest(environment: environment, agent: agent)
    request.preset = preset
    let original = try? RunConfiguration(request)
    func settings(
      _ own: [String: SettingValue], _ other: [String: SettingValue]?
    ) -> [ConfiguredSetting] {
      own.sorted { $0.key < $1.key }.map { name, value in
        ConfiguredSetting(
          name: name, value: "\(value)", presetValue: other?[name].map { "\($0)" })
      }
    }
    // A file has 1 for 1.0.
    let own = (try? changed(by: [])) ?? self
    return settings(own.hyperparameters, original?.hyperparameters)
      + settings(own.environmentSettings, original?.environmentSettings)
  }
}

extension TaskRun {
  /// All settings, by name, beside those of the preset; that of another version may be gone.
  var configuredSettings: [ConfiguredSetting] {
    var request = TaskRequest(task: task)
    request.preset = preset
    let original = try? TaskRun(request)
    // A file has 1 for 1.0.
    var own = TaskRequest(task: task)
    own.preset = preset
    own.assignments = hyperparameters.sorted { $0.key < $1.key }.map { ($0.key, "\($0.value)") }
    let values = (try? TaskRun(own))?.hyperparameters ?? hyperparameters
    return values.sorted { $0.key < $1.key }.map { name, value in
      ConfiguredSetting(
        name: name, value: "\(value)",
        presetValue: original?.hyperparameters[name].map { "\($0)" })
    }
  }
}
