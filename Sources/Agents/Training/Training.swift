import Environments
import RLNet
import RLRandom
import RLState

/// A training run: an agent, what it has done, the choice of its best weights, and what is left to do.
///
/// It is a value and a function of environment, configuration and seed: a copy of it goes on exactly
/// as the original.
///
/// ```swift
/// let environment = TimeLimit(CartPole(), limit: 500)
/// var training = try Training<DQN>(environment, DQN.Configuration(), seed: 1)
/// while !training.isFinished { try training.advance { print($0.total) } }
/// let evaluation = training.evaluate(episodes: 100)
/// ```
public struct Training<A: Agent>: Sendable {
  /// What kind of environments the agent acts in, and is evaluated in.
  public let environment: World
  public let configuration: A.Configuration
  public private(set) var agent: A
  /// All that was done so far.
  public private(set) var log: TransitionLog
  /// The evaluations that chose weights so far.
  public private(set) var selection: Selection<A.Acting>
  /// An evaluation reached the return to stop at.
  private var isStopped = false
  private let evaluationSequence: SeedSequence
  /// What the agent measures of itself.
  private let measured: [Measure]

  /// A run before its first step.
  ///
  /// - Throws: `SettingError`, `SettingConflictError` where the configuration is not possible,
  ///   `WorldError`, `AgentFitError` where the agent cannot learn in the environment.
  public init(
    _ environment: some Environment, _ configuration: A.Configuration, seed: UInt64
  ) throws {
    try self.init(World(environment), configuration, seed: seed)
  }

  /// A run before its first step, in environments such as a registry makes.
  ///
  /// - Parameter environment: the kind; it is not changed.
  /// - Throws: as for an environment.
  public init(_ environment: World, _ configuration: A.Configuration, seed: UInt64) throws {
    try configuration.validate()
    try A.requireEnds(of: environment)
    let run = RunStreams(seed: seed)
    var streams = AgentStreams.spawned(from: run.agent)
    let world = World(
      like: environment, count: configuration.environmentCount, sequence: &streams.world)
    self.environment = environment
    self.configuration = configuration
    agent = try A.named { () throws(AgentFitError) in
      try A(world, configuration, &streams.agent)
    }
    measured = A.about.measures
    log = TransitionLog(world, measures: measured.count)
    selection = Selection(
      configuration.selection, mode: configuration.evaluation, sequence: run.selection)
    evaluationSequence = run.evaluation
  }

  /// A step in the agent's world, the updates that are due after it, and the evaluation if one is
  /// due.
  ///
  /// - Parameter report: called for each episode that ended.
  /// - Throws: `DivergenceError` where a number that the agent has seen or computed is infinite or
  ///   not a number; the training is of no use then.
  public mutating func advance(
    _ report: (Episode) -> Void = { _ in }
  ) throws(DivergenceError) {
    // What the first episodes begin with.
    if let divergence = log.divergence { throw divergence }
    let updates = log.counters.updates
    agent.advance(&log)
    for episode in log.takeEpisodes() { report(episode) }
    if let divergence = log.divergence { throw divergence }
    if log.counters.updates != updates { try requireFiniteMeasures() }
    if let divergence = log.weightDivergence { throw divergence }
    isStopped =
      selection.isDueAfterStep(log.counters)
      && selection.consider(agent.policy, in: environment, at: log.counters)
  }

  private func requireFiniteMeasures() throws(DivergenceError) {
    for (measure, value) in zip(measured, log.measures) {
      guard let value, !value.isFinite else { continue }
      throw DivergenceError(
        name: measure.name, value: value, step: log.counters.steps,
        advice: TransitionLog.divergenceAdvice)
    }
  }

  /// What has been done so far.
  public var counters: Counters { log.counters }

  /// Whether the last step is done, or an evaluation reached the return to stop at.
  public var isFinished: Bool { isStopped || log.counters.steps >= configuration.steps }

  /// What the algorithm has measured of itself, by name; nil before it was.
  public var measures: [(name: String, value: Double?)] {
    zip(measured, log.measures).map { ($0.name, $1) }
  }

  /// The transitions since it was set to an empty list, as `TransitionLog.trace`.
  package var trace: [TransitionTrace]? {
    get { log.trace }
    set { log.trace = newValue }
  }

  /// The result: the policy that evaluated best where weights are selected, else the present one.
  public var policy: A.Acting { selection.best?.policy ?? agent.policy }

  /// Evaluates the result on episodes that training has not seen, always the same ones.
  ///
  /// - Parameter mode: whether the actions are the best ones or drawn; as the configuration says
  ///   unless stated.
  public func evaluate(episodes: Int, mode: ActingMode? = nil) -> Evaluation {
    var sequence = evaluationSequence
    return Agents.evaluate(
      policy, in: environment, episodes: episodes, mode: mode ?? configuration.evaluation,
      sequence: &sequence)
  }
}

extension Training: Stateful {
  public mutating func visitState(_ visitor: inout StateVisitor) {
    visitor.visit("agent", &agent)
    visitor.visit("log", &log)
    visitor.visit("selection") { [policy = agent.policy] visitor in
      selection.visitState(&visitor, like: policy)
    }
    visitor.visit("isStopped", &isStopped)
  }

  /// A run of another configuration in the state of this one: a fork of it. It goes on even where
  /// an evaluation had stopped this one.
  ///
  /// - Parameter keepsBest: whether the best weights so far count further. In an environment of
  ///   other settings their returns compare with no others.
  /// - Throws: `StateError` where the state does not fit the configuration, as with other layers;
  ///   else as `init`.
  package func forked(
    _ environment: World, _ configuration: A.Configuration, seed: UInt64, keepsBest: Bool = true
  ) throws -> Training {
    var fork = try Training(environment, configuration, seed: seed)
    try fork.loadState(stateEntries)
    fork.isStopped = false
    if !keepsBest { fork.selection.forgetBest() }
    return fork
  }
}

extension TransitionLog {
  /// Notes a weight that an update has made infinite or not a number, which ends a run.
  ///
  /// - Parameters:
  ///   - name: of the network, in messages.
  ///   - module: one that was updated; it is not changed.
  public mutating func check(_ name: String, _ module: inout some Module) {
    guard weightDivergence == nil, let found = module.firstNonFiniteElement() else { return }
    noteWeight("\(name).\(found.name)", Double(found.value))
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
