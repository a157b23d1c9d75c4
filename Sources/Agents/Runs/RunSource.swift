import RLRuns

/// A run that is read from its folder, to begin from one of its states. Nothing in the folder is
/// changed, and the run may be training there.
package struct RunSource<A: Agent>: Sendable {
  package let run: RunConfiguration
  package let prepared: PreparedRun<A>
  package let folder: RunFolder
  /// The receipt; nil where the run is not complete.
  package let receipt: Receipt?

  /// - Throws: `FileError`, `RunFileError`.
  package init(_ run: RunConfiguration, in folder: RunFolder) throws {
    self.run = run
    self.folder = folder
    prepared = try PreparedRun(run, in: folder)
    receipt = folder.isComplete ? try .read(from: folder) : nil
  }

  /// The run at its latest usable checkpoint.
  ///
  /// - Parameter step: the latest step that will do; nil for any.
  func latestSnapshot(
    atMost step: Int?, note: (String) -> Void = { _ in }
  ) throws -> RunSnapshot<A>? {
    let blank = RunSnapshot(run, prepared, try prepared.blank)
    return try CheckpointStore(folder, of: run).latest(into: blank, atMost: step, note: note)
  }
}
