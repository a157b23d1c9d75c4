import Agents
import RLNet
import RLRandom
import RLRuns
import RLSupervised

extension Landscape {
  /// Examples that the loss of a task is the mean of unless stated.
  package static let standardExamples = 2_000
  /// Episodes that the return of an agent is the mean of unless stated.
  package static let standardEpisodes = 20

  /// The training loss of a task around the weights of its run, of examples that are drawn once.
  ///
  /// - Returns: nil where it was interrupted.
  /// - Throws: `NoLandscapeError` where training minimises no single loss.
  package static func of<T: SupervisedTask>(
    _ task: T, examples: Int?, _ settings: Settings, weights: String,
    isInterrupted: () -> Bool, watch: (Int) -> Void
  ) throws(NoLandscapeError) -> Landscape? {
    // Examples may be in the order of their classes, so the first ones would not do.
    var generator = PCG64(seed: 0)
    let count = min(examples ?? standardExamples, task.exampleCount)
    let positions =
      count == task.exampleCount
      ? Array(0..<count) : generator.permutation(task.exampleCount).prefix(count).sorted()
    guard task.loss(on: positions[...]) != nil else { throw NoLandscapeError(task: T.name) }
    let values = landscapeValues(
      around: task, settings, isInterrupted: isInterrupted, watch: watch
    ) { $0.loss(on: positions[...]) ?? .nan }
    return values.map {
      Landscape(
        measure: T.lossNames[0] + (task.penalty > 0 ? " with penalty" : ""), examples: count,
        unit: "training examples", settings: settings, weights: weights, values: $0)
    }
  }

  /// The mean return of greedy episodes around the weights of an agent's run. The episodes are the same
  /// at all places as far as chance goes.
  ///
  /// A temporal-difference error would be smooth, but its targets are the network's own, and a policy
  /// gradient's loss has no meaning away from the policy that played.
  ///
  /// - Returns: nil where it was interrupted.
  package static func of(
    _ run: SavedRun, episodes: Int?, _ settings: Settings, weights: String,
    isInterrupted: () -> Bool, watch: (Int) -> Void
  ) -> Landscape? {
    let count = episodes ?? standardEpisodes
    func values(around policy: some Policy) -> [Double]? {
      landscapeValues(around: policy, settings, isInterrupted: isInterrupted, watch: watch) {
        var sequence = run.evaluationSequence(seed: nil)
        return playEpisodes($0, in: run.environment, count, mode: run.mode, sequence: &sequence)
          .mean
      }
    }
    return values(around: run.policy).map {
      Landscape(
        measure: returnMeasure, examples: count, unit: "greedy episodes", settings: settings,
        weights: weights, values: $0)
    }
  }
}

/// A task of which there is no loss to draw.
package struct NoLandscapeError: Error, Hashable, CustomStringConvertible {
  package let task: String

  package var description: String {
    "\(task) has no loss landscape: its networks work against each other, so what is good for one is "
      + "bad for the other, and there is no loss that training makes smaller"
  }
}
