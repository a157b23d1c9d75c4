import Environments
import RLNet
import RLRandom
import RLState

/// A training run: an agent, the choice of its best weights, and what is left to do.
///
/// It is a value and a function of environment, configuration and seed: a copy of it goes on exactly
/// as the original.
///
/// ```swift
/// let environment = try AnyEnvironment(TimeLimit(CartPole(), limit: 500))
/// var training = Training<DQN>(environment, DQN.Configuration(), seed: 1)
/// while !training.isFinished { training.advance { print($0.total) } }
/// let evaluation = training.evaluate(episodes: 100)
/// ```
public struct Training<A: Agent>: Sendable {
  public let environment: AnyEnvironment
  public let configuration: A.Configuration
  public private(set) var agent: A
  /// The evaluations that chose weights so far.
  public private(set) var selection: Selection
  /// An evaluation reached the return to stop at.
  private var isStopped = false
  private let evaluationSequence: SeedSequence

  /// A run before its first step.
  public init(_ environment: AnyEnvironment, _ configuration: A.Configuration, seed: UInt64) {
    var streams = RunStreams(seed: seed)
    self.environment = environment
    self.configuration = configuration
    agent = A(environment, configuration, sequence: &streams.agent)
    selection = Selection(configuration.selection, sequence: streams.selection)
    evaluationSequence = streams.evaluation
  }

  /// One step in each of the agent's environments, the updates that are due after it, and the
  /// evaluation if one is due.
  ///
  /// - Parameter report: called for each episode that ended.
  public mutating func advance(_ report: (Episode) -> Void = { _ in }) {
    agent.advance(report)
    isStopped = selection.consider(agent.network, in: environment, at: agent.counters)
  }

  /// Whether the last step is done, or an evaluation reached the return to stop at.
  public var isFinished: Bool { isStopped || agent.counters.steps >= configuration.steps }

  /// The transitions since it was set to an empty list, as `Tally.trace`.
  package var trace: [TransitionTrace]? {
    get { agent.tally.trace }
    set { agent.tally.trace = newValue }
  }

  /// The result: the weights that evaluated best where weights are selected, else the present ones.
  public var network: Sequential { selection.best?.network ?? agent.network }

  /// Evaluates the result on episodes that training has not seen, always the same ones.
  public func evaluate(episodes: Int) -> Evaluation {
    var sequence = evaluationSequence
    return Agents.evaluate(network, in: environment, episodes: episodes, sequence: &sequence)
  }
}

extension Training: Stateful {
  public mutating func visitState(_ visitor: inout StateVisitor) {
    visitor.visit("agent", &agent)
    visitor.visit("selection") { [network = agent.network] visitor in
      selection.visitState(&visitor, like: network)
    }
    visitor.visit("isStopped", &isStopped)
  }

  /// A run of another configuration in the state of this one: a fork of it. It goes on even where
  /// an evaluation had stopped this one.
  ///
  /// - Parameter keepsBest: whether the best weights so far count further. In an environment of
  ///   other settings their returns compare with no others.
  /// - Throws: `StateError` where the state does not fit the configuration, as with other layers.
  package func forked(
    _ environment: AnyEnvironment, _ configuration: A.Configuration, seed: UInt64,
    keepsBest: Bool = true
  ) throws(StateError) -> Training {
    var fork = Training(environment, configuration, seed: seed)
    try fork.loadState(stateEntries)
    fork.isStopped = false
    if !keepsBest { fork.selection.forgetBest() }
    return fork
  }
}

/// The random streams of a run, spawned from its seed.
struct RunStreams {
  var agent: SeedSequence
  /// Of the evaluations that choose weights.
  var selection: SeedSequence
  /// Of the evaluation after training.
  var evaluation: SeedSequence
  /// Of evaluations during training that change nothing.
  var observation: SeedSequence

  init(seed: UInt64) {
    var root = SeedSequence(seed)
    let streams = root.spawn(4)
    (agent, selection, evaluation, observation) = (streams[0], streams[1], streams[2], streams[3])
  }
}
