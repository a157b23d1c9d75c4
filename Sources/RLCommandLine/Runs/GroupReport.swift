import RLReports
import RLRuns

/// What is told about runs that were trained side by side: those that differ in their seed alone with
/// statistics.
struct GroupReport<T: ToldTraining> {
  let run: RunConfiguration<T.Subject>
  private let areSeeds: Bool
  /// The names of all runs, in their order.
  let names: [String]
  /// Of each run that did not fail.
  let results: [(name: String, result: RunResult<T.Subject>)]
  let failures: [Failure]
  /// Over all runs, by each score. Empty where no run came to its end, and after an interruption: the
  /// runs that end early are the solved ones, so that those which are complete would look too good.
  let summaries: [(score: String, summary: GroupSummary)]
  /// Why they have no statistics, where they should.
  let problem: SampleError?

  /// A run that could not be completed.
  struct Failure: Sendable, Encodable {
    let name: String
    let seed: UInt64
    let problem: String
    /// The problem, line by line.
    let lines: [String]

    init(name: String, seed: UInt64, _ problem: any Error) {
      (self.name, self.seed) = (name, seed)
      lines = Output.lines(of: problem)
      self.problem = "\(problem)"
    }

    private enum CodingKeys: String, CodingKey { case seed, problem }
  }

  /// - Parameters:
  ///   - areSeeds: whether the runs differ in their seed alone.
  ///   - threshold: the score at which a run counts as solved.
  init(
    _ run: RunConfiguration<T.Subject>, _ members: [GroupTraining<T>.Member],
    _ ends: [GroupTraining<T>.End], areSeeds: Bool, threshold: Double? = nil
  ) {
    self.run = run
    self.areSeeds = areSeeds
    names = members.map(\.name)
    results = ends.compactMap { end in
      (try? end.result.get()).map { (end.member.name, $0) }
    }
    failures = ends.compactMap { end in
      guard case .failure(let error) = end.result else { return nil }
      return Failure(name: end.member.name, seed: end.member.run.seed, error)
    }
    let outcomes = results.map { T.Subject.outcomes($0.result) }.filter { !$0.isEmpty }
    let failed = failures.count
    do throws(SampleError) {
      var summaries: [(score: String, summary: GroupSummary)] = []
      if areSeeds, outcomes.count + failed == members.count, let first = outcomes.first {
        for score in first.map(\.score) {
          let all = outcomes.compactMap { $0.first { $0.score == score }?.outcome }
          summaries.append(
            (score, try GroupSummary(all, failures: failed, threshold: threshold)))
        }
      }
      self.summaries = summaries
      problem = nil
    } catch {
      (summaries, problem) = ([], error)
    }
  }

  /// A line for each run, and the statistics; empty where every run failed.
  var text: String {
    var lines = table
    if let summary = summaries.first?.summary {
      if !lines.isEmpty { lines.append("") }
      lines.append(
        "over \(count(summary.seeds, "seed"))"
          + (summary.hasIntervals ? ", with 95 % confidence intervals" : "")
          + (summary.threshold.map { " (threshold \(significantTrimmed($0)))" } ?? ""))
      if summary.failures > 0 { lines.append(wrapped(failureNote(summary))) }
      if run.subject.learner != nil {
        lines += summary.rows.map { padded($0.name, 22) + $0.value }
      } else {
        lines += scoreTable
      }
    }
    return lines.joined(separator: "\n")
  }

  /// A row for each number that runs are compared by.
  private var scoreTable: [String] {
    let rows = summaries.map { score, summary in
      let values = [
        summary.mean.value, summary.min, summary.median, summary.max,
      ].map { T.Subject.text($0, of: score) }
      let interval = [summary.mean.low, summary.mean.high].map { T.Subject.text($0, of: score) }
      let mean =
        summary.hasReturnIntervals
        ? "\(values[0]) [\(interval.joined(separator: ", "))]" : values[0]
      return [T.Subject.title(ofScore: score), mean] + values.dropFirst()
    }
    return tableLines([["", "mean", "least", "median", "greatest"]] + rows)
  }

  /// What the figures hold where seeds failed.
  private func failureNote(_ summary: GroupSummary) -> String {
    let (failures, rest) = (summary.failures, summary.seeds - summary.failures)
    return
      "\(grouped(failures)) of them failed and \(failures == 1 ? "has" : "have") no return: "
      + (rest == 1
        ? "the returns are of the other one" : "IQM to max are of the other \(grouped(rest))")
      + (summary.threshold == nil ? "" : "; a failed seed is not solved")
  }

  private var table: [String] {
    guard !results.isEmpty else { return [] }
    let (titles, cells) = T.Subject.cells(results.map(\.result))
    let rows =
      [["seed"] + titles + ["seconds", "run"]]
      + zip(results, cells).map { end, cells in
        ["\(end.result.seed)"] + cells + [withDigits(end.result.trainSeconds, 2), end.result.run]
      }
    let widths = rows[0].indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
    return rows.map { row in
      (row.dropLast().indices.map { aligned(row[$0], widths[$0]) } + [row[row.count - 1]])
        .joined(separator: "  ")
    }
  }

  /// The runs that came to their end.
  var complete: [(name: String, result: RunResult<T.Subject>)] {
    results.filter { !$0.result.isInterrupted }
  }

  /// Says which runs failed, and why.
  func tellProblems() {
    for failure in failures.prefix(10) {
      Output.complain(
        lines: ["\(failure.name) failed: \(failure.lines[0])"] + failure.lines.dropFirst())
    }
    if failures.count > 10 { Output.complain("\(failures.count - 10) more failed") }
    if let problem { Output.complain("there are no statistics: \(problem)") }
  }

  /// Says what there is after an interruption, and how to go on.
  ///
  /// - Parameter command: trains the runs from an index on; nil where there is none.
  func tellInterruption(_ toolkit: Toolkit, command: ((Int) -> String)?) {
    let stopped = results.filter(\.result.isInterrupted)
    var parts = [
      "\(complete.count) of \(count(names.count, areSeeds ? "seed" : "run")) are complete"
    ]
    if !stopped.isEmpty { parts.append("\(stopped.count) saved as they stand") }
    let begun = results.count + failures.count
    if begun < names.count { parts.append("those from \(names[begun]) on not begun") }
    Output.say("\(CommandLineTool.program): interrupted; \(parts.joined(separator: ", "))")
    if !stopped.isEmpty {
      let paths = stopped.map { shellPath($0.result.run) }.joined(separator: " ")
      Output.tell("go on with: rlrun resume \(paths)\(T.option(of: toolkit))")
    }
    if begun < names.count, let command {
      Output.tell("train the rest with: \(command(begun))")
    }
  }
}

extension GroupReport: Encodable {
  /// Missing statistics are null, as after an interruption; `failed` is there only where some did. Of
  /// runs that are compared by several numbers, `summary` has a summary for each.
  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: FieldName.self)
    for name in run.subject.names { try container.encode(name.value, forKey: FieldName(name.key)) }
    try container.encode(run.preset, forKey: FieldName("preset"))
    try container.encode(results.map(\.result), forKey: FieldName("seeds"))
    if run.subject.learner != nil || summaries.isEmpty {
      try container.encode(summaries.first?.summary, forKey: FieldName("summary"))
    } else {
      try container.encode(
        Dictionary(uniqueKeysWithValues: summaries.map { ($0.score, $0.summary) }),
        forKey: FieldName("summary"))
    }
    if !failures.isEmpty { try container.encode(failures, forKey: FieldName("failed")) }
  }
}
