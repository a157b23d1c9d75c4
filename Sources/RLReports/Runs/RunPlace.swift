import Agents
import RLRuns
import RLSupervised

/// A run of which something is to be shown: as it ended, or as it was at a step.
package struct RunPlace: Sendable {
  package let folder: RunFolder
  /// Nil for its weights.
  package let step: Int?
  /// Asked, where it must be trained again up to the step, whether to stop.
  private let isInterrupted: @Sendable () -> Bool
  /// Told the step where that takes long.
  private let announce: @Sendable (Int) -> Void

  package init(
    _ folder: RunFolder, step: Int? = nil,
    isInterrupted: @escaping @Sendable () -> Bool = { false },
    announce: @escaping @Sendable (Int) -> Void = { _ in }
  ) {
    (self.folder, self.step) = (folder, step)
    (self.isInterrupted, self.announce) = (isInterrupted, announce)
  }

  /// The run at the step.
  private func training<T: ShownTraining>(
    _ type: T.Type, at step: Int, of toolkit: Toolkit
  ) throws -> (run: PreparedRun<T>, training: T) {
    let run = try T.run(in: folder, of: toolkit)
    try requireThisVersion(run.configuration, "trains up to a step of")
    let source = try RunSource(run, in: folder)
    let training = try source.training(
      at: step, isInterrupted: isInterrupted, announce: announce)
    guard let training else { throw InterruptedError() }
    return (source.run, training)
  }

  /// The run of an agent, enough to play and to evaluate.
  ///
  /// - Throws: as `SavedRun`; `ForkError` where there is no such step, `InterruptedError`.
  package func savedRun(_ toolkit: Toolkit) throws -> SavedRun {
    guard let step else { return try SavedRun(folder, in: toolkit.catalog) }
    func saved<A: Agent>(_ agent: A.Type) throws -> SavedRun {
      let (run, training) = try training(Training<A>.self, at: step, of: toolkit)
      return SavedRun(
        run.configuration, training, training.policy, threshold: run.recipe.threshold)
    }
    let agent = try AgentRun.read(from: folder).agentType(in: folder, toolkit.catalog)
    return try saved(agent)
  }

  /// The task of a run.
  ///
  /// - Throws: as `PreparedRun.trained`; `ForkError` where there is no such step, `InterruptedError`.
  package func task<Task: SupervisedTask>(_ toolkit: Toolkit) throws -> Task {
    guard let step else {
      return try SupervisedTraining<Task>.run(in: folder, of: toolkit).trained(in: folder)
    }
    return try training(SupervisedTraining<Task>.self, at: step, of: toolkit).training.task
  }
}

/// A person has stopped it.
package struct InterruptedError: Error, CustomStringConvertible {
  package var description: String { "interrupted" }
}
