import Environments
import RLNet
import RLRandom
import RLState

/// An algorithm in the middle of training: networks, optimizers, environments, generators, memory
/// and counters, all one value.
///
/// What it does is a function of the environment, the configuration and the seed. Its state, which
/// `visitState` shows, is all that training changes, so that a run can be continued where it was.
public protocol Agent: Sendable, Stateful {
  /// The algorithm's hyper-parameters.
  associatedtype Configuration: AgentConfiguration

  /// What it is called on the command line.
  static var name: String { get }
  /// What it is, in a few words.
  static var summary: String { get }
  /// Whether it learns only when an episode has ended, so that episodes must have a limit.
  static var needsWholeEpisodes: Bool { get }
  /// What the outputs of its network mean; Q-values unless stated.
  static var networkOutput: NetworkOutput { get }
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

  /// What it has done so far. Every transition and every update is added to it.
  var tally: Tally { get set }

  /// What the algorithm can tell about itself now, for progress displays: a name and a number, such
  /// as the exploration rate or the loss; nil before it has been measured.
  var diagnostics: [(name: String, value: Double?)] { get }
}

extension Agent {
  public static var needsWholeEpisodes: Bool { false }

  public static var networkOutput: NetworkOutput { .actionValues }

  public var diagnostics: [(name: String, value: Double?)] { [] }

  /// What has been done so far.
  public var counters: Counters { tally.counters }
}
