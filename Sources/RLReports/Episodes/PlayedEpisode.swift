import Agents
import Environments
import RLRandom

/// An episode played with the weights of a run.
package struct PlayedEpisode: Sendable {
  private let run: SavedRun
  private let mode: ActingMode
  /// What drawn actions follow from.
  private var actionGenerator: PCG64
  package private(set) var environment: SingleEnvironment
  /// How it stands.
  package private(set) var progress = EpisodeProgress()

  /// - Parameters:
  ///   - seed: which episode: the first one of an evaluation with this seed; nil for the first one
  ///     that was evaluated after training.
  ///   - mode: whether the actions are the best ones or drawn; as the run says unless stated.
  package init(_ run: SavedRun, seed: UInt64?, mode: ActingMode? = nil) {
    self.run = run
    self.mode = mode ?? run.mode
    var sequence = run.evaluationSequence(seed: seed)
    let generator = PCG64(sequence.spawn(1)[0])
    actionGenerator = generator.derived
    guard let environment = SingleEnvironment(like: run.environment, generator: generator) else {
      fatalError("\(run.configuration.environment): its states are not in this process")
    }
    self.environment = environment
  }

  /// An episode without a time limit is cut off where an evaluation cuts it off.
  package var isOver: Bool {
    progress.isDone || progress.length >= environment.timeLimit ?? longestEpisode
  }

  package mutating func advance() {
    let features = environment.features
    let actions =
      switch mode {
      case .greedy: run.policy.greedyActions(features, mask: environment.actionMask)
      case .sampled:
        run.policy.sampledActions(
          features, mask: environment.actionMask, using: &actionGenerator)
      }
    let action = actions.action(at: 0, dimensions: environment.spaces.action.count)
    progress.add(action, environment.step(action))
    progress.isCut = !progress.isDone && isOver
  }

  /// What the policy holds of what is seen now.
  package var opinion: Opinion {
    run.policy.opinion(environment.features, mask: environment.actionMask)
  }

  /// What is told below the drawing.
  package var caption: String { progress.caption(environment.actionNames) }
}
