import RLFiles

/// A run that trains in its folder, which no other process writes to meanwhile: it keeps the record
/// and writes checkpoints.
package final class RunSession<State: RunState> {
  package let run: State.Description
  package let folder: RunFolder
  package private(set) var state: State
  /// The step that this session trains from.
  package let firstStep: Int
  private let record: State.Record
  private let checkpoints: CheckpointStore<State>
  private let writer: CheckpointWriter<State>
  /// The step at which the latest checkpoint was made, or was due.
  private var lastCheckpoint: Int
  /// Whether the record says what the run came to.
  private var isEnded = false
  private let lock: RunLock

  /// Begins a new run in an empty folder, which is a run's from then on.
  ///
  /// - Parameters:
  ///   - state: the run at its first step.
  ///   - folder: new or empty.
  /// - Throws: `RunFolderError`, `FileError`, `RunWriteError`.
  package static func begin(
    _ run: State.Description, _ state: State, in folder: RunFolder
  ) throws -> RunSession {
    let lock = try RunLock(folder)
    // Another process may have begun and ended a run here since the folder was found to be empty.
    guard !folder.hasConfiguration else { throw RunFolderError(folder.path, .notEmpty) }
    return try lock.whileHeld {
      try CheckpointStore<State>(folder, of: run).removePartialFiles()
      try run.write(to: folder)
      let session = try RunSession(run, state, folder, lock, lastCheckpoint: nil)
      try session.record.begin(session.state)
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
  ///   - blank: the run before its first step, into which a checkpoint can be loaded.
  ///   - note: told of each checkpoint that cannot be used.
  ///   - start: the run at its first step; nil where making it was interrupted.
  /// - Returns: nil where it was interrupted.
  /// - Throws: `RunFolderError`, `FileError`, `RunWriteError`, and what `start` throws.
  package static func resume(
    _ run: State.Description, blank: State, in folder: RunFolder, note: (String) -> Void,
    start: () throws -> State?
  ) throws -> RunSession? {
    let lock = try RunLock(folder)
    // Another process may have completed it before we had the lock.
    guard !State.Description.hasReadableReceipt(in: folder) else {
      throw RunFolderError(folder.path, .complete)
    }
    return try lock.whileHeld {
      let store = try CheckpointStore<State>(folder, of: run)
      store.removePartialFiles()
      if let state = try store.latest(into: blank, note: note) {
        let step = state.status.step
        // A writer that was killed may have had no time for it.
        store.removeAllButLatest(run.checkpointCount, atMost: step)
        return try RunSession(run, state, folder, lock, lastCheckpoint: step)
      }
      guard let state = try start() else { return nil }
      let session = try RunSession(run, state, folder, lock, lastCheckpoint: nil)
      try session.record.begin(session.state)
      return session
    }
  }

  private init(
    _ run: State.Description, _ state: State, _ folder: RunFolder, _ lock: RunLock,
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
    record = try State.Record(in: folder, of: run, at: state)
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
    isInterrupted: () -> Bool, watch: (State, State.Record, _ seconds: Double) -> Void
  ) throws -> Bool {
    try lock.whileHeld {
      do {
        let isFinished = try trainAndRecord(isInterrupted, watch)
        try state.requireFiniteWeights()
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
    _ isInterrupted: () -> Bool, _ watch: (State, State.Record, _ seconds: Double) -> Void
  ) throws -> Bool {
    var clock = SessionClock(earlier: state.seconds)
    var status = state.status
    let every = run.checkpointEvery
    while !status.isFinished && !isInterrupted() {
      status = try state.advance(record, &clock)
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

  /// Writes what a run that has stopped came to, unless its folder is gone.
  ///
  /// - Throws: `RunFolderError.vanished` or `.lockLost`, and what `body` throws.
  package func finishing<Result>(_ body: () throws -> Result) throws -> Result {
    try lock.requireFolder()
    return try lock.whileHeld {
      do { return try body() } catch {
        if !isEnded { noteFailure() }
        throw error
      }
    }
  }

  /// Sees to it that nothing is written into a folder that has taken the place of the run's own.
  ///
  /// - Throws: `RunFolderError.vanished` or `.lockLost`.
  package func requireFolder() throws(RunFolderError) { try lock.requireFolder() }

  /// Adds to the record that the run failed, as far as that can still be written.
  private func noteFailure() {
    guard (try? lock.requireFolder()) != nil else { return }
    try? record.fail(at: state)
    try? record.flush()
  }

  /// Adds to the record what the run came to.
  ///
  /// - Throws: `RunWriteError`.
  package func endRecord(_ results: [(name: String, value: Double)]) throws {
    isEnded = true
    try record.end(results, at: state)
    try record.flush()
  }

  /// Starts writing a checkpoint; what it refers to of the record is written before.
  private func makeCheckpoint(_ clock: SessionClock) throws {
    try lock.requireFolder()
    try record.flush()
    state.seconds = clock.training
    state.recordPosition = record.position
    lastCheckpoint = state.status.step
    writer.write(state, to: checkpoints, keeping: run.checkpointCount)
  }
}
