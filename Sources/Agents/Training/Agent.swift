import Environments
import RLNet
import RLRandom
import RLState

/// An algorithm in the middle of training: networks, optimizers, a world, generators and memory,
/// all one value.
///
/// What it does is a function of the environment, the configuration and the seed. Its state, which
/// `visitState` shows, is all that training changes, so that a run can be continued where it was.
public protocol Agent: Sendable, Stateful {
  /// The algorithm's hyper-parameters.
  associatedtype Configuration: AgentConfiguration
  /// How it acts, and what is saved of it.
  associatedtype Acting: Policy

  /// What the algorithm is.
  static var about: AgentDescription<Configuration> { get }

  /// The policy before any training, of which only the shapes matter where weights are loaded.
  ///
  /// - Throws: `AgentFitError` where the algorithm cannot act in such spaces.
  static func policy(
    for spaces: Spaces, _ configuration: Configuration, using generator: inout PCG64
  ) throws(AgentFitError) -> Acting

  /// An agent before its first step.
  ///
  /// - Parameters:
  ///   - world: `configuration.environmentCount` environments at their first observations.
  ///   - streams: where all its randomness comes from.
  /// - Throws: `AgentFitError` where the algorithm cannot learn in such a world.
  init(_ world: World, _ configuration: Configuration, _ streams: inout AgentStreams)
    throws(AgentFitError)

  /// How it acts now.
  var policy: Acting { get }

  /// A step in its world, and the updates that are due after it.
  mutating func advance(_ log: inout TransitionLog)
}

extension Agent {
  /// What it is called on the command line.
  public static var name: String { about.name }
  /// What it is, in a few words.
  public static var summary: String { about.summary }
  /// Named sets of hyper-parameters; one for any environment is called `default`.
  public static var presets: [Preset<Configuration>] { about.presets }
}

/// What an algorithm is: for lists, records and messages.
public struct AgentDescription<Configuration: AgentConfiguration>: Sendable {
  /// What it is called on the command line.
  public var name: String
  /// What it is, in a few words.
  public var summary: String
  /// What it measures of itself, in the order of `TransitionLog.measures`.
  public var measures: [Measure]
  /// Named sets of hyper-parameters; one for any environment is called `default`.
  public var presets: [Preset<Configuration>]
  /// Whether it learns only when an episode has ended, so that episodes must have a limit.
  public var needsWholeEpisodes: Bool

  public init(
    _ name: String, _ summary: String, measures: [Measure] = [],
    presets: [Preset<Configuration>], needsWholeEpisodes: Bool = false
  ) {
    self.name = name
    self.summary = summary
    self.measures = measures
    self.presets = presets
    self.needsWholeEpisodes = needsWholeEpisodes
  }
}

/// A number that an algorithm measures of itself.
public struct Measure: Sendable, Hashable, ExpressibleByStringLiteral {
  /// Its column in `metrics.csv`.
  public var name: String
  /// What TensorBoard calls it, by the names of Stable-Baselines3.
  public var tag: String

  /// - Parameter tag: `train/` and the name unless stated.
  public init(_ name: String, tag: String? = nil) {
    self.name = name
    self.tag = tag ?? "train/\(name)"
  }

  public init(stringLiteral name: String) { self.init(name) }
}

/// The random streams of an agent, spawned from a run's seed.
public struct AgentStreams: Sendable {
  /// What the weights are drawn from at the start.
  public var weights: PCG64
  private var sequence: SeedSequence

  /// A further stream, independent of all others.
  public mutating func next() -> PCG64 { PCG64(sequence.spawn(1)[0]) }

  /// The streams of a sequence, and beside them that of the world.
  package static func spawned(
    from sequence: SeedSequence
  ) -> (world: SeedSequence, agent: AgentStreams) {
    var sequence = sequence
    let streams = sequence.spawn(2)
    return (streams[1], AgentStreams(weights: PCG64(streams[0]), sequence: sequence))
  }
}
