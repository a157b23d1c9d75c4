import RLRuns
import RLSettings

/// A run that stands for its group, whose runs differ in their seed alone.
package struct GroupExample: Sendable {
  /// The agent; empty for a task.
  var kind: String
  var preset: String
  var settings: [ConfiguredSetting]
  /// Those that follow from another setting unless they are set.
  package var implied: Set<String> = []
  /// What tells it from a run of the same settings: its folder, where it is a fork.
  var origin: String?

  package init(kind: String, preset: String, settings: [ConfiguredSetting]) {
    (self.kind, self.preset, self.settings) = (kind, preset, settings)
  }

  func value(_ name: String) -> SettingValue? { settings.first { $0.name == name }?.value }
}

/// The settings that are not the same in all runs, by name. Of different agents, those that several
/// have.
package func differingSettings(_ runs: [GroupExample]) -> [String] {
  let isOfOneKind = Set(runs.map(\.kind)).count == 1
  return Set(runs.flatMap { $0.settings.map(\.name) }).sorted().filter { name in
    let values = runs.map { $0.value(name) }
    return Set(isOfOneKind ? values : values.filter { $0 != nil }).count > 1
  }
}

/// What tells each run from the others: the agent, and all settings in which it differs from others of
/// that agent. Where these are many, or the presets are not the same, a preset stands for those that
/// it has.
package func groupLabels(_ runs: [GroupExample]) -> [String] {
  guard runs.count > 1 else { return runs.map(\.kind) }
  return runs.map { run in
    let rivals = runs.filter { $0.kind == run.kind }
    return ([run.kind] + distinction(of: run, among: rivals) + [run.origin ?? ""])
      .filter { !$0.isEmpty }.joined(separator: " ")
  }
}

private func distinction(of run: GroupExample, among rivals: [GroupExample]) -> [String] {
  guard rivals.count > 1 else { return [] }
  let names = differingSettings(rivals).filter { name in
    !rivals.allSatisfy { $0.implied.contains(name) }
  }
  let presets = Set(rivals.map(\.preset))
  let isFromPreset = presets.count > 1 || names.count > 3
  let settings = run.settings.filter { setting in
    names.contains(setting.name) && (!isFromPreset || setting.isChanged)
  }
  // An optimizer's name says what it is.
  let optimizer = settings.filter { $0.name == "optimizer" }.map { "\($0.value)" }
  let assignments = settings.filter { $0.name != "optimizer" }.map(\.assignment)
  let isNamed = presets.count > 1 || settings.isEmpty && isFromPreset
  return (isNamed ? ["preset \(run.preset)"] : []) + optimizer + assignments
}

/// The settings in which groups differ, a column for each group.
func differencesTable(_ runs: [GroupExample], labels: [String]) -> HTML {
  let names = differingSettings(runs)
  guard !names.isEmpty else { return "" }
  let rows = names.map { name -> [HTML] in
    ["\(name)"] + runs.map { "\($0.value(name).map { "\($0)" } ?? "-")" }
  }
  let count = "\(names.count) setting\(names.count == 1 ? "" : "s")"
  return """
    <details><summary>the groups differ in \(count)</summary>
    \(HTML.table([""] + labels, rows))</details>

    """
}
