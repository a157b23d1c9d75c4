import Environments
import RLNet

/// A run that trains in its folder, which no other process writes to meanwhile: it keeps the
/// record, evaluates on the side, and writes checkpoints.
package final class RunSession<A: Agent> {
  package let run: RunConfiguration
  package let folder: RunFolder
  /// The mean return at which the environment counts as solved.
  package let threshold: Double?
  package private(set) var training: Training<A>
  /// The step that this session trains from.
  package let firstStep: Int
  private let record: RunRecord
  private var progress: RunProgress
  private let checkpoints: CheckpointStore
  private let writer: CheckpointWriter
  /// The step at which the latest checkpoint was made, or was due.
  private var lastCheckpoint: Int
  private let lock: RunLock

  /// Begins a new run in an empty folder, which is a run's from then on.
  ///
  /// - Parameters:
  ///   - training: the run at its first step, as `PreparedRun.start` gives it.
  ///   - folder: new or empty.
  /// - Throws: `RunFolderError`, `FileError`, `RunWriteError`.
  package static func begin(
    _ run: RunConfiguration, _ prepared: PreparedRun<A>, _ training: Training<A>,
    in folder: RunFolder
  ) throws -> RunSession {
    let lock = try RunLock(folder)
    // Another process may have begun and ended a run here since the folder was found to be empty.
    guard !folder.hasConfiguration else { throw RunFolderError(folder.path, .notEmpty) }
    try CheckpointStore(folder, of: run).removePartialFiles()
    try folder.write(run)
    let snapshot = RunSnapshot(
      training: training, progress: RunProgress(run, firstStep: training.agent.counters.steps))
    let session = try RunSession(run, prepared, snapshot, folder, lock, lastCheckpoint: nil)
    try session.record.begin(diagnostics: session.training.agent.diagnostics.map(\.name))
    // What its ancestors came to need not be made again.
    if session.firstStep > 0 {
      try session.makeCheckpoint(SessionClock(earlier: 0))
      try session.writer.wait()
    }
    return session
  }

  /// Goes on with a run that was stopped: from its latest usable checkpoint, else from its first
  /// step.
  ///
  /// - Parameters:
  ///   - note: told of each checkpoint that cannot be used.
  ///   - isInterrupted: asked now and then whether to stop, where a fork's ancestors must be trained
  ///     again.
  ///   - announce: as of `PreparedRun.start`.
  /// - Returns: nil where it was interrupted.
  /// - Throws: `RunFolderError`, `FileError`, `RunWriteError`, `StateError`.
  package static func resume(
    _ run: RunConfiguration, _ prepared: PreparedRun<A>, in folder: RunFolder,
    note: (String) -> Void, isInterrupted: () -> Bool, announce: (_ step: Int) -> Void
  ) throws -> RunSession? {
    let lock = try RunLock(folder)
    // Another process may have completed it before we had the lock.
    guard !folder.hasReadableReceipt else { throw RunFolderError(folder.path, .complete) }
    let blank = RunSnapshot(
      training: prepared.blank, progress: RunProgress(run, firstStep: prepared.firstStep))
    let store = try CheckpointStore(folder, of: run)
    store.removePartialFiles()
    if let snapshot = try store.latest(into: blank, note: note) {
      let step = snapshot.training.agent.counters.steps
      // A writer that was killed may have had no time for it.
      store.removeAllButLatest(run.recording.checkpoints, atMost: step)
      return try RunSession(run, prepared, snapshot, folder, lock, lastCheckpoint: step)
    }
    let start = try prepared.start(isInterrupted: isInterrupted, announce: announce)
    guard let training = start else { return nil }
    let snapshot = RunSnapshot(training: training, progress: blank.progress)
    let session = try RunSession(run, prepared, snapshot, folder, lock, lastCheckpoint: nil)
    try session.record.begin(diagnostics: session.training.agent.diagnostics.map(\.name))
    return session
  }

  private init(
    _ run: RunConfiguration, _ prepared: PreparedRun<A>, _ snapshot: RunSnapshot<A>,
    _ folder: RunFolder, _ lock: RunLock, lastCheckpoint: Int?
  ) throws {
    self.run = run
    self.folder = folder
    self.lock = lock
    threshold = prepared.threshold
    training = snapshot.training
    progress = snapshot.progress
    firstStep = snapshot.training.agent.counters.steps
    checkpoints = try CheckpointStore(folder, of: run)
    writer = CheckpointWriter(lastStep: lastCheckpoint)
    self.lastCheckpoint = snapshot.training.agent.counters.steps
    // A state that cannot be written stops the program here, not at the first checkpoint.
    _ = snapshot.stateEntries
    record = try RunRecord(
      in: folder, from: snapshot.progress.record,
      recordsEvaluations: run.recording.evaluateEvery > 0)
  }

  /// The step of the latest checkpoint that is whole; nil where there is none.
  package var lastGoodCheckpoint: Int? { writer.lastStep }

  /// Trains to the end, or until it is interrupted, and leaves a checkpoint then.
  ///
  /// The clock is read at every sixteenth step at most where steps are short, so that neither it nor
  /// `watch` slows training.
  ///
  /// - Parameters:
  ///   - isInterrupted: asked after each step whether to stop.
  ///   - watch: called some fifty times a second at most, with the training, the seconds of this
  ///     session and the mean return of the last 100 episodes.
  /// - Returns: whether it came to its end.
  /// - Throws: `RunWriteError`, `FileError`, `RunFolderError`, `DivergenceError`.
  package func train(
    isInterrupted: () -> Bool,
    watch: (Training<A>, _ seconds: Double, _ recentMean: Double?) -> Void
  ) throws -> Bool {
    do {
      try trainAndRecord(isInterrupted, watch)
      try training.requireFiniteWeights()
    } catch {
      // What is already known is kept; the first problem is the one that is told.
      try? record.flush()
      try? writer.wait()
      throw error
    }
    return training.isFinished
  }

  private func trainAndRecord(
    _ isInterrupted: () -> Bool,
    _ watch: (Training<A>, _ seconds: Double, _ recentMean: Double?) -> Void
  ) throws {
    var clock = SessionClock(earlier: progress.seconds)
    var status = training.status
    while !status.isFinished && !isInterrupted() {
      let before = status
      try training.advance(from: &status) { record.add($0) }
      let now = status.counters
      if now.episodes != before.counters.episodes { noteCrossing(record.fullMean, clock) }
      if status.selectionSteps != before.selectionSteps {
        noteCrossing(training.selection.best?.evaluation.mean, clock)
      }
      if progress.observer.isDue(at: now.steps) {
        let start = clock.now
        let evaluation = progress.observer.evaluate(training)
        clock.observed += clock.now - start
        try record.add(evaluation, at: now.steps)
      }
      let every = run.recording.checkpointEvery
      if every > 0, now.steps / every > lastCheckpoint / every {
        // So that checkpoints are of the same steps on every machine; it is long done, as a rule.
        try writer.wait()
        try makeCheckpoint(clock)
      }
      if let seconds = clock.pace.tick() {
        if seconds - clock.lastTimed >= 1 {
          clock.lastTimed = seconds
          try record.addTime(clock.training, now)
          try record.flush()
          try writer.check()
          // Files that were taken away can still be written to, so nothing else would tell.
          try requireFolder()
        }
        watch(training, seconds, record.recentMean)
      }
    }
    try record.addTime(clock.training, status.counters)
    try writer.wait()
    if status.isFinished {
      progress.seconds = clock.training
      try record.flush()
    } else {
      try makeCheckpoint(clock)
      try writer.wait()
    }
  }

  /// Keeps when the mean return first reached the threshold.
  private func noteCrossing(_ mean: Double?, _ clock: SessionClock) {
    guard let mean, let threshold, mean >= threshold, progress.crossing == nil else { return }
    progress.crossing = ThresholdCrossing(
      step: training.agent.counters.steps - (run.ancestors.last?.untilStep ?? 0),
      seconds: clock.training)
  }

  /// Starts writing a checkpoint; what it refers to of the record is written before.
  private func makeCheckpoint(_ clock: SessionClock) throws {
    lastCheckpoint = training.agent.counters.steps
    try requireFolder()
    try record.flush()
    progress.seconds = clock.training
    progress.record = record.position
    writer.write(
      RunSnapshot(training: training, progress: progress), to: checkpoints,
      keeping: run.recording.checkpoints)
  }
}

