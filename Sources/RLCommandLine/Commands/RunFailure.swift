import Agents
import RLRuns
import RLState
import RLSupervised

/// A run that could not be completed.
struct RunFailure: Error, CustomStringConvertible {
  let problem: any Error
  let folder: RunFolder
  /// How to go on.
  let advice: String

  var description: String {
    if problem is RunFolderError { return "\(problem)" }
    return "\(problem)\nthe record up to there is in \(folder.path); \(advice)"
  }

  init<A: Agent>(_ problem: any Error, _ session: RunSession<RunSnapshot<A>>) {
    self.problem = problem
    folder = session.folder
    let smallerStep = session.run.smallerStep
    advice =
      switch (problem is DivergenceError, session.lastGoodCheckpoint) {
      case (true, let step?):
        "the last good checkpoint is of step \(step); go on from there with other settings, as in: "
          + "rlrun fork \(shellWord("\(folder.path)@\(step)")) --set \(smallerStep)"
      case (true, nil):
        "there is no checkpoint; train again with other settings, as with --set \(smallerStep)"
      case (false, let step?):
        "the last good checkpoint is of step \(step); once that is mended, go on from there with: "
          + "rlrun resume \(shellWord(folder.path))"
      case (false, nil):
        "there is no checkpoint yet; once that is mended, begin again with: "
          + "rlrun resume \(shellWord(folder.path))"
      }
  }

  init<T: SupervisedTask>(
    _ problem: any Error, _ session: RunSession<TaskRunState<T>>, data store: DataStore
  ) {
    self.problem = problem
    folder = session.folder
    advice =
      problem is DivergenceError
      ? "train again with other settings, as with a smaller --set learningRate or another --optimizer"
      : "once that is mended, go on with: rlrun resume \(shellWord(folder.path))\(store.option)"
  }
}

extension RunConfiguration {
  /// A tenth of the run's step size, as an assignment.
  fileprivate var smallerStep: String {
    guard case .double(let rate) = hyperparameters["learningRate"] else {
      return "learningRate=1e-4"
    }
    return "learningRate=\(Float(rate / 10))"
  }
}
