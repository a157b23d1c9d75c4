import RLRuns
import RLSupervised

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// `rlrun csv FILE`: `rlrun TASK` on a table of one's own.
struct CSVCommand: Command {
  static let name = CSVTask.name

  private let learning: LearnCommand

  init(_ arguments: ParsedArguments) throws(UsageError) {
    let path = try arguments.onePositional(
      "the table", example: "rlrun csv houses.csv --target price")
    let file = URL(filePath: path)
    guard !path.isEmpty, !path.hasSuffix("/") else {
      throw UsageError("'\(path)' is no file; name the table", hint: arguments.hint)
    }
    let folder = path.contains("/") ? file.deletingLastPathComponent().relativePath : "."
    let assignments = try arguments.assignments(
      and: Self.optionsThatAreSettings.merging(LearnCommand.optionsThatAreSettings) { $1 })
    if let other = assignments.first(where: { $0.key == "file" }) {
      throw UsageError(
        "both '\(path)' and file=\(other.value) name the table; leave out the latter",
        hint: arguments.hint)
    }
    learning = try LearnCommand(
      arguments, task: CSVTask.name,
      assignments: [.init("file", file.lastPathComponent)] + assignments,
      store: DataStore().withTable(in: folder), options: Self.options)
  }

  private static let optionsThatAreSettings = [
    "--target": "target", "--task": "goal", "--separator": "separator", "--header": "header",
    "--held-out": "heldOut", "--ignore": "ignore", "--words": "words",
  ]

  func run() throws -> ExitStatus { try learning.run() }
}
