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
    confidence. The settings in which the groups differ stand above the figures. RUN
    is a run's folder, or a folder that holds runs.

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
  /// The settings in which they differ.
  let differences: [SettingDifference]

  init(_ first: RunGroup, _ second: RunGroup) throws(SampleError) {
    self.first = first
    self.second = second
    differences = Self.differences(first, second)
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

  /// The settings that are not the same in both groups; of different agents, those that both have.
  private static func differences(_ first: RunGroup, _ second: RunGroup) -> [SettingDifference] {
    let settings = [first, second].map { group in
      group.members.flatMap(\.run.configuredSettings)
    }
    let isOfOneAgent = Set(first.agents + second.agents).count == 1
    func values(_ name: String, in group: Int) -> String? {
      let texts = settings[group].filter { $0.name == name }.map { shortText("\($0.value)") }
      let distinct = texts.indices.filter { !texts[..<$0].contains(texts[$0]) }
      return texts.isEmpty ? nil : distinct.map { texts[$0] }.joined(separator: ", ")
    }
    return Set(settings.joined().map(\.name)).sorted().compactMap { name in
      let (one, other) = (values(name, in: 0), values(name, in: 1))
      let isTold = one != other && (isOfOneAgent || (one != nil && other != nil))
      return isTold ? SettingDifference(name: name, first: one, second: other) : nil
    }
  }

  /// What the groups are called: by that in which they differ, where it is short.
  private var names: [String] {
    let names = groupLabels([first, second].map { GroupExample($0.members[0].run) })
    let areMixed = [first, second].contains { !$0.mixtures.isEmpty }
    let areTelling = names[0] != names[1] && names.allSatisfy { $0.count <= 28 }
    return areTelling && !areMixed ? names : ["first", "second"]
  }

  private static func improvement(of first: String, over second: String) -> String {
    let isPlain = first == "first" && second == "second"
    let (first, second) = isPlain ? ("the first", "the second") : (first, second)
    let (start, end) = ("probability of improvement of \(first)", "over \(second):")
    return start + (start.count + end.count < 80 ? " " : "\n  ") + end
  }

  var text: String {
    let titles = names
    let settings = differences.map { ($0.name, [$0.first ?? "-", $0.second ?? "-"]) }
    let columns = [first, second].enumerated().map { index, group in
      [
        ("agent", group.agents.joined(separator: ", ")),
        ("preset", group.presets.joined(separator: ", ")), ("environment", group.environment),
      ] + settings.map { ($0, $1[index]) } + [
        ("threshold", group.summary.threshold.map(significantTrimmed) ?? "-"),
        ("runs", grouped(group.summary.seeds)),
      ] + group.summary.rows
    }
    // A group without a threshold has fewer rows.
    let names = (columns[0].count >= columns[1].count ? columns[0] : columns[1]).map(\.0)
    let values = columns.map { column in
      names.indices.map { $0 < column.count ? column[$0].1 : "-" }
    }
    let width = (values[0] + [titles[0]]).map(\.count).max() ?? 0
    let nameWidth = max(22, 2 + (names.map(\.count).max() ?? 0))
    let rows = zip([""] + names, zip([titles[0]] + values[0], [titles[1]] + values[1]))
    let lines = rows.map { name, values in
      (padded(name, nameWidth) + padded(values.0, width + 2) + values.1).trimmingEnd()
    }
    let chance = probabilityOfImprovement
    let hasInterval = first.summary.hasReturnIntervals && second.summary.hasReturnIntervals
    return
      (lines + [
        "",
        Self.improvement(of: titles[0], over: titles[1]),
        padded("", nameWidth) + "\(chance.text(3, hasInterval: hasInterval))",
      ]).joined(separator: "\n")
  }
}

extension Comparison: Encodable {
  private enum CodingKeys: String, CodingKey {
    case first, second, differences, probabilityOfImprovement, warnings
  }

  private struct Difference: Encodable {
    let name: String
    let first: String?
    let second: String?
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
    try container.encode(
      differences.map { Difference(name: $0.name, first: $0.first, second: $0.second) },
      forKey: .differences)
    try container.encode(probabilityOfImprovement, forKey: .probabilityOfImprovement)
    try container.encode(warnings, forKey: .warnings)
  }
}
