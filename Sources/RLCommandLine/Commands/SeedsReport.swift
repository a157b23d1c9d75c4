import Agents
import RLReports
import RLRuns

/// What is told about the runs of several seeds.
struct SeedsReport {
  let run: RunConfiguration
  let seeds: [UInt64]
  /// Of each run that did not fail, in the order of the seeds.
  let results: [RunResult]
  let failures: [SeedFailure]
  /// Over all seeds. Nil where no run came to its end, and after an interruption: the runs that end
  /// early are the solved ones, so that those which are complete would look too good.
  let summary: GroupSummary?
  /// Why they have no statistics, where they should.
  let problem: SampleError?

  init(
    _ run: RunConfiguration, _ seeds: [UInt64], _ ends: [SeedEnd], threshold: Double?
  ) {
    self.run = run
    self.seeds = seeds
    results = ends.compactMap { if case .result(let result) = $0 { result } else { nil } }
    failures = ends.compactMap { if case .failure(let failure) = $0 { failure } else { nil } }
    let outcomes = results.compactMap(\.outcome)
    do throws(SampleError) {
      let isWhole = outcomes.count + failures.count == seeds.count && !outcomes.isEmpty
      summary =
        isWhole
        ? try GroupSummary(outcomes, failures: failures.count, threshold: threshold) : nil
      problem = nil
    } catch {
      (summary, problem) = (nil, error)
    }
  }

  /// A line for each run, and the statistics; empty where every run failed.
  var text: String {
    var lines = table
    if let summary {
      if !lines.isEmpty { lines.append("") }
      lines.append(
        "over \(TrainingReport.count(summary.seeds, "seed"))"
          + (summary.hasIntervals ? ", with 95 % confidence intervals" : "")
          + (summary.threshold.map { " (threshold \(significantTrimmed($0)))" } ?? ""))
      if summary.failures > 0 { lines.append(wrapped(failureNote(summary))) }
      lines += summary.rows.map { padded($0.name, 22) + $0.value }
    }
    return lines.joined(separator: "\n")
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
    let rows = [["seed", "return", "solved", "steps", "seconds", "run"]] + results.map(cells)
    let widths = rows[0].indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
    return rows.map { row in
      (row.dropLast().indices.map { aligned(row[$0], widths[$0]) } + [row[row.count - 1]])
        .joined(separator: "  ")
    }
  }

  /// How many decimals a return is told with.
  private var decimals: Int {
    GroupSummary.decimals(for: results.compactMap(\.evaluation?.mean))
  }

  private func cells(_ result: RunResult) -> [String] {
    [
      "\(result.seed)",
      result.evaluation.map { withDecimals($0.mean, decimals) } ?? "stopped",
      result.isSolved.map { $0 ? "yes" : "no" } ?? "-",
      grouped(result.counters.steps), withDecimals(result.trainSeconds, 2), result.run,
    ]
  }

  /// Says which seeds failed, and why.
  func tellProblems() {
    for failure in failures.prefix(10) {
      Output.complain("seed \(failure.seed) failed: \(failure.problem)")
    }
    if failures.count > 10 { Output.complain("\(failures.count - 10) more seeds failed") }
    if let problem { Output.complain("there are no statistics: \(problem)") }
  }

  /// Says what there is after an interruption, and how to go on.
  ///
  /// - Parameter commandLine: the command that trains some of the seeds.
  func tellInterruption(_ commandLine: (ArraySlice<UInt64>) -> String) {
    let stopped = results.filter(\.isInterrupted)
    var parts = ["\(results.count - stopped.count) of \(seeds.count) seeds are complete"]
    if !stopped.isEmpty { parts.append("\(stopped.count) saved as they stand") }
    let begun = results.count + failures.count
    if begun < seeds.count { parts.append("those from seed \(seeds[begun]) on not begun") }
    Output.say("rlrun: interrupted; \(parts.joined(separator: ", "))")
    if !stopped.isEmpty {
      let paths = stopped.map { shellWord($0.run) }
      Output.tell("go on with: rlrun resume \(paths.joined(separator: " "))")
    }
    if begun < seeds.count { Output.tell("train the rest with: \(commandLine(seeds[begun...]))") }
  }
}

extension SeedsReport: Encodable {
  private enum CodingKeys: String, CodingKey {
    case environment, agent, preset, seeds, summary, failed
  }

  /// Missing statistics are null, as after an interruption; `failed` is there only where some did.
  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(run.environment, forKey: .environment)
    try container.encode(run.agent, forKey: .agent)
    try container.encode(run.preset, forKey: .preset)
    try container.encode(results, forKey: .seeds)
    try container.encode(summary, forKey: .summary)
    if !failures.isEmpty { try container.encode(failures, forKey: .failed) }
  }
}
