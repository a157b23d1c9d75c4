import RLNet
import RLRuns

extension RunSession {
  /// Goes on with the run of an agent, as `resume(_:blank:in:note:start:)`.
  ///
  /// - Parameters:
  ///   - isInterrupted: asked now and then whether to stop, where a fork's ancestors must be trained
  ///     again.
  ///   - announce: as of `PreparedRun.start`.
  /// - Throws: also `StateError`.
  package static func resume<A: Agent>(
    _ run: RunConfiguration, _ prepared: PreparedRun<A>, in folder: RunFolder,
    note: (String) -> Void, isInterrupted: () -> Bool, announce: (_ step: Int) -> Void
  ) throws -> RunSession? where State == RunSnapshot<A> {
    try resume(run, blank: RunSnapshot(run, prepared, try prepared.blank), in: folder, note: note) {
      try prepared.start(isInterrupted: isInterrupted, announce: announce)
        .map { RunSnapshot(run, prepared, $0) }
    }
  }

  /// Writes the weights of an agent and, where the run came to its end, evaluates them and writes
  /// the receipt.
  ///
  /// - Throws: `RunFolderError`, `FileError`, `RunWriteError`.
  package func finish<A: Agent>() throws -> RunResult where State == RunSnapshot<A> {
    try finishing {
      let training = state.training
      var result = RunResult(
        run, counters: training.counters, selectionSteps: training.selection.steps,
        trainSeconds: state.seconds, threshold: state.threshold, crossing: state.crossing,
        folder: folder.path)
      result.isInterrupted = !training.isFinished
      try folder.write(training.policy, of: run)
      if training.isFinished {
        let evaluation = training.evaluate(episodes: run.evaluationEpisodes)
        result.evaluation = evaluation
        // It may have taken long.
        try requireFolder()
        try folder.write(result)
        try endRecord([
          ("mean_return", evaluation.mean), ("return_std", evaluation.standardDeviation),
        ])
        // The receipt comes last: it says that the run is complete, so all else is on the disk.
        try folder.flushRecord()
        try Receipt(run, training, evaluation).write(to: folder)
      } else {
        try folder.write(result)
      }
      return result
    }
  }
}
