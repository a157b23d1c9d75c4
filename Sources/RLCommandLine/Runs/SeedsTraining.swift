import RLReports
import RLRuns

/// `--seeds SEEDS`: a run for each seed, several at once.
struct SeedsTraining<T: ToldTraining> {
  /// The run, but for its seed.
  let run: PreparedRun<T>
  let seeds: [UInt64]
  /// How many train at once; no more than there are cores.
  let workers: Int
  let toolkit: Toolkit
  /// The folder for the runs' folders; nil for a fresh one in `runs`.
  let parent: String?
  let isQuiet: Bool
  let printsJSON: Bool
  /// The command that trains some of the seeds with all else the same.
  let commandLine: (ArraySlice<UInt64>, _ parent: String) -> String
  /// The score at which a run counts as solved.
  let threshold: Double?

  func callAsFunction() throws -> ExitStatus {
    // What is wrong with all seeds is told once, before folders are made.
    let first = try run.blank
    let configuration = run.configuration
    let parent = try UsageError.wrapping { try makeParent() }
    Interruption.watch()
    let each = seeds.count == 1 ? "1 seed" : "each of \(grouped(seeds.count)) seeds"
    let preset = configuration.toldPreset(toolkit, besides: T.Subject.settingsToldBeside)
    if !isQuiet {
      Output.say(
        "training \(first.told(configuration)) on \(each), \(workers) at once (\(preset))")
    }
    for doubt in first.doubts { Output.complain("warning: \(doubt)") }
    let members = seeds.map { seed in
      GroupTraining<T>.Member(
        name: "seed \(seed)", run: run.seeded(seed), path: "\(parent)/seed-\(seed)")
    }
    let group = GroupTraining(
      members: members, workers: workers, toolkit: toolkit, isQuiet: isQuiet)
    let report = GroupReport(
      configuration, members, group.train(), areSeeds: true, threshold: threshold)
    let text = printsJSON ? try printedJSON(report) : report.text
    if !text.isEmpty { try Output.print(text) }
    report.tellProblems()
    if Interruption.isRequested {
      report.tellInterruption(toolkit) { commandLine(seeds[$0...], parent) }
      return Interruption.status
    }
    let complete = report.complete.map(\.result.run)
    if !isQuiet, let next = nextStep(with: complete, in: parent, options: T.option(of: toolkit)) {
      Output.tell(next)
    }
    return report.failures.isEmpty && report.problem == nil ? .success : .failure
  }

  /// The folder for the runs' folders.
  private func makeParent() throws -> String {
    if let parent {
      try RunFolder.makeParent(parent, of: seeds)
      return parent
    }
    let name = try RunFolder.name(of: run.configuration, toolkit)
    return try RunFolder.createFresh(in: "runs", name: name).path
  }
}
