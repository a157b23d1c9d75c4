import Environments
import RLRuns
import RLSettings

/// Complete runs of one environment, summarised together.
package struct RunGroup: Sendable {
  package struct Member: Sendable {
    package let folder: RunFolder
    package let run: RunConfiguration
    package let result: RecordedResult
  }

  /// At least one.
  package let members: [Member]
  package let summary: GroupSummary

  /// Reads the runs of folders.
  ///
  /// - Parameter folders: at least one.
  /// - Throws: `RunGroupError` where the runs are not of one environment; otherwise as
  ///   `RunFolder.readConfiguration` and `RecordedResult.read`.
  package init(_ folders: [RunFolder]) throws {
    guard !folders.isEmpty else { fatalError("a group has at least 1 run") }
    let members = try folders.map { folder in
      Member(
        folder: folder, run: try folder.readConfiguration(), result: try .read(from: folder))
    }
    for member in members { try member.check() }
    for other in members.dropFirst() { try RunGroupError.check(members[0], other) }
    self.members = members
    summary = try GroupSummary(
      members.map(\.result.outcome), threshold: members[0].result.threshold)
  }

  /// The environment of all runs, with its settings.
  package var environment: String { members[0].run.environment }

  /// The algorithms, each once.
  package var agents: [String] { distinct(members.map(\.run.agent)) }

  /// The presets, each once.
  package var presets: [String] { distinct(members.map(\.run.preset)) }

  package var returns: [Double] { members.map(\.result.outcome.meanReturn) }

  /// What is not the same in all runs, but should be where only seeds are to differ.
  package var mixtures: [String] {
    if agents.count > 1 { return ["agent (\(agents.joined(separator: ", ")))"] }
    var mixtures = differences(members.map(\.run.hyperparameters))
    let episodes = distinct(members.map { "\($0.run.evaluationEpisodes)" })
    if episodes.count > 1 {
      mixtures.append("evaluation episodes (\(episodes.joined(separator: ", ")))")
    }
    if members.contains(where: { $0.run.ancestors != members[0].run.ancestors }) {
      mixtures.append("what they were forked from")
    }
    let versions = distinct(members.map(\.run.version))
    if versions.count > 1 { mixtures.append("version (\(versions.joined(separator: ", ")))") }
    return mixtures
  }

  /// The seeds that more than one run has, without need where all else is equal too.
  package var repeatedSeeds: [UInt64] {
    var counts: [UInt64: Int] = [:]
    for member in members { counts[member.run.seed, default: 0] += 1 }
    return counts.filter { $0.value > 1 }.keys.sorted()
  }

  /// What is to be told where the environments of groups differ; nil where they do not.
  ///
  /// - Parameter runs: one of each group.
  package static func environmentWarning(_ runs: [RunConfiguration]) -> String? {
    environmentDifference(runs).map {
      "the groups differ in their environment, so their returns say little about each other: \($0)"
    }
  }
}

extension RunGroup.Member {
  /// Sees to it that configuration and result are of one run.
  fileprivate func check() throws(RunFileError) {
    for (field, found, expected) in [
      ("environment", result.environment, run.environment), ("agent", result.agent, run.agent),
      ("seed", "\(result.seed)", "\(run.seed)"),
    ] where found != expected {
      throw RunFileError(
        file: folder.resultPath, field: field,
        problem: "found \(found), expected \(expected) as in config.json")
    }
  }
}

/// Runs that are not of one environment cannot be summarised together.
package struct RunGroupError: Error, Hashable, CustomStringConvertible {
  package let first: String
  package let second: String
  /// What differs, and how.
  package let difference: String

  package var description: String {
    "\(first) and \(second) are not of one environment, which a group must be: \(difference)"
  }

  fileprivate static func check(
    _ first: RunGroup.Member, _ second: RunGroup.Member
  ) throws(RunGroupError) {
    var difference = environmentDifference([first.run, second.run])
    if difference == nil && first.result.threshold != second.result.threshold {
      func text(_ value: Double?) -> String { value.map { "\($0)" } ?? "none" }
      difference = "threshold (\(text(first.result.threshold)), \(text(second.result.threshold)))"
    }
    if let difference {
      throw RunGroupError(
        first: first.folder.path, second: second.folder.path, difference: difference)
    }
  }
}

/// How the environments of runs differ, or the settings of one environment; nil where they do not.
private func environmentDifference(_ runs: [RunConfiguration]) -> String? {
  let environments = distinct(runs.map(\.environment))
  let settings = environments.flatMap { environment in
    differences(runs.filter { $0.environment == environment }.map(\.environmentSettings))
  }
  let all = (environments.count > 1 ? environments : []) + settings
  return all.isEmpty ? nil : all.joined(separator: ", ")
}

/// The settings that differ, by key, each with its values: `learningRate (0.001, 0.0001)`.
private func differences(_ all: [[String: SettingValue]]) -> [String] {
  Set(all.flatMap(\.keys)).sorted().compactMap { key in
    let values = distinct(all.map { $0[key]?.description ?? "none" })
    return values.count > 1 ? "\(key) (\(values.joined(separator: ", ")))" : nil
  }
}

/// Each text once, in the order in which they appear.
private func distinct(_ texts: [String]) -> [String] {
  var known: Set<String> = []
  return texts.filter { known.insert($0).inserted }
}
