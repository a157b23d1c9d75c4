import RLFiles
import RLState

/// A run that trains in its folder, which no other process writes to meanwhile: it keeps the record
/// and writes checkpoints.
package final class RunSession<T: Trainable> {
  package let run: PreparedRun<T>
  package let folder: RunFolder
  package private(set) var state: RunState<T>
  /// The step that this session trains from.
  package let firstStep: Int
  private let record: RunRecord<T>
  private let checkpoints: CheckpointStore<T>
  private let writer: CheckpointWriter<T>
  /// The step at which the latest checkpoint was made, or was due.
  private var lastCheckpoint: Int
  /// Whether the record says what the run came to.
  private var isEnded = false
  private let lock: RunLock

  /// Begins a new run in an empty folder, which is a run's from then on.
  ///
  /// - Parameters:
  ///   - training: the run at its first step.
  ///   - folder: new or empty.
  /// - Throws: `RunFolderError`, `FileError`, `RunWriteError`.
  package static func begin(
    _ run: PreparedRun<T>, _ training: T, in folder: RunFolder
  ) throws -> RunSession {
    let run = run.on(training)
    let lock = try RunLock(folder)
    // Another process may have begun and ended a run here since the folder was found to be empty.
    guard !folder.hasConfiguration else { throw RunFolderError(folder.path, .notEmpty) }
    return try lock.whileHeld {
      folder.removePartialFiles()
      try run.configuration.write(to: folder)
      let state = RunState(run, training)
      let session = try RunSession(run, state, folder, lock, lastCheckpoint: nil)
      try session.state.begin(session.record)
      // What the ancestors of a fork came to need not be made again.
      if session.firstStep > 0 {
        try session.makeCheckpoint(SessionClock(earlier: 0))
        try session.writer.wait()
      }
      return session
    }
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
  /// - Throws: `RunFolderError`, `FileError`, `RunWriteError`, `StateError`, `OtherDataError`, and what
  ///   making it throws.
  package static func resume(
    _ run: PreparedRun<T>, in folder: RunFolder, note: (String) -> Void,
    isInterrupted: () -> Bool = { false }, announce: (_ step: Int) -> Void = { _ in }
  ) throws -> RunSession? {
    let blank = try run.blank
    try run.requireData(of: blank, in: folder)
    let lock = try RunLock(folder)
    // Another process may have completed it before we had the lock.
    guard !RunReceipt<T.Subject>.isReadable(in: folder) else {
      throw RunFolderError(folder.path, .complete)
    }
    return try lock.whileHeld {
      let store = try CheckpointStore<T>(folder, of: run)
      folder.removePartialFiles()
      if let state = try store.latest(into: RunState(run, blank), note: note) {
        let step = state.status.step
        // A writer that was killed may have had no time for it.
        store.removeAllButLatest(run.configuration.recording.checkpoints, atMost: step)
        return try RunSession(run, state, folder, lock, lastCheckpoint: step)
      }
      let start = try run.start(blank: blank, isInterrupted: isInterrupted, announce: announce)
      guard let start else { return nil }
      let session = try RunSession(
        run, RunState(run, start), folder, lock, lastCheckpoint: nil)
      try session.state.begin(session.record)
      return session
    }
  }

  private init(
    _ run: PreparedRun<T>, _ state: RunState<T>, _ folder: RunFolder, _ lock: RunLock,
    lastCheckpoint: Int?
  ) throws {
    self.run = run
    self.folder = folder
    self.lock = lock
    self.state = state
    firstStep = state.status.step
    checkpoints = try CheckpointStore(folder, of: run)
    writer = CheckpointWriter(lastStep: lastCheckpoint)
    self.lastCheckpoint = firstStep
    // A state that cannot be written stops the program here, not at the first checkpoint.
    _ = state.stateEntries
    record = try RunRecord(in: folder, of: run, at: state)
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
  ///   - watch: called some fifty times a second at most, with the run, its record and the seconds
  ///     of this session.
  /// - Returns: whether it came to its end.
  /// - Throws: `RunWriteError`, `FileError`, `RunFolderError`, `DivergenceError`.
  package func train(
    isInterrupted: () -> Bool, watch: (RunState<T>, RunRecord<T>, _ seconds: Double) -> Void
  ) throws -> Bool {
    try lock.whileHeld {
      do {
        let isFinished = try trainAndRecord(isInterrupted, watch)
        try state.training.requireFiniteWeights()
        return isFinished
      } catch {
        // What is already known is kept; the first problem is the one that is told.
        noteFailure()
        try? writer.wait()
        throw error
      }
    }
  }

  private func trainAndRecord(
    _ isInterrupted: () -> Bool, _ watch: (RunState<T>, RunRecord<T>, _ seconds: Double) -> Void
  ) throws -> Bool {
    var clock = SessionClock(earlier: state.seconds)
    var status = state.status
    let every = run.configuration.recording.checkpointEvery
    while !status.isFinished && !isInterrupted() {
      try state.advance(from: &status, record, &clock)
      if every > 0, status.step / every > lastCheckpoint / every {
        // So that checkpoints are of the same steps on every machine; it is long done, as a rule.
        try writer.wait()
        try makeCheckpoint(clock)
      }
      if let seconds = clock.pace.tick() {
        if clock.takesTime(at: seconds) {
          // Files that were taken away can still be written to, so nothing else would tell.
          try lock.requireFolder()
          try record.addTime(clock.training, of: state)
          try record.flush()
          try writer.check()
        }
        watch(state, record, seconds)
      }
    }
    try lock.requireFolder()
    try record.addTime(clock.training, of: state)
    try writer.wait()
    if status.isFinished {
      state.seconds = clock.training
      try record.flush()
    } else {
      try makeCheckpoint(clock)
      try writer.wait()
    }
    return status.isFinished
  }

  /// Writes what a run that has stopped came to: the weights, the result and, where it has come to its
  /// end, the evaluation and the receipt.
  ///
  /// - Throws: `RunFolderError`, `.vanished` or `.lockLost` where its folder is gone; `FileError`,
  ///   `RunWriteError`.
  package func finish() throws -> RunResult<T.Subject> {
    try lock.requireFolder()
    return try lock.whileHeld {
      do { return try writeResult() } catch {
        if !isEnded { noteFailure() }
        throw error
      }
    }
  }

  private func writeResult() throws -> RunResult<T.Subject> {
    let (run, training) = (run.configuration, state.training)
    let weights = training.weights(metadata: run.weightsMetadata)
    try writeDurably(weights, to: folder.weightsFile)
    let found = training.outcome(of: run, state)
    // It may have taken long.
    try lock.requireFolder()
    var result = RunResult(
      run, found.result, seconds: state.seconds, in: folder, isInterrupted: found.outcome == nil)
    if found.outcome != nil {
      // So that a record that was altered is told without training again.
      var record: [String: String] = [:]
      for name in folder.determinedFiles(T.Subject.determinedFiles) {
        record[name] = try fileDigest(of: folder.place / name, atMost: FileLimit.record)
      }
      record[RunFolder.resultName] = jsonDigest(of: try prettyJSON(result), without: "record")
      result.record = record
    }
    try writeDurably(prettyJSON(result), to: folder.resultFile)
    if let outcome = found.outcome {
      isEnded = true
      try record.end(found.scores, at: state)
      try record.flush()
      // The receipt comes last: it says that the run is complete, so all else is on the disk.
      try folder.flushRecord(self.run.tables)
      try RunReceipt(run, outcome, weights: weights, arithmetic: T.arithmetic).write(to: folder)
    }
    return result
  }

  /// Adds to the record that the run failed, as far as that can still be written.
  private func noteFailure() {
    guard (try? lock.requireFolder()) != nil else { return }
    try? record.fail(at: state)
    try? record.flush()
  }

  /// Starts writing a checkpoint; what it refers to of the record is written before.
  private func makeCheckpoint(_ clock: SessionClock) throws {
    try lock.requireFolder()
    try record.flush()
    state.seconds = clock.training
    state.recordPosition = record.position
    lastCheckpoint = state.status.step
    writer.write(state, to: checkpoints, keeping: run.configuration.recording.checkpoints)
  }
}
