import RLParallel
import RLRuns
import RLSupervised

/// Several runs of one task that train side by side, each on one core. Each one is the run that it
/// would be alone.
struct TaskGroup {
  /// One of the runs.
  struct Member: Sendable {
    /// What tells it from the others: `seed 3`, `adam`.
    let name: String
    let run: TaskRun
    /// Its folder, not made yet; nil for a fresh one.
    let path: String?
  }

  /// How a run ended.
  struct End: Sendable {
    let member: Member
    let result: Result<TaskResult, any Error>
  }

  let members: [Member]
  /// How many train at once; no more than there are cores.
  let workers: Int
  let store: DataStore
  let isQuiet: Bool

  /// Trains the runs. Those that an interruption kept from beginning are missing from the result.
  func train<T: SupervisedTask>(_ task: T.Type) -> [End] {
    let progress = SharedProgress(TaskGroupProgressText(runs: members.count), isQuiet: isQuiet)
    defer { progress.finish() }
    return Threads.sideBySide(
      members.count, workers: workers, until: Interruption.isRequested
    ) { index in
      let member = members[index]
      let result = Result {
        try train(task, member) { part in progress.update { $0.parts[index] = part } }
      }
      progress.tell(line(member.name, result)) { $0.end(index) }
      return End(member: member, result: result)
    }
  }

  private func train<T: SupervisedTask>(
    _ task: T.Type, _ member: Member, watch: (_ part: Double) -> Void
  ) throws -> TaskResult {
    let training = try member.run.start(task, data: store)
    let folder = try member.path.map { try RunFolder.create(at: $0) } ?? .fresh(for: member.run)
    let session = try RunSession.begin(
      member.run.on(training), TaskRunState(training), in: folder)
    do {
      _ = try session.train {
        Interruption.isRequested
      } watch: { state, _, _ in
        watch(Double(state.training.updates) / Double(max(state.training.allUpdates, 1)))
      }
      return try session.finish()
    } catch {
      throw RunFailure(error, session, data: store)
    }
  }

  private func line(_ name: String, _ end: Result<TaskResult, any Error>) -> String {
    guard let result = try? end.get() else { return "\(name)  failed" }
    let metrics = result.metrics.prefix(3).map { "\($0.title) \($0.text)" }
    let seconds = result.isInterrupted ? "interrupted" : "\(withDecimals(result.trainSeconds, 1)) s"
    return ([name] + metrics + [seconds]).joined(separator: "  ")
  }
}

extension TaskGroup {
  /// Tells what went wrong, and what there is after an interruption, and gives how the process ends.
  ///
  /// - Parameter command: trains the runs from an index on.
  func tellProblems(_ ends: [End], command: ((Int) -> String)? = nil) -> ExitStatus {
    var status = ExitStatus.success
    for end in ends {
      guard case .failure(let error) = end.result else { continue }
      Output.complain("\(end.member.name) failed: \(error)")
      status = .failure
    }
    guard Interruption.isRequested else { return status }
    tellInterruption(ends)
    if let command, ends.count < members.count {
      Output.tell("train the rest with: \(command(ends.count))")
    }
    return Interruption.status
  }

  /// Tells how to see the runs, unless they were interrupted.
  ///
  /// - Parameter parent: the folder that holds them, if any.
  func tellNext(_ ends: [End], in parent: String?) {
    guard !isQuiet, !Interruption.isRequested else { return }
    nextStep(with: ends.complete.map(\.result.run), in: parent, options: store.option)
      .map(Output.tell)
  }

  private func tellInterruption(_ ends: [End]) {
    let stopped = ends.compactMap { try? $0.result.get() }.filter(\.isInterrupted)
    var parts = ["\(ends.complete.count) of \(members.count) runs are complete"]
    if !stopped.isEmpty { parts.append("\(stopped.count) saved as they stand") }
    // Runs begin in order.
    let rest = members.dropFirst(ends.count).map(\.name)
    if !rest.isEmpty { parts.append("not begun: \(rest.joined(separator: ", "))") }
    Output.say("rlrun: interrupted; \(parts.joined(separator: ", "))")
    if !stopped.isEmpty {
      let paths = stopped.map { shellWord($0.run) }
      Output.tell("go on with: rlrun resume \(paths.joined(separator: " "))\(store.option)")
    }
  }
}

extension [TaskGroup.End] {
  /// The runs that came to their end, with what they got.
  var complete: [(member: TaskGroup.Member, result: TaskResult)] {
    compactMap { end in
      guard let result = try? end.result.get(), !result.isInterrupted else { return nil }
      return (end.member, result)
    }
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
