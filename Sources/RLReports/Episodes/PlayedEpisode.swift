import Agents
import Environments
import RLRandom
import RLRuns

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

/// How far an episode is, and what its last step gave.
package struct EpisodeProgress: Sendable, Hashable {
  /// Steps so far.
  package private(set) var length = 0
  /// The return so far, undiscounted.
  package private(set) var total = 0.0
  /// The last action; nil before the first.
  package private(set) var action: Int?
  private var last = Step(reward: 0, terminated: false)
  /// Whether it was ended from outside.
  package var isCut = false

  package init() {}

  package mutating func add(_ action: Int, _ step: Step) {
    self.action = action
    last = step
    length += 1
    total += step.reward
  }

  package var isDone: Bool { last.isDone }

  /// What the last step earned.
  package var reward: Double { last.reward }

  /// How it ended, if it did.
  package var ending: String? {
    if last.terminated { return "the episode ended" }
    if last.truncated { return "the time limit was reached" }
    return isCut ? "cut off" : nil
  }

  /// What it is called, or its number.
  package func actionName(_ names: [String]?) -> String? {
    action.map { names?[$0] ?? "\($0)" }
  }

  /// All in one line: `step 3  return -0.12  action right`.
  package func caption(_ names: [String]?) -> String {
    var text = "step \(length)  return \(short(total))"
    if let action = actionName(names) { text += "  action \(action)" }
    return text + (ending.map { "  (\($0))" } ?? "")
  }
}
