import Environments
import RLRuns
import RLSettings

/// A run's configuration as objects, ready to train.
package struct PreparedRun<A: Agent>: Sendable {
  package let environment: World
  package let configuration: A.Configuration
  package let seed: UInt64
  /// The mean return at which the environment counts as solved; nil where its settings are not
  /// those that the threshold was made for.
  package let threshold: Double?
  /// What it was in turn where it is a fork, the oldest first, and at last what it is.
  let stages: [Stage]

  /// A run, or what a run was before it was forked.
  struct Stage: Sendable {
    let environment: World
    /// Complete, in the form that they are read in: a file has 1 for 1.0.
    let environmentSettings: [String: SettingValue]
    let configuration: A.Configuration
    /// Environment steps at which the next one begins; nil of the last one.
    let untilStep: Int?
  }

  /// Makes environment and hyper-parameters.
  ///
  /// - Throws: as `RunConfiguration.init(_:registry:)`.
  package init(_ run: RunConfiguration, registry: EnvironmentRegistry = .builtIn) throws {
    let entry = try registry.entry(named: run.environment)
    let last = try Self.stage(entry, run.environmentSettings, run.hyperparameters, nil)
    environment = last.environment
    configuration = last.configuration
    seed = run.seed
    threshold = try entry.threshold(with: last.environmentSettings)
    stages =
      try run.ancestors.map {
        try Self.stage(entry, $0.environmentSettings, $0.hyperparameters, $0.untilStep)
      } + [last]
  }

  private static func stage(
    _ entry: EnvironmentEntry, _ environmentSettings: [String: SettingValue],
    _ hyperparameters: [String: SettingValue], _ untilStep: Int?
  ) throws -> Stage {
    let (environment, settings) = try entry.make(settings: environmentSettings)
    var configuration = A.Configuration()
    try A.Configuration.settings.apply(hyperparameters, to: &configuration)
    try configuration.validate()
    try A.requireFit(environment, configuration, named: entry.id)
    return Stage(
      environment: environment, environmentSettings: RunConfiguration.dictionary(settings),
      configuration: configuration, untilStep: untilStep)
  }

  /// What the run is.
  var lastStage: Stage { stages[stages.count - 1] }

  /// The run before its first step, into which a checkpoint can be loaded.
  package var blank: Training<A> {
    get throws { try Training(environment, configuration, seed: seed) }
  }

  /// The environment steps with which the run begins: 0, but for a fork.
  package var firstStep: Int { stages.dropLast().last?.untilStep ?? 0 }

  /// The run before its first step. Of a fork, the ancestors are trained again up to there.
  ///
  /// - Parameters:
  ///   - isInterrupted: asked after each step whether to stop.
  ///   - announce: called once, where it takes longer than a second, with the step up to which the
  ///     ancestors are trained.
  /// - Returns: nil where it was interrupted.
  /// - Throws: `StateError` where the state of an ancestor does not fit the next one.
  package func start(
    isInterrupted: () -> Bool = { false }, announce: (_ step: Int) -> Void = { _ in }
  ) throws -> Training<A>? {
    var again = try Retraining(self)
    var patience = Patience()
    while again.isAmongAncestors {
      try again.advance()
      if isInterrupted() { return nil }
      if patience.ends() { announce(firstStep) }
    }
    return again.training
  }
}

extension PreparedRun {
  /// Makes the run of a folder.
  ///
  /// - Throws: `RunFileError`, which names the file, where the configuration makes no sense.
  package init(
    _ run: RunConfiguration, in folder: RunFolder, registry: EnvironmentRegistry = .builtIn
  ) throws {
    let path = folder.configurationPath
    let all =
      run.ancestors.enumerated().map { ("ancestors.\($0).hyperparameters", $1.hyperparameters) }
      + [("hyperparameters", run.hyperparameters)]
    for (field, hyperparameters) in all {
      // What an older version did not know has its standard value, which does what that version did.
      for setting in A.Configuration.settings
      where run.version == toolkitVersion && hyperparameters[setting.key] == nil {
        throw RunFileError(
          file: path, field: "\(field).\(setting.key)", problem: "it is missing")
      }
    }
    do {
      try self.init(run, registry: registry)
    } catch let error as any SettingProblem {
      throw RunFileError(file: path, field: nil, problem: error.description)
    }
  }
}

extension RunConfiguration {
  /// The algorithm of the run of a folder.
  ///
  /// - Throws: `RunFileError`, which names the file, where there is none of its name.
  package func agentType(in folder: RunFolder) throws -> any Agent.Type {
    do {
      return try AgentCatalog.agent(named: agent)
    } catch {
      throw RunFileError(
        file: folder.configurationPath, field: "agent", problem: error.description)
    }
  }
}

/// What a configuration that was written by hand, or elsewhere, can have wrong.
protocol SettingProblem: Error, CustomStringConvertible {}
extension SettingError: SettingProblem {}
extension UnknownNameError: SettingProblem {}
extension UnknownEnvironmentError: SettingProblem {}
extension MapError: SettingProblem {}
extension MapFileError: SettingProblem {}
extension RandomMapError: SettingProblem {}
extension AgentFitError: SettingProblem {}
extension SettingConflictError: SettingProblem {}
extension WorldError: SettingProblem {}
