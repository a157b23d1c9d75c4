import RLSettings
import RLState

/// Complete runs of one environment, or one task, summarised together.
package struct RunGroup<Subject: RunSubject>: Sendable {
  package struct Member: Sendable {
    package let folder: RunFolder
    package let run: RunConfiguration<Subject>
    package let result: RecordedResult
  }

  /// At least one.
  package let members: [Member]
  /// The summary by each score that all have; at least one.
  package let summaries: [(score: String, summary: GroupSummary)]

  /// Reads the runs of folders.
  ///
  /// - Parameter folders: at least one.
  /// - Throws: `RunGroupError` where the runs are not of one environment or task; otherwise as
  ///   `RunConfiguration.read` and `RecordedResult.read`.
  package init(_ folders: [RunFolder]) throws {
    guard !folders.isEmpty else { fatalError("a group has at least 1 run") }
    let members = try folders.map { folder in
      let run = try RunConfiguration<Subject>.read(from: folder)
      return Member(folder: folder, run: run, result: try .read(of: run, from: folder))
    }
    for other in members.dropFirst() { try Self.check(members[0], other) }
    self.members = members
    let scores = members[0].result.scores.map(\.name).filter { name in
      members.allSatisfy { $0.result.outcome(name) != nil }
    }
    guard !scores.isEmpty else {
      throw RunGroupError(
        first: members[0].folder.path, second: members[members.count - 1].folder.path,
        problem: "kind", difference: "they are evaluated by different numbers")
    }
    summaries = try scores.map { name in
      (
        name,
        try GroupSummary(
          members.compactMap { $0.result.outcome(name) }, threshold: members[0].result.threshold)
      )
    }
  }

  /// The summary by the first score.
  package var summary: GroupSummary { summaries[0].summary }

  /// The environment of all runs, with its settings, or the task.
  package var problem: String { members[0].run.subject.problem.value }

  /// The algorithms, each once; empty of tasks.
  package var learners: [String] { distinct(members.compactMap(\.run.subject.learner)) }

  /// The presets, each once.
  package var presets: [String] { distinct(members.map(\.run.preset)) }

  /// The numbers of a score.
  package func values(_ score: String) -> [Double] {
    members.compactMap { $0.result.outcome(score)?.score }
  }

  /// What is not the same in all runs, but should be where only seeds are to differ.
  package var mixtures: [String] {
    if learners.count > 1 { return ["agent (\(learners.joined(separator: ", ")))"] }
    var mixtures = differences(members.map(\.run.settings.hyperparameters))
    for fact in members[0].run.subject.facts {
      let values = distinct(
        members.map { member in
          member.run.subject.facts.first { $0.name == fact.name }?.value ?? "none"
        })
      if values.count > 1 { mixtures.append("\(fact.name) (\(values.joined(separator: ", ")))") }
    }
    if members.contains(where: { $0.run.ancestors != members[0].run.ancestors }) {
      mixtures.append("what they were forked from")
    }
    if hasForeignData { mixtures.append("data") }
    let versions = distinct(members.map(\.run.version))
    if versions.count > 1 { mixtures.append("version (\(versions.joined(separator: ", ")))") }
    return mixtures
  }

  /// Whether runs have other data, though not because each seed draws, or holds out, its own. Where
  /// every seed has data of its own, that they are of other sources cannot be told.
  private var hasForeignData: Bool {
    let data = distinct(members.map { $0.run.data ?? "" }).count
    let seeds = distinct(members.map(\.run.seed)).count
    let both = distinct(members.map { "\($0.run.seed) \($0.run.data ?? "")" }).count
    return data > 1 && !(data == seeds && both == seeds)
  }

  /// The seeds that more than one run has, without need where all else is equal too.
  package var repeatedSeeds: [UInt64] {
    var counts: [UInt64: Int] = [:]
    for member in members { counts[member.run.seed, default: 0] += 1 }
    return counts.filter { $0.value > 1 }.keys.sorted()
  }

  /// What is to be told where the environments, or tasks, of groups differ; nil where they do not.
  ///
  /// - Parameter runs: one of each group.
  package static func problemWarning(_ runs: [RunConfiguration<Subject>]) -> String? {
    problemDifference(runs).map {
      let kind = runs[0].subject.problem.key
      let measured = kind == "environment" ? "returns" : "numbers"
      return
        "the groups differ in their \(kind), so their \(measured) say little about each other: \($0)"
    }
  }

  /// Sees to it that two runs are of one environment, or one task.
  private static func check(_ first: Member, _ second: Member) throws(RunGroupError) {
    var difference = problemDifference([first.run, second.run])
    if difference == nil && first.result.threshold != second.result.threshold {
      func text(_ value: Double?) -> String { value.map { "\($0)" } ?? "none" }
      difference = "threshold (\(text(first.result.threshold)), \(text(second.result.threshold)))"
    }
    if let difference {
      throw RunGroupError(
        first: first.folder.path, second: second.folder.path,
        problem: first.run.subject.problem.key, difference: difference)
    }
  }
}

/// Runs that are not of one environment, or one task, cannot be summarised together.
package struct RunGroupError: Error, Hashable, CustomStringConvertible {
  package let first: String
  package let second: String
  /// What a group has in common: `environment`, `task`.
  package let problem: String
  /// What differs, and how.
  package let difference: String

  package var description: String {
    "\(first) and \(second) are not of one \(problem), which a group must be: \(difference)"
  }
}

/// How the environments of runs differ, or the settings of one environment; nil where they do not.
private func problemDifference<Subject>(_ runs: [RunConfiguration<Subject>]) -> String? {
  let problems = distinct(runs.map(\.subject.problem.value))
  let settings = problems.flatMap { problem in
    differences(
      runs.filter { $0.subject.problem.value == problem }.map { $0.settings.environment ?? [:] })
  }
  let all = (problems.count > 1 ? problems : []) + settings
  return all.isEmpty ? nil : short(all.joined(separator: ", "), 1000)
}

/// The settings that differ, by key, each with its values: `learningRate (0.001, 0.0001)`.
private func differences(_ all: [[String: SettingValue]]) -> [String] {
  Set(all.flatMap(\.keys)).sorted().compactMap { key in
    let values = distinct(all.map { $0[key]?.description ?? "none" })
    return values.count > 1 ? "\(key) (\(values.map { short($0) }.joined(separator: ", ")))" : nil
  }
}
