import RLState

/// Why a run cannot be forked as it is asked for.
package struct ForkError: LinesError {
  package enum Problem: Sendable {
    /// The run begins later, since it is a fork itself.
    case beforeFirstStep(Int, first: Int)
    /// The run ended before.
    case afterEnd(Int, end: Int)
    /// The run is to end before.
    case afterSteps(Int, steps: Int)
    /// There is no state to take where no step is given.
    case noCheckpoint(example: Int)
    /// The fork would end where it begins, or before.
    case nothingToTrain(Int, steps: Int)
    /// Settings of the fork for which the state has another size, or other parts.
    case misfit([Misfit])
  }

  /// A setting that a state does not fit.
  package struct Misfit: Sendable {
    /// From the value of the run to that of the fork.
    package let setting: SettingDifference
    package let problem: StateError
  }

  /// The folder of the run.
  package let path: String
  /// What a step and a row are called.
  let words: (step: String, row: String)
  package let problem: Problem

  package var lines: [String] {
    guard case .misfit(let misfits) = problem else { return [description] }
    return ["the state of \(path) does not fit these settings:"] + misfits.map(\.description)
  }

  package var description: String {
    let word = words.step
    let more = word == "step" ? "--steps" : "--epochs"
    return switch problem {
    case .beforeFirstStep(let step, let first):
      "\(path) is a fork itself and begins at \(word) \(first), after \(word) \(step); fork its ancestor "
        + "to begin earlier"
    case .afterEnd(let step, let end):
      "there is no \(word) \(step) in \(path), which ended at \(word) \(end)"
    case .afterSteps(let step, let steps):
      "there is no \(word) \(step) in \(path), which ends at \(word) \(steps)"
    case .noCheckpoint(let step):
      "\(path) has neither come to its end nor left a checkpoint that can be used; say at which "
        + "\(word) to fork it, as in: rlrun fork \(shellPath("\(path)@\(step)"))"
    case .nothingToTrain(let step, let steps):
      "the fork would begin at \(word) \(step) and has to end at \(word) \(steps); give it more "
        + "with \(more), or fork \(path) at an earlier \(word)"
    case .misfit: lines.joined(separator: "\n")
    }
  }
}

extension ForkError.Misfit: CustomStringConvertible {
  package var description: String {
    "\(setting.name) = \(setting.second ?? "none") (there \(setting.first ?? "none")): "
      + "\(reason) (\(problem))"
  }

  /// Why, by what the part of the state belongs to.
  private var reason: String {
    let parts = Set(problem.name.split(separator: "."))
    if parts.contains("memory") && !parts.contains("latestObservations") {
      return "the replay memory cannot drop what it holds, nor grow once it was full"
    }
    if problem.name == "position" { return "its batches would not begin where they did" }
    let ofEnvironments: Set<Substring> = [
      "world", "gathering", "batch", "log", "actionNoise", "latestObservations",
    ]
    return parts.isDisjoint(with: ofEnvironments)
      ? "the networks keep their sizes" : "the episodes under way could not go on"
  }
}
