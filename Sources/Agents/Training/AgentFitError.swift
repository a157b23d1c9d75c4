import Environments
import RLRandom

/// Why an agent cannot learn in an environment.
public struct AgentFitError: Error, Hashable, CustomStringConvertible {
  public enum Reason: Sendable, Hashable {
    /// It takes other actions than the environment has.
    case actions(found: String, needed: String)
    /// It sees other observations than the environment gives.
    case observations(found: String, needed: String)
    /// The agent learns from whole episodes, and the environment has no time limit.
    case endlessEpisodes
    /// Its networks have a body that is not made for such observations.
    case body(String, observation: String)
    /// A hyper-parameter has no effect on such actions.
    case settingWithoutEffect(String, found: String, needed: String)
  }

  public internal(set) var agent: String
  /// The environment, where its name is known.
  public var environment: String?
  public let reason: Reason
  /// The agents that would do.
  public var alternatives: [String] = []

  public init(
    _ agent: String, _ reason: Reason, environment: String? = nil, alternatives: [String] = []
  ) {
    self.agent = agent
    self.environment = environment
    self.reason = reason
    self.alternatives = alternatives
  }

  public var description: String {
    let place = environment ?? "the environment"
    let others =
      alternatives.isEmpty ? "" : "; these agents do: \(alternatives.joined(separator: ", "))"
    return switch reason {
    case .actions(let found, let needed):
      "\(agent) takes \(needed), and those of \(place) are \(found)\(others)"
    case .observations(let found, let needed):
      "\(agent) sees \(needed), and those of \(place) are \(found)\(others)"
    case .endlessEpisodes:
      "\(agent) learns from whole episodes, and those of \(place) need not end; "
        + "give it a limit, as in --set timeLimit=500"
    case .body(let body, let observation):
      "\(agent): its body \(body) is not made for observations such as those of \(place) "
        + "(\(observation))"
    case .settingWithoutEffect(let key, let found, let needed):
      "\(agent): \(key) has an effect on \(needed) only, and those of \(place) are \(found); "
        + "leave it as it is"
    }
  }
}

extension Spaces {
  /// The number of discrete actions.
  ///
  /// - Throws: `AgentFitError` where they are not discrete.
  public func discreteActions(for agent: String) throws(AgentFitError) -> Int {
    guard case .discrete(let space) = action else {
      throw AgentFitError(
        agent, .actions(found: "continuous (\(action))", needed: "discrete actions"))
    }
    return space.n
  }

  /// The number of discrete observations.
  ///
  /// - Throws: `AgentFitError` where they are not discrete.
  public func discreteObservations(for agent: String) throws(AgentFitError) -> Int {
    guard case .discrete(let space) = observation else {
      throw AgentFitError(
        agent,
        .observations(found: "not discrete (\(observation))", needed: "discrete observations"))
    }
    return space.n
  }

  /// The box of continuous actions.
  ///
  /// - Throws: `AgentFitError` where they are not continuous.
  public func continuousActions(for agent: String) throws(AgentFitError) -> Box {
    guard case .box(let box) = action else {
      throw AgentFitError(
        agent, .actions(found: "discrete (\(action))", needed: "continuous actions"))
    }
    return box
  }

  /// Sees to it that settings of the noise of continuous actions are not given for others.
  ///
  /// - Parameter settings: their keys, and whether each differs from its default.
  /// - Throws: `AgentFitError`.
  func requireContinuousActions(
    for agent: String, where settings: [(key: String, isSet: Bool)]
  ) throws(AgentFitError) {
    guard case .discrete = action, let setting = settings.first(where: \.isSet) else { return }
    throw AgentFitError(
      agent,
      .settingWithoutEffect(
        setting.key, found: "discrete (\(action))", needed: "continuous actions"))
  }
}

extension Agent {
  /// Sees to it that episodes end where the agent learns from whole ones.
  ///
  /// - Throws: `AgentFitError`.
  static func requireEnds(of world: World) throws(AgentFitError) {
    if about.needsWholeEpisodes && world.timeLimit == nil {
      throw AgentFitError(name, .endlessEpisodes)
    }
  }

  /// Sees to it that the agent can learn in a world.
  ///
  /// - Throws: `AgentFitError`.
  package static func requireFit(
    _ world: World, _ configuration: Configuration, named name: String? = nil
  ) throws(AgentFitError) {
    do throws(AgentFitError) {
      try requireEnds(of: world)
      var generator = PCG64(seed: 0)
      _ = try policy(for: world.spaces, configuration, using: &generator)
    } catch {
      var error = error
      (error.agent, error.environment) = (Self.name, name)
      throw error
    }
  }

  /// What `body` gives; its error is of this agent, by whatever algorithm it acts.
  static func named<Result>(
    _ body: () throws(AgentFitError) -> Result
  ) throws(AgentFitError) -> Result {
    do throws(AgentFitError) { return try body() } catch {
      var error = error
      error.agent = name
      throw error
    }
  }
}
