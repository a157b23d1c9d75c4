import Environments

/// All that a run follows from: `config.json`. It is complete: no default is left open.
package struct RunConfiguration: Sendable, Hashable {
  /// The version of the toolkit that made it.
  package var version: String
  /// The id of the environment.
  package var environment: String
  package var environmentSettings: [String: SettingValue]
  package var agent: String
  /// The preset that the hyper-parameters started from.
  package var preset: String
  package var seed: UInt64
  package var hyperparameters: [String: SettingValue]
  /// Episodes of the evaluation after training.
  package var evaluationEpisodes: Int

  /// Checks a request and completes it.
  ///
  /// - Throws: `UnknownEnvironmentError`, `UnknownNameError`, `UnknownSettingError`, `SettingError`,
  ///   `MapError`, `MapFileError`, `AgentFitError`, `SettingConflictError`.
  package init(_ request: RunRequest, registry: EnvironmentRegistry = .builtIn) throws {
    let entry = try registry.entry(named: request.environment)
    self = try Self.resolve(AgentCatalog.agent(named: request.agent), entry, request)
  }

  private static func resolve<A: Agent>(
    _ agent: A.Type, _ entry: EnvironmentEntry, _ request: RunRequest
  ) throws -> RunConfiguration {
    let preset = try A.requirePreset(request.preset, for: entry.id)
    var forAgent: [(key: String, value: String)] = []
    var forEnvironment: [(key: String, value: String)] = []
    for assignment in request.assignments {
      let (key, value) = (assignment.key, assignment.value)
      if A.Configuration.settings.contains(where: { $0.key == key }) {
        forAgent.append((key, value))
      } else if entry.settings.contains(where: { $0.key == key }) {
        forEnvironment.append((key, value))
      } else {
        throw UnknownSettingError(
          key: key, agent: A.name, agentKeys: A.Configuration.settings.map(\.key).sorted(),
          environment: entry.id, environmentKeys: entry.settings.map(\.key))
      }
    }
    var hyperparameters = preset.configuration
    try A.Configuration.settings.apply(forAgent, to: &hyperparameters)
    if hyperparameters.selection.stopReturn != nil && hyperparameters.selection.every == 0 {
      throw SettingConflictError(
        description: "stopReturn needs evaluations: set selectEvery > 0, or stopReturn=none")
    }
    let (environment, settings) = try AgentFitError.checking(A.name) {
      try entry.make(texts: forEnvironment)
    }
    if A.needsWholeEpisodes && environment.timeLimit == nil {
      throw AgentFitError(agent: A.name, reason: .endlessEpisodes(environment: entry.id))
    }
    return RunConfiguration(
      version: toolkitVersion, environment: entry.id,
      environmentSettings: dictionary(settings), agent: A.name, preset: preset.name,
      seed: request.seed,
      hyperparameters: dictionary(A.Configuration.settings.values(of: hyperparameters)),
      evaluationEpisodes: request.evaluationEpisodes)
  }

  fileprivate static func dictionary(
    _ settings: [(key: String, value: SettingValue)]
  ) -> [String: SettingValue] {
    Dictionary(settings.map { ($0.key, $0.value) }, uniquingKeysWith: { _, last in last })
  }

  /// A memberwise initialiser, written out because it would be private to this file otherwise.
  init(
    version: String, environment: String, environmentSettings: [String: SettingValue],
    agent: String, preset: String, seed: UInt64, hyperparameters: [String: SettingValue],
    evaluationEpisodes: Int
  ) {
    self.version = version
    self.environment = environment
    self.environmentSettings = environmentSettings
    self.agent = agent
    self.preset = preset
    self.seed = seed
    self.hyperparameters = hyperparameters
    self.evaluationEpisodes = evaluationEpisodes
  }
}

/// A run's configuration as objects, ready to train.
package struct PreparedRun<A: Agent>: Sendable {
  package let environment: AnyEnvironment
  package let configuration: A.Configuration
  package let seed: UInt64
  /// The mean return at which the environment counts as solved; nil where its settings are not
  /// those that the threshold was made for.
  package let threshold: Double?

  /// Makes environment and hyper-parameters.
  ///
  /// - Throws: as `RunConfiguration.init(_:registry:)`.
  package init(_ run: RunConfiguration, registry: EnvironmentRegistry = .builtIn) throws {
    let entry = try registry.entry(named: run.environment)
    environment = try entry.make(settings: run.environmentSettings).environment
    let isStandard =
      try run.environmentSettings == RunConfiguration.dictionary(entry.make().settings)
    var configuration = A.Configuration()
    try A.Configuration.settings.apply(run.hyperparameters, to: &configuration)
    self.configuration = configuration
    seed = run.seed
    threshold = isStandard ? entry.rewardThreshold : nil
  }

  /// The run before its first step.
  package var training: Training<A> { Training(environment, configuration, seed: seed) }
}
