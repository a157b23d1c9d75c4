import RLFiles
import RLState

/// The checkpoints of a run: `checkpoints/STEP.safetensors` in its folder.
package struct CheckpointStore<T: Trainable>: Sendable {
  private let folder: RunFolder
  private let fingerprint: String
  private let tables: [RecordTableName]

  /// Of how many checkpoints it is told why they cannot be used.
  private static var greatestNotes: Int { 3 }

  package init(_ folder: RunFolder, of run: PreparedRun<T>) throws {
    self.folder = folder
    fingerprint = try run.configuration.fingerprint
    tables = run.tables
  }

  func file(_ step: Int) -> FilePlace { folder.checkpoints / "\(step).safetensors" }

  /// The steps that there are checkpoints of, the latest first.
  var steps: [Int] {
    folder.checkpoints.names.compactMap { name in
      Int(name.prefix { $0 != "." }).flatMap { name == "\($0).safetensors" ? $0 : nil }
    }.sorted(by: >)
  }

  /// Writes a checkpoint durably, and takes all but the latest ones away.
  ///
  /// - Throws: `DivergenceError` where weights are not finite; `FileError`.
  func write(_ state: RunState<T>, keeping count: Int) throws {
    try state.training.requireFiniteWeights()
    let step = state.status.step
    if try folder.checkpoints.makeFolder() { try flushFolder(of: folder.checkpoints) }
    // The record must reach the disk before what refers to it.
    try folder.flushRecord(tables)
    try StateFile.write(
      state.stateEntries,
      metadata: ["configuration": fingerprint, "step": "\(step)", "version": toolkitVersion],
      to: file(step))
    removeAllButLatest(count, atMost: step)
  }

  /// Takes all but the latest checkpoints away; those of later steps are left alone.
  func removeAllButLatest(_ count: Int, atMost step: Int) {
    for old in steps.filter({ $0 <= step }).dropFirst(count) { file(old).remove() }
  }

  /// The latest usable checkpoint.
  ///
  /// - Parameters:
  ///   - blank: the run before its first step.
  ///   - step: the latest one that will do; nil for any.
  ///   - note: told of the first checkpoints that cannot be used, and of how many others.
  /// - Throws: `FileError` where the system cannot read one; `RunFileError` where there are only
  ///   such as cannot be used, and one of them is whole but of another configuration: to begin again
  ///   would cut its record off.
  package func latest(
    into blank: RunState<T>, atMost step: Int? = nil, note: (String) -> Void
  ) throws -> RunState<T>? {
    var foreign: RunFileError?
    var unusable = 0
    defer {
      if unusable > Self.greatestNotes {
        note("and \(unusable - Self.greatestNotes) more checkpoints cannot be used")
      }
    }
    for candidate in steps where candidate <= step ?? .max {
      do {
        return try read(candidate, into: blank)
      } catch let error as FileError {
        // A writer may take one away at any time, since later ones follow.
        guard error.code == ENOENT else { throw error }
      } catch {
        // Of a damaged one it is a `SafetensorsError`.
        if let error = error as? RunFileError, error.file == file(candidate).path {
          foreign = error
        }
        unusable += 1
        if unusable <= Self.greatestNotes {
          note("the checkpoint of step \(candidate) cannot be used: \(error)")
        }
      }
    }
    if let foreign {
      throw RunFileError(
        file: folder.configurationFile, field: nil,
        problem: "it is not the configuration of \(foreign.file); one of them was altered")
    }
    return nil
  }

  private func read(_ step: Int, into blank: RunState<T>) throws -> RunState<T> {
    let file = file(step)
    let (entries, metadata) = try StateFile.read(file)
    guard metadata["configuration"] == fingerprint else {
      throw RunFileError(
        file: file, field: "__metadata__.configuration", problem: "it is of another run")
    }
    var state = blank
    do throws(StateError) { try state.loadState(entries) } catch {
      throw RunFileError(file: file, field: error.name, problem: error.description)
    }
    guard state.status.step == step else {
      throw RunFileError(
        file: file, field: "training", problem: "it is at step \(state.status.step), not \(step)")
    }
    for (file, length) in state.recordPosition.lengths(in: folder, tables: tables) {
      let found = file.byteCount ?? 0
      guard found >= length else {
        throw RunFileError(
          file: file, field: nil,
          problem: "it has \(found) bytes, and had \(length) when the checkpoint was written")
      }
    }
    return state
  }
}
