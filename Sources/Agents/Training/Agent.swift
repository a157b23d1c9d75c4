import Environments
import RLNet
import RLRandom

/// An algorithm in the middle of training: networks, optimizers, environments, generators, memory
/// and counters, all one value.
///
/// What it does is a function of the environment, the configuration and the seed.
public protocol Agent: Sendable {
  /// The algorithm's hyper-parameters.
  associatedtype Configuration: AgentConfiguration

  /// What it is called on the command line.
  static var name: String { get }
  /// What it is, in a few words.
  static var summary: String { get }
  /// Whether it learns only when an episode has ended, so that episodes must have a limit.
  static var needsWholeEpisodes: Bool { get }
  /// Named sets of hyper-parameters; one for any environment is called `default`.
  static var presets: [Preset<Configuration>] { get }

  /// An agent before its first step.
  ///
  /// - Parameter sequence: where all its random streams are spawned from.
  init(
    _ environment: AnyEnvironment, _ configuration: Configuration, sequence: inout SeedSequence)

  /// One step in each of the agent's environments, and the updates that are due after it.
  ///
  /// - Parameter report: called for each episode that ended.
  mutating func advance(_ report: (Episode) -> Void)

  /// The network whose largest output is the greedy action: `[batch, features]` to
  /// `[batch, actions]`.
  var network: Sequential { get }

  /// What has been done so far.
  var counters: Counters { get }

  /// What the algorithm can tell about itself now, for progress displays: a name and a number, such
  /// as the exploration rate or the loss.
  var diagnostics: [(name: String, value: Double)] { get }
}

extension Agent {
  public static var needsWholeEpisodes: Bool { false }
}

/// What training has done so far.
public struct Counters: Sendable, Hashable {
  /// Environment steps.
  public var steps = 0
  /// Episodes that ended.
  public var episodes = 0
  /// Gradient steps.
  public var updates = 0

  public init() {}
}

/// An episode of training that ended.
public struct Episode: Sendable, Hashable {
  /// Counted from 1.
  public let number: Int
  /// Environment steps of the whole training when it ended.
  public let endStep: Int
  /// The sum of its rewards, undiscounted.
  public let total: Double
  /// Its steps.
  public let length: Int
  /// Whether it reached an end of the problem, rather than a time limit.
  public let terminated: Bool
  /// The agent's diagnostics at its end, in the agent's order.
  public let diagnostics: [Double]
}

/// The running episode in each of an agent's environments.
public struct EpisodeTally: Sendable {
  private var totals: [Double]
  private var lengths: [Int]

  public init(environments: Int = 1) {
    totals = Array(repeating: 0, count: environments)
    lengths = Array(repeating: 0, count: environments)
  }

  /// Counts one step of the episode in an environment.
  public mutating func add(_ reward: Double, to environment: Int = 0) {
    totals[environment] += reward
    lengths[environment] += 1
  }

  /// The episode that ended in an environment, which starts another. `counters` counts it.
  public mutating func finish(
    _ environment: Int = 0, terminated: Bool, _ counters: inout Counters,
    _ diagnostics: [(name: String, value: Double)] = []
  ) -> Episode {
    defer {
      totals[environment] = 0
      lengths[environment] = 0
    }
    counters.episodes += 1
    return Episode(
      number: counters.episodes, endStep: counters.steps, total: totals[environment],
      length: lengths[environment], terminated: terminated, diagnostics: diagnostics.map(\.value))
  }
}
