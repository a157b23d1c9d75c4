import Agents
import RLReports
import RLRuns

/// `rlrun compare RUN ... vs RUN ...`
struct CompareCommand: Command {
  static let name = "compare"
  static let options: [Option] = [.flag("--json")]
  static let help = """
    rlrun compare RUN ... vs RUN ... [options]

    Puts two groups of complete runs side by side, such as the seeds of two agents:
    interquartile mean (IQM) and mean of the returns after training, solved seeds,
    how long training took to reach the threshold, and the probability that a run
    of the first group is better than one of the second. Intervals hold with 95 %
    confidence. RUN is a run's folder, or a folder that holds runs.

      --json          print the figures as one JSON object

    Examples:
      rlrun compare runs/cartpole-dqn-* vs runs/cartpole-reinforce-*
      rlrun compare runs/plain vs runs/tuned
    """

  /// The paths of each group.
  let first: [String]
  let second: [String]
  let printsJSON: Bool

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
  }

  func run() throws -> ExitStatus {
    let folders = (try Self.folders(first), try Self.folders(second))
    let comparison = try Comparison(RunGroup(folders.0), RunGroup(folders.1))
    for warning in comparison.warnings { Output.complain("warning: \(warning)") }
    try Output.print(printsJSON ? try compactJSON(comparison) : comparison.text)
    return .success
  }

  /// The folders of a group's runs.
  private static func folders(_ paths: [String]) throws -> [RunFolder] {
    let folders = try UsageError.wrapping { try paths.flatMap { try RunFolder.openAll($0) } }
    for folder in folders { try folder.requireAgent() }
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

/// Two groups of runs side by side.
private struct Comparison {
  let first: RunGroup
  let second: RunGroup
  /// That a run of the first group has a higher return than one of the second.
  let probabilityOfImprovement: Estimate

  init(_ first: RunGroup, _ second: RunGroup) throws(SampleError) {
    self.first = first
    self.second = second
    probabilityOfImprovement = try .probabilityOfImprovement(first.returns, over: second.returns)
  }

  /// What makes the figures doubtful.
  var warnings: [String] {
    var warnings: [String] = []
    if let warning = RunGroup.environmentWarning([first.members[0].run, second.members[0].run]) {
      warnings.append(warning)
    }
    for (name, group) in [("first", first), ("second", second)] {
      let mixtures = group.mixtures
      if !mixtures.isEmpty {
        warnings.append(
          "the \(name) group mixes runs that differ in more than their seeds: "
            + mixtures.joined(separator: ", "))
      } else if let seed = group.repeatedSeeds.first {
        warnings.append(
          "the \(name) group has seed \(seed) more than once, which makes its intervals too narrow")
      }
    }
    return warnings
  }

  var text: String {
    let columns = [first, second].map { group in
      [
        ("agent", group.agents.joined(separator: ", ")),
        ("preset", group.presets.joined(separator: ", ")), ("environment", group.environment),
        ("threshold", group.summary.threshold.map(significantTrimmed) ?? "-"),
        ("runs", grouped(group.summary.seeds)),
      ] + group.summary.rows
    }
    // A group without a threshold has fewer rows.
    let names = (columns[0].count >= columns[1].count ? columns[0] : columns[1]).map(\.0)
    let values = columns.map { column in
      names.indices.map { $0 < column.count ? column[$0].1 : "-" }
    }
    let width = (values[0] + ["first"]).map(\.count).max() ?? 0
    let rows = zip([""] + names, zip(["first"] + values[0], ["second"] + values[1]))
    let lines = rows.map { name, values in
      (padded(name, 22) + padded(values.0, width + 2) + values.1).trimmingEnd()
    }
    let chance = probabilityOfImprovement
    let hasInterval = first.summary.hasReturnIntervals && second.summary.hasReturnIntervals
    return
      (lines + [
        "",
        "probability of improvement of the first over the second:",
        "                      \(chance.text(3, hasInterval: hasInterval))",
      ]).joined(separator: "\n")
  }
}

extension Comparison: Encodable {
  private enum CodingKeys: String, CodingKey {
    case first, second, probabilityOfImprovement, warnings
  }

  private struct Group: Encodable {
    let environment: String
    let agents: [String]
    let presets: [String]
    let runs: [String]
    let summary: GroupSummary

    init(_ group: RunGroup) {
      environment = group.environment
      agents = group.agents
      presets = group.presets
      runs = group.members.map(\.folder.path)
      summary = group.summary
    }
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(Group(first), forKey: .first)
    try container.encode(Group(second), forKey: .second)
    try container.encode(probabilityOfImprovement, forKey: .probabilityOfImprovement)
    try container.encode(warnings, forKey: .warnings)
  }
}