extension RunSession {
  /// Sees to it that nothing is written into a folder that has taken the place of the run's own.
  ///
  /// - Throws: `RunFolderError.lockLost`.
  private func requireFolder() throws(RunFolderError) {
    if !lock.isHeld { throw RunFolderError(folder.path, .lockLost) }
  }
}

/// The time of a session, and of the run with its earlier sessions.
private struct SessionClock {
  var pace = Pace(start: .now)
  /// Seconds of evaluations that are only recorded, which do not count.
  var observed = 0.0
  /// When `timing.csv` got its latest row.
  var lastTimed = 0.0
  private let earlier: Double

  init(earlier: Double) { self.earlier = earlier }

  /// Seconds of this session.
  var now: Double { pace.seconds }

  /// Seconds of training and of choosing weights, those of earlier sessions included.
  var training: Double { earlier + now - observed }
}

/// The end of a run.
extension RunSession {
  /// Writes the weights and, where the run came to its end, evaluates them and writes the receipt.
  ///
  /// - Throws: `RunFolderError`, `FileError`.
  package func finish() throws -> RunResult {
    try requireFolder()
    let counters = training.agent.counters
    var result = RunResult(
      run, counters: counters, selectionSteps: training.selection.steps,
      trainSeconds: progress.seconds, threshold: threshold, crossing: progress.crossing,
      folder: folder.path)
    result.isInterrupted = !training.isFinished
    try folder.write(training.network, of: run)
    if training.isFinished {
      let evaluation = training.evaluate(episodes: run.evaluationEpisodes)
      result.evaluation = evaluation
      try folder.write(result)
      // The receipt comes last: it says that the run is complete, so all else is on the disk.
      try folder.flushRecord()
      try folder.write(Receipt(run, training, evaluation))
    } else {
      try folder.write(result)
    }
    return result
  }
}
