import Environments
import RLNet
import RLRuns
import RLSettings

/// All that a run follows from, and how it is recorded: `config.json`. It is complete: no default is
/// left open.
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
  /// Where the run is a fork: what it was before, the oldest first.
  package var ancestors: [Ancestor] = []
  /// What is kept of it; changes nothing else.
  package var recording: RecordingOptions

  /// What a run was before it was forked.
  package struct Ancestor: Sendable, Hashable, Codable {
    package var environmentSettings: [String: SettingValue]
    package var hyperparameters: [String: SettingValue]
    /// Environment steps at which the next one began.
    package var untilStep: Int
  }

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
    let settings = try settings(
      of: A.self, preset.configuration, madeFor: dictionary(entry.make().settings), entry, [],
      changedBy: request.assignments)
    return RunConfiguration(
      version: toolkitVersion, environment: entry.id,
      environmentSettings: settings.environment, agent: A.name, preset: preset.name,
      seed: request.seed, hyperparameters: settings.agent,
      evaluationEpisodes: request.evaluationEpisodes, recording: request.recording)
  }

  /// The configuration with other settings. All are in the form that settings are read in, so that
  /// they can be compared: a file has 1 for 1.0.
  ///
  /// - Parameter keepsSchedules: whether what is scheduled over the steps of the training goes on as
  ///   before where their number is another one, unless the assignments say how it goes on.
  /// - Throws: as `init(_:registry:)`.
  package func changed(
    by assignments: [RunRequest.Assignment], keepsSchedules: Bool = false,
    registry: EnvironmentRegistry = .builtIn
  ) throws -> RunConfiguration {
    let entry = try registry.entry(named: environment)
    return try changed(AgentCatalog.agent(named: agent), entry, assignments, keepsSchedules)
  }

  private func changed<A: Agent>(
    _ agent: A.Type, _ entry: EnvironmentEntry, _ assignments: [RunRequest.Assignment],
    _ keepsSchedules: Bool
  ) throws -> RunConfiguration {
    var configuration = A.Configuration()
    try A.Configuration.settings.apply(hyperparameters, to: &configuration)
    let texts = environmentSettings.sorted { $0.key < $1.key }.map { ($0.key, "\($0.value)") }
    let settings = try Self.settings(
      of: A.self, configuration, madeFor: environmentSettings, entry, texts,
      changedBy: assignments, keepsSchedules: keepsSchedules)
    var run = self
    run.hyperparameters = settings.agent
    run.environmentSettings = settings.environment
    return run
  }

  /// Checks the settings of agent and environment and completes them.
  ///
  /// - Parameter known: the environment's settings that the hyper-parameters were made for. With
  ///   others, other returns are possible: a return to stop at does not hold unless it is stated.
  private static func settings<A: Agent>(
    of agent: A.Type, _ hyperparameters: A.Configuration,
    madeFor known: [String: SettingValue], _ entry: EnvironmentEntry,
    _ environmentTexts: [(key: String, value: String)],
    changedBy assignments: [RunRequest.Assignment], keepsSchedules: Bool = false
  ) throws -> (agent: [String: SettingValue], environment: [String: SettingValue]) {
    var forAgent: [(key: String, value: String)] = []
    var forEnvironment = environmentTexts
    for assignment in assignments {
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
    var hyperparameters = hyperparameters
    let earlier = hyperparameters
    try A.Configuration.settings.apply(forAgent, to: &hyperparameters)
    if keepsSchedules && hyperparameters.steps != earlier.steps {
      hyperparameters.keepSchedules(of: earlier)
      try A.Configuration.settings.apply(forAgent, to: &hyperparameters)
    }
    let (environment, settings) = try entry.make(
      texts: forEnvironment, stated: forEnvironment.dropFirst(environmentTexts.count).map(\.key))
    if dictionary(settings) != known, !forAgent.contains(where: { $0.key == "stopReturn" }) {
      hyperparameters.selection.stopReturn = nil
    }
    try A.Configuration.settings.requireEffect(of: forAgent.map(\.key), in: hyperparameters)
    try hyperparameters.validate()
    try AgentCatalog.requireFit(A.self, environment, hyperparameters, named: entry.id)
    return (
      dictionary(A.Configuration.settings.values(of: hyperparameters)), dictionary(settings)
    )
  }

  static func dictionary(
    _ settings: [(key: String, value: SettingValue)]
  ) -> [String: SettingValue] {
    Dictionary(settings.map { ($0.key, $0.value) }, uniquingKeysWith: { _, last in last })
  }

  /// A memberwise initialiser, written out because it would be private to this file otherwise.
  init(
    version: String, environment: String, environmentSettings: [String: SettingValue],
    agent: String, preset: String, seed: UInt64, hyperparameters: [String: SettingValue],
    evaluationEpisodes: Int, ancestors: [Ancestor] = [], recording: RecordingOptions
  ) {
    self.version = version
    self.environment = environment
    self.environmentSettings = environmentSettings
    self.agent = agent
    self.preset = preset
    self.seed = seed
    self.hyperparameters = hyperparameters
    self.evaluationEpisodes = evaluationEpisodes
    self.ancestors = ancestors
    self.recording = recording
  }
}

extension RunConfiguration: RunDescription {
  package var checkpointEvery: Int { recording.checkpointEvery }
  package var checkpointCount: Int { recording.checkpoints }

  /// Those of the environment have `environment.` before their names.
  package var flatSettings: [(key: String, value: SettingValue)] {
    let seed = Int(exactly: self.seed).map(SettingValue.int) ?? .string("\(self.seed)")
    return [
      ("agent", .string(agent)), ("environment", .string(environment)),
      ("preset", .string(preset)), ("seed", seed),
    ] + environmentSettings.map { ("environment.\($0)", $1) } + hyperparameters.map { ($0, $1) }
  }

  package func gives(_ receipt: Receipt) -> Bool { receipt.configuration == .init(self) }
}
