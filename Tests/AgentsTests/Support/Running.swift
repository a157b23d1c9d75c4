import Agents
import Environments
import RLNet
import RLRandom
import Testing

/// An agent by itself, without what a training adds to it, and the log of what it does.
struct Running<A: Agent> {
  var agent: A
  var log: TransitionLog

  /// An agent with the streams that a training gives it.
  init(_ kind: World, _ configuration: A.Configuration, sequence: SeedSequence) throws {
    var streams = AgentStreams.spawned(from: sequence)
    let world = World(
      like: kind, count: configuration.environmentCount, sequence: &streams.world)
    agent = try A(world, configuration, &streams.agent)
    log = TransitionLog(world, measures: A.about.measures.count)
  }

  /// An agent whose streams are those of a seed.
  init(_ environment: some Environment, _ configuration: A.Configuration, seed: UInt64) throws {
    try self.init(World(environment), configuration, sequence: SeedSequence(seed))
  }

  var counters: Counters { log.counters }

  /// What the agent has measured, by name.
  var measures: [(name: String, value: Double?)] {
    zip(A.about.measures, log.measures).map { ($0.name, $1) }
  }

  /// A step in each environment, and the updates that are due.
  mutating func advance(_ report: (Episode) -> Void = { _ in }) {
    agent.advance(&log)
    for episode in log.takeEpisodes() { report(episode) }
  }

  /// Advances to a number of steps. Returns the episodes that ended.
  @discardableResult
  mutating func run(to steps: Int) -> [Episode] {
    var episodes: [Episode] = []
    while counters.steps < steps { advance { episodes.append($0) } }
    return episodes
  }

  /// A network that the agent keeps to itself.
  func network(_ name: String) throws -> Sequential {
    let found = Mirror(reflecting: agent).descendant(name)
    return try #require(found as? Sequential ?? (found as? ValuePolicy)?.network)
  }
}

extension Running<DQN> {
  /// The network that the agent acts by.
  var network: Sequential {
    get { agent.policy.network }
    set { agent.policy.network = newValue }
  }
}

extension Running<REINFORCE> {
  /// The network that the agent acts by.
  var network: Sequential {
    get { agent.policy.network }
    set { agent.policy.network = newValue }
  }
}
