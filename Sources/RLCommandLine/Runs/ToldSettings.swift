import RLReports
import RLRuns
import RLState

extension RunConfiguration where Subject: ShownSubject {
  /// The preset with what is changed: `preset default with doubleQ=true`.
  ///
  /// - Parameter others: settings that are told beside it.
  func toldPreset(_ toolkit: Toolkit, besides others: [String]) -> String {
    let changes = configuredSettings(toolkit).filter { $0.isChanged && !others.contains($0.name) }
      .map { visibleLine($0.assignment) }
    return "preset \(preset)" + (changes.isEmpty ? "" : " with " + changes.joined(separator: " "))
  }
}

/// What a person may do next with runs that came to their end; nothing where there are none.
///
/// - Parameters:
///   - parent: the folder that holds them; nil where they are in `runs` beside others.
///   - options: what the command needs beside them.
func nextStep(with runs: [String], in parent: String?, options: String = "") -> String? {
  guard !runs.isEmpty else { return nil }
  let paths = parent.map { [$0] } ?? runs
  return "see all of \(runs.count == 1 ? "it" : "them"): rlrun report "
    + paths.map(shellWord).joined(separator: " ") + options
}
