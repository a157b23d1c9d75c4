import RLRuns
import RLSupervised

extension RunFolder {
  /// The folder of a run that is named on the command line.
  ///
  /// - Throws: `UsageError`.
  static func named(_ path: String) throws -> RunFolder {
    try UsageError.wrapping { try .open(path) }
  }

  /// The folder of an agent's run that is named on the command line.
  ///
  /// - Throws: `UsageError`; `FileError` where its configuration cannot be read.
  static func ofAgent(_ path: String) throws -> RunFolder {
    let folder = try named(path)
    try folder.requireAgent()
    return folder
  }

  /// - Throws: `UsageError` where it is the run of a task; `FileError` where its configuration cannot
  ///   be read.
  func requireAgent() throws {
    guard case .task(let name) = try kind() else { return }
    throw UsageError("\(RunFolderError(path, .ofTask(name)))")
  }

  /// Sees to it that nobody names data for the run of an agent, which has no use for them.
  ///
  /// - Throws: `UsageError`.
  func refuseData(of store: DataStore) throws(UsageError) {
    if store.named != nil {
      throw UsageError("--data is for runs of tasks, and '\(path)' is the run of an agent")
    }
  }

  /// Makes the folder for the folders of seeds' runs. It may be there with runs of other seeds in it,
  /// so that those which an interruption kept from beginning can join them.
  static func makeParent(_ path: String, of seeds: [UInt64]) throws {
    do throws(RunFolderError) { _ = try create(at: path) } catch {
      guard error.problem == .notEmpty, holdsRuns(path) else { throw error }
      for seed in seeds where !isMissing("\(path)/seed-\(seed)") {
        throw UsageError(
          "\(path)/seed-\(seed) is there already, and nothing is overwritten; choose another "
            + "--run-dir, or go on with the runs there with: rlrun resume \(shellWord(path))")
      }
    }
  }

  /// Whether there is nothing at a path.
  static func isMissing(_ path: String) -> Bool {
    do throws(RunFolderError) { _ = try open(path) } catch { return error.problem == .missing }
    return false
  }

  /// Whether it is a folder that is no run and has runs in it.
  static func holdsRuns(_ path: String) -> Bool {
    (try? open(path)) == nil && !runs(in: path).isEmpty
  }
}
