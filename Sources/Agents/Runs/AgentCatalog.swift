import Environments
import RLRandom
import RLRuns

/// The algorithms that can be chosen by name.
public struct AgentCatalog: Sendable, ExpressibleByArrayLiteral {
  /// In the order in which they are listed.
  public private(set) var all: [any Agent.Type]

  /// - Parameter agents: of two with the same name the later one counts.
  public init(_ agents: [any Agent.Type]) {
    all = agents.reduce(into: []) { known, agent in
      known.removeAll { $0.name == agent.name }
      known.append(agent)
    }
  }

  public init(arrayLiteral agents: any Agent.Type...) { self.init(agents) }

  /// Those of this package.
  public static let builtIn = AgentCatalog([
    DQN.self, REINFORCE.self, PPO.self, A2C.self, SAC.self, TD3.self, DDPG.self,
  ])

  /// Those of a catalog, and further ones: `.builtIn + [Own.self]`.
  public static func + (catalog: AgentCatalog, further: AgentCatalog) -> AgentCatalog {
    AgentCatalog(catalog.all + further.all)
  }

  /// The algorithm with a name, whatever its case.
  ///
  /// - Throws: `UnknownNameError`, which suggests the nearest name and lists what exists.
  package func agent(named name: String) throws(UnknownNameError) -> any Agent.Type {
    if let agent = all.first(where: { $0.name == name.lowercased() }) { return agent }
    throw UnknownNameError(kind: "agent", name: name, known: all.map { $0.name })
  }

  /// Sees to it that an agent can learn in a world; the error tells which ones could.
  ///
  /// - Throws: `AgentFitError`.
  func requireFit<A: Agent>(
    _ agent: A.Type, _ world: World, _ configuration: A.Configuration, named name: String
  ) throws(AgentFitError) {
    do throws(AgentFitError) {
      try A.requireFit(world, configuration, named: name)
    } catch {
      var error = error
      switch error.reason {
      case .actions, .observations:
        error.alternatives = all.filter { fits(Self.algorithm(of: $0), world) }.map { $0.name }
      case .endlessEpisodes, .body, .settingWithoutEffect: break
      }
      throw error
    }
  }

  private func fits<A: Agent>(_ agent: A.Type, _ world: World) -> Bool {
    (try? A.requireFit(world, A.Configuration())) != nil
  }

  /// Those that can see and act in such spaces.
  package func acting(in spaces: Spaces) -> [any Agent.Type] {
    func acts<A: Agent>(_ agent: A.Type) -> Bool {
      var generator = PCG64(seed: 0)
      return (try? A.policy(for: spaces, A.Configuration(), using: &generator)) != nil
    }
    return all.filter { acts(Self.algorithm(of: $0)) }
  }

  /// The agent by which it acts, without networks of somebody's own, which are only made to be used.
  private static func algorithm(of agent: any Agent.Type) -> any Agent.Type {
    (agent as? any OwnBodied.Type)?.algorithm ?? agent
  }
}

/// Environments and algorithms by name, those of a program's own among them.
public struct Catalog: Sendable {
  public var environments: EnvironmentRegistry
  public var agents: AgentCatalog

  public init(environments: EnvironmentRegistry = .builtIn, agents: AgentCatalog = .builtIn) {
    self.environments = environments
    self.agents = agents
  }

  /// Those of this package.
  public static let builtIn = Catalog()
}

extension Agent {
  /// The preset of a name for an environment, as `preset(named:for:)`.
  ///
  /// - Throws: `UnknownNameError`, which lists those made for the environment.
  public static func requirePreset(
    _ name: String, for environment: String
  ) throws(UnknownNameError) -> Preset<Configuration> {
    if let preset = preset(named: name.lowercased(), for: environment) { return preset }
    let others = presets.filter { $0.name == name.lowercased() }.flatMap(\.environments)
    throw UnknownNameError(
      kind: "preset", of: "\(self.name) for \(environment)", name: name,
      known: presetNames(for: environment), elsewhere: others)
  }

  /// The names of the presets that fit an environment.
  package static func presetNames(for environment: String) -> [String] {
    var names: [String] = []
    for preset in presets where preset.fits(environment) && !names.contains(preset.name) {
      names.append(preset.name)
    }
    return names
  }
}
