import RLReports
import RLRuns
import RLSupervised

/// `rlrun compare RUN ... vs RUN ...`
struct CompareCommand: Command {
  static let name = "compare"

  /// The paths of each group.
  let first: [String]
  let second: [String]
  let printsJSON: Bool
  private let toolkit: Toolkit

  init(_ arguments: ParsedArguments) throws(UsageError) {
    let groups = arguments.positionals.split(separator: "vs", omittingEmptySubsequences: false)
    guard groups.count == 2, !groups[0].isEmpty, !groups[1].isEmpty else {
      throw UsageError(
        "two groups of runs are needed, with 'vs' between them; for example: "
          + "rlrun compare runs/cartpole-dqn-* vs runs/cartpole-reinforce-*",
        hint: arguments.hint)
    }
    (first, second) = (Array(groups[0]), Array(groups[1]))
    printsJSON = arguments.has("--json")
    toolkit = arguments.tool.toolkit(data: DataStore(folder: nil))
  }

  func run() throws -> ExitStatus {
    let folders = [try Self.folders(first), try Self.folders(second)]
    let subjects = try folders.map { folders in
      try folders.map { (folder: $0, subject: try toolkit.toldSubject(of: $0)) }
    }
    let all = subjects.joined()
    if let other = all.first(where: { $0.subject != subjects[0][0].subject }) {
      throw UsageError(
        "\(subjects[0][0].folder.path) and \(other.folder.path) are the run of an agent and that of a "
          + "task, which have no number to be compared by")
    }
    return try compare(subjects[0][0].subject, folders)
  }

  private func compare<Subject: ToldSubject>(
    _ subject: Subject.Type, _ folders: [[RunFolder]]
  ) throws -> ExitStatus {
    let comparison = try Comparison<Subject>(
      RunGroup(folders[0]), RunGroup(folders[1]), toolkit)
    for folder in folders.joined() {
      try RunConfiguration<Subject>.read(from: folder).toldAgreement(in: folder)
    }
    for warning in comparison.warnings { Output.complain("warning: \(warning)") }
    try Output.print(lines: printsJSON ? [try printedJSON(comparison)] : comparison.lines)
    return .success
  }

  /// The folders of a group's runs.
  private static func folders(_ paths: [String]) throws -> [RunFolder] {
    let folders = try UsageError.wrapping { try paths.flatMap { try RunFolder.openAll($0) } }
    var known: [RunFolder.Identity: RunFolder] = [:]
    for folder in folders {
      guard let identity = folder.identity else { continue }
      if let other = known.updateValue(folder, forKey: identity) {
        let names = other.path == folder.path ? "" : ", also as \(folder.path)"
        throw UsageError("\(other.path) is twice in one group\(names)")
      }
    }
    return folders
  }
}
