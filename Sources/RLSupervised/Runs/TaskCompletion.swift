import RLFiles
import RLNet
import RLRuns
import RLState

extension RunSession {
  /// Writes the weights of a task and, where the run came to its end, the receipt.
  ///
  /// - Throws: `RunFolderError`, `FileError`, `RunWriteError`.
  package func finish<T: SupervisedTask>() throws -> TaskResult where State == TaskRunState<T> {
    try finishing {
      let training = state.training
      let result = TaskResult(run, state, folder: folder)
      try training.task.save(to: folder.weightsPath, metadata: run.weightsMetadata)
      try writeDurably(prettyJSON(result), to: folder.resultPath)
      if training.isFinished {
        try endRecord(result.metrics.map { ($0.name, $0.value) })
        // The receipt comes last: it says that the run is complete, so all else is on the disk.
        try folder.flushRecord()
        try TaskReceipt(run, training, result.metrics).write(to: folder)
      }
      return result
    }
  }
}

extension TaskRun {
  /// The task with the weights of a folder.
  ///
  /// - Throws: `IncompleteRunError` where there are none yet;
  ///   `FileError`, `RunFileError`, `SafetensorsError` or `CheckpointMismatch` where a file is
  ///   missing, damaged or of another run; `DataError` where data are missing or damaged;
  ///   `OtherDataError` where they are not those that the run began with.
  package func trained<T: SupervisedTask>(
    _ type: T.Type, in folder: RunFolder, data store: DataStore
  ) throws -> T {
    try folder.requireWeights(option: store.option)
    let training = try start(type, data: store)
    // Whatever is computed from other examples would be told as the run's.
    try requireData(of: training, in: folder)
    var task = training.task
    let found = try task.load(from: folder.weightsPath, requiringDigest: true)
    if let other = found["task"], other != self.task {
      throw RunFileError(
        file: folder.weightsPath, field: "__metadata__.task",
        problem: "found \(other), expected \(self.task); these are the weights of another run")
    }
    try (try? TaskReceipt.read(from: folder))?.requireWeights(of: folder)
    return task
  }
}
