import Environments
import RLRuns
import RLSettings

/// What a person asks for: names and texts, not yet checked.
package struct RunRequest: Sendable, Hashable {
  package var environment: String
  package var agent: String
  package var preset = "default"
  package var seed: UInt64 = 1
  /// Settings of the agent or of the environment in the order given; a later one overrides.
  package var assignments: [Assignment] = []
  /// Episodes of the evaluation after training; at least 1.
  package var evaluationEpisodes = 100
  package var recording = RecordingOptions()

  package init(environment: String, agent: String) {
    self.environment = environment
    self.agent = agent
  }
}

extension AgentRun {
  /// Checks a request and completes it.
  ///
  /// - Throws: `UnknownEnvironmentError`, `UnknownNameError`, `UnknownSettingError`, `SettingError`,
  ///   `MapError`, `MapFileError`, `AgentFitError`, `SettingConflictError`.
  package init(_ request: RunRequest, in catalog: Catalog = .builtIn) throws {
    let entry = try catalog.environments.entry(named: request.environment)
    self = try Self.resolve(catalog.agents.agent(named: request.agent), entry, request, catalog)
  }

  private static func resolve<A: Agent>(
    _ agent: A.Type, _ entry: EnvironmentEntry, _ request: RunRequest, _ catalog: Catalog
  ) throws -> AgentRun {
    let preset = try A.requirePreset(request.preset, for: entry.id)
    let settings = try settings(
      of: A.self, preset.configuration, madeFor: dictionary(entry.make().settings), entry, [],
      changedBy: request.assignments, in: catalog)
    return AgentRun(
      AgentSubject(
        environment: entry.id, agent: A.name, evaluationEpisodes: request.evaluationEpisodes),
      preset: preset.name, seed: request.seed, settings, recording: request.recording)
  }

  /// The configuration with other settings. All are in the form that settings are read in, so that
  /// they can be compared: a file has 1 for 1.0.
  ///
  /// - Parameter keepsSchedules: whether what is scheduled over the steps of the training goes on as
  ///   before where their number is another one, unless the assignments say how it goes on.
  /// - Throws: as `init(_:in:)`.
  package func changed(
    by assignments: [Assignment], keepsSchedules: Bool = false, in catalog: Catalog = .builtIn
  ) throws -> AgentRun {
    let entry = try catalog.environments.entry(named: subject.environment)
    return try changed(
      catalog.agents.agent(named: subject.agent), entry, assignments, keepsSchedules, catalog)
  }

  private func changed<A: Agent>(
    _ agent: A.Type, _ entry: EnvironmentEntry, _ assignments: [Assignment],
    _ keepsSchedules: Bool, _ catalog: Catalog
  ) throws -> AgentRun {
    var configuration = A.Configuration()
    try A.Configuration.settings.apply(settings.hyperparameters, to: &configuration)
    let known = settings.environment ?? [:]
    // As those of any run, they name no files; as texts they could.
    _ = try entry.make(settings: known)
    let texts = known.sorted { $0.key < $1.key }.map { ($0.key, "\($0.value)") }
    var run = self
    run.settings = try Self.settings(
      of: A.self, configuration, madeFor: known, entry, texts, changedBy: assignments,
      keepsSchedules: keepsSchedules, in: catalog)
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
    changedBy assignments: [Assignment], keepsSchedules: Bool = false, in catalog: Catalog
  ) throws -> RunSettings {
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
    try catalog.agents.requireFit(A.self, environment, hyperparameters, named: entry.id)
    return RunSettings(
      hyperparameters: dictionary(A.Configuration.settings.values(of: hyperparameters)),
      environment: dictionary(settings))
  }

  static func dictionary(
    _ settings: [(key: String, value: SettingValue)]
  ) -> [String: SettingValue] {
    Dictionary(settings.map { ($0.key, $0.value) }, uniquingKeysWith: { _, last in last })
  }
}
