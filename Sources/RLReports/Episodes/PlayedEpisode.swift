import Agents
import Environments
import RLRandom

/// An episode played greedily with the weights of a run.
package struct PlayedEpisode: Sendable {
  private let run: SavedRun
  private var generator: PCG64
  package private(set) var environment: AnyEnvironment
  /// How it stands.
  package private(set) var progress = EpisodeProgress()

  /// - Parameter seed: which episode: the first one of an evaluation with this seed; nil for the
  ///   first one that was evaluated after training.
  package init(_ run: SavedRun, seed: UInt64?) {
    self.run = run
    var sequence = run.evaluationSequence(seed: seed)
    generator = PCG64(sequence.spawn(1)[0])
    environment = run.environment
    environment.reset(using: &generator)
  }

  /// An episode without a time limit is cut off where an evaluation cuts it off.
  package var isOver: Bool {
    progress.isDone || progress.length >= environment.timeLimit ?? 10_000
  }

  package mutating func advance() {
    let action = run.network.greedyAction(in: environment)
    progress.add(action, environment.step(action, using: &generator))
    progress.isCut = !progress.isDone && isOver
  }

  /// What is told below the drawing.
  package var caption: String { progress.caption(environment.actionNames) }
}
