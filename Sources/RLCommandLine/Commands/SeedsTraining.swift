import Agents
import Environments
import RLParallel
import RLRuns

/// `rlrun ENVIRONMENT --agent AGENT --seeds SEEDS`: a run for each seed, several at once.
///
/// Each one is the run that `--seed` alone makes. It builds all it needs on the thread that trains it
/// and stays there, so that the runs do not meet.
struct SeedsTraining {
  /// The run, but for its seed.
  let run: RunConfiguration
  let seeds: [UInt64]
  /// How many train at once; no more than there are cores.
  let workers: Int
  /// The folder for the runs' folders; nil for fresh ones in `runs`.
  let parent: String?
  let isQuiet: Bool
  let printsJSON: Bool
  /// The command that trains some of the seeds with all else the same.
  let commandLine: @Sendable (ArraySlice<UInt64>) -> String

  func callAsFunction<A: Agent>(_ agent: A.Type) throws -> ExitStatus {
    let prepared = try UsageError.wrapping { try PreparedRun<A>(run) }
    if let parent { try UsageError.wrapping { try RunFolder.makeParent(parent, of: seeds) } }
    Interruption.watch()
    let steps = prepared.configuration.steps
    tellBegin(steps)
    let progress = SharedProgress(
      SeedsProgressText(seeds: seeds.count, stepsEach: steps), isQuiet: isQuiet)
    let ends = Threads.sideBySide(
      seeds.count, workers: workers, until: Interruption.isRequested
    ) {
      train(agent, seed: seeds[$0], progress)
    }
    progress.finish()
    let report = SeedsReport(run, seeds, ends, threshold: prepared.threshold)
    let text = printsJSON ? try compactJSON(report) : report.text
    if !text.isEmpty { try Output.print(text) }
    report.tellProblems()
    let complete = report.results.filter { !$0.isInterrupted }.map(\.run)
    if Interruption.isRequested {
      report.tellInterruption(commandLine)
      return Interruption.status
    }
    if !isQuiet, let next = nextStep(with: complete, in: parent) { Output.tell(next) }
    return report.failures.isEmpty && report.problem == nil ? .success : .failure
  }

  private func tellBegin(_ steps: Int) {
    let each = seeds.count == 1 ? "1 seed" : "each of \(grouped(seeds.count)) seeds"
    let text =
      "training \(run.agent) on \(run.environment) for \(grouped(steps)) steps on \(each), "
      + "\(workers) at once (\(run.toldPreset))"
    if !isQuiet { Output.say(text) }
  }

  private func train<A: Agent>(
    _ agent: A.Type, seed: UInt64, _ progress: SharedProgress<SeedsProgressText>
  ) -> SeedEnd {
    progress.update { $0.begin(seed) }
    do {
      let result = try result(agent, seed: seed, progress)
      progress.update { $0.end(seed, result) }
      return .result(result)
    } catch {
      progress.update { $0.end(seed, nil) }
      return .failure(SeedFailure(seed: seed, problem: "\(error)"))
    }
  }

  private func result<A: Agent>(
    _ agent: A.Type, seed: UInt64, _ progress: SharedProgress<SeedsProgressText>
  ) throws -> RunResult {
    var run = run
    run.seed = seed
    let prepared = try PreparedRun<A>(run)
    let folder =
      try parent.map { try RunFolder.create(at: "\($0)/seed-\(seed)") } ?? .fresh(for: run)
    let session = try RunSession.begin(
      run, RunSnapshot(run, prepared, prepared.blank), in: folder)
    do {
      _ = try session.train {
        Interruption.isRequested
      } watch: { state, record, _ in
        progress.update {
          $0.update(seed, step: state.status.step, recentMean: record.recentMean)
        }
      }
      return try session.finish()
    } catch {
      throw RunFailure(error, session)
    }
  }
}

/// How the run of a seed ended: with a result, which may be that of an interrupted run, or not.
enum SeedEnd: Sendable {
  case result(RunResult)
  case failure(SeedFailure)
}

/// A seed whose run could not be completed.
struct SeedFailure: Error, Sendable, Hashable, Encodable {
  let seed: UInt64
  let problem: String
}
