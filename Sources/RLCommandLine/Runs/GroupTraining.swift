import RLParallel
import RLReports
import RLRuns

/// Several runs that train side by side, each on one core, such as those of several seeds.
///
/// Each one is the run that it would be alone. It builds all it needs on the thread that trains it and
/// stays there, so that the runs do not meet.
struct GroupTraining<T: ToldTraining> {
  /// One of the runs.
  struct Member: Sendable {
    /// What tells it from the others: `seed 3`, `adam`.
    let name: String
    let run: PreparedRun<T>
    /// Its folder, not made yet.
    let path: String
  }

  /// How a run ended: with a result, which may be that of an interrupted run, or not.
  struct End: Sendable {
    let member: Member
    let result: Result<RunResult<T.Subject>, any Error>
  }

  let members: [Member]
  /// How many train at once; no more than there are cores.
  let workers: Int
  let toolkit: Toolkit
  let isQuiet: Bool
  /// What a run is called.
  var noun = "seed"
  /// Whether a line of each run that ended stays.
  var tellsEach = false

  /// Trains the runs. Those that an interruption kept from beginning are missing from the result.
  func train() -> [End] {
    let progress = SharedProgress(
      GroupProgressText(
        runs: members.count, called: noun, comparedBy: T.Subject.glanceTitle), isQuiet: isQuiet)
    defer { progress.finish() }
    return Threads.sideBySide(
      members.count, workers: workers, until: Interruption.isRequested
    ) { index in
      let member = members[index]
      progress.update { $0.begin(member.name) }
      let result = Result { try train(member, progress) }
      let end = try? result.get()
      let change = { (text: inout GroupProgressText) in
        text.end(
          member.name, score: end.flatMap { T.Subject.outcomes($0).first?.outcome.score },
          isSolved: end.flatMap(T.Subject.isSolved), hasFailed: end == nil)
      }
      if tellsEach {
        progress.tell(line(member.name, end), change)
      } else {
        progress.update(change)
      }
      return End(member: member, result: result)
    }
  }

  private func train(
    _ member: Member, _ progress: SharedProgress<GroupProgressText>
  ) throws -> RunResult<T.Subject> {
    let training = try member.run.blank
    let folder = try RunFolder.create(at: member.path)
    let session = try RunSession.begin(member.run, training, in: folder)
    do {
      _ = try Interruption.training { isInterrupted in
        try session.train(isInterrupted: isInterrupted) { state, record, _ in
          let text = T.progress(state.training, record.recent)
          progress.update { $0.update(member.name, text.step, of: text.steps, text.glance) }
        }
      }
      return try session.finish()
    } catch {
      throw RunFailure(error, session, option: T.option(of: toolkit))
    }
  }

  private func line(_ name: String, _ result: RunResult<T.Subject>?) -> String {
    guard let result else { return "\(name)  failed" }
    let (titles, rows) = T.Subject.cells([result])
    let seconds = result.isInterrupted ? "interrupted" : duration(result.trainSeconds)
    return ([name] + zip(titles, rows[0]).map { "\($0) \($1)" } + [seconds])
      .joined(separator: "  ")
  }
}

/// Columns of a table, the first one to the left and the others to the right.
func tableLines(_ rows: [[String]]) -> [String] {
  let columns = rows.map(\.count).max() ?? 0
  let widths = (0..<columns).map { column in
    rows.map { $0.indices.contains(column) ? $0[column].count : 0 }.max() ?? 0
  }
  return rows.map { row in
    row.indices.map { $0 == 0 ? padded(row[0], widths[0]) : aligned(row[$0], widths[$0]) }
      .joined(separator: "  ").trimmingEnd()
  }
}
