/// A run that is read from its folder, to begin from one of its states. Nothing in the folder is
/// changed, and the run may be training there.
package struct RunSource<T: Trainable>: Sendable {
  package let run: PreparedRun<T>
  package let folder: RunFolder
  /// The receipt; nil where the run is not complete.
  package let receipt: RunReceipt<T.Subject>?

  /// - Parameter isChecked: whether the receipt must be that of the configuration.
  /// - Throws: `FileError`, `RunFileError`.
  package init(_ run: PreparedRun<T>, in folder: RunFolder, isChecked: Bool = true) throws {
    self.run = run
    self.folder = folder
    receipt = folder.isComplete ? try .read(from: folder) : nil
    if isChecked { try receipt?.requireConfiguration(run.configuration, in: folder) }
  }

  /// The run before its first step.
  ///
  /// - Throws: `OtherDataError` where the data are not those that it began with.
  func blank() throws -> T {
    let blank = try run.blank
    try run.requireData(of: blank, in: folder)
    return blank
  }

  /// The run at its latest usable checkpoint.
  ///
  /// - Parameter step: the latest step that will do; nil for any.
  package func latestState(
    atMost step: Int?, into blank: T, note: (String) -> Void = { _ in }
  ) throws -> RunState<T>? {
    try CheckpointStore(folder, of: run).latest(
      into: RunState(run, blank), atMost: step, note: note)
  }
}
