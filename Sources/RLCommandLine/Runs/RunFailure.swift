import RLRuns
import RLState

/// A run that could not be completed.
struct RunFailure: LinesError {
  let problem: any Error
  let folder: RunFolder
  /// How to go on.
  let advice: String

  var lines: [String] {
    let problem = Output.lines(of: problem)
    return self.problem is RunFolderError
      ? problem : problem + ["the record up to there is in \(folder.path); \(advice)"]
  }

  var description: String { lines.joined(separator: "\n") }

  /// - Parameter option: what is needed to go on with the run, after its path.
  init<T: Trainable>(_ problem: any Error, _ session: RunSession<T>, option: String) {
    self.problem = problem
    folder = session.folder
    let smallerStep = session.run.configuration.smallerStep
    let word = T.Subject.words.step
    advice =
      switch (problem is DivergenceError, session.lastGoodCheckpoint) {
      case (true, let step?):
        "the last good checkpoint is of \(word) \(step); go on from there with other settings, as in: "
          + "rlrun fork \(shellPath("\(folder.path)@\(step)")) --set \(smallerStep)\(option)"
      case (true, nil):
        "there is no checkpoint; train again with other settings, as with --set \(smallerStep)"
      case (false, let step?):
        "the last good checkpoint is of \(word) \(step); once that is mended, go on from there with: "
          + "rlrun resume \(shellPath(folder.path))\(option)"
      case (false, nil):
        "there is no checkpoint yet; once that is mended, begin again with: "
          + "rlrun resume \(shellPath(folder.path))\(option)"
      }
  }
}

extension RunConfiguration {
  /// A tenth of the run's step sizes, as assignments.
  fileprivate var smallerStep: String {
    // Where there is one for all, the others are told by it.
    let isOne = settings.hyperparameters["learningRate"] != nil
    let assignments = settings.hyperparameters.sorted { $0.key < $1.key }.compactMap { key, value in
      guard isOne ? key == "learningRate" : key.hasSuffix("LearningRate") else {
        return nil as String?
      }
      switch value {
      case .double(let rate): return "\(key)=\(Float(rate / 10))"
      case .int(let rate): return "\(key)=\(Float(rate) / 10)"
      default: return nil
      }
    }
    return assignments.isEmpty ? "learningRate=1e-4" : assignments.joined(separator: " ")
  }
}
