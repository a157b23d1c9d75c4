import Environments

/// A run's configuration as objects, ready to train.
package struct PreparedRun<A: Agent>: Sendable {
  package let environment: AnyEnvironment
  package let configuration: A.Configuration
  package let seed: UInt64
  /// The mean return at which the environment counts as solved; nil where its settings are not
  /// those that the threshold was made for.
  package let threshold: Double?
  /// Where the run is a fork: what it was before, the oldest first.
  private let ancestors: [Ancestor]

  private struct Ancestor {
    let environment: AnyEnvironment
    let configuration: A.Configuration
    let untilStep: Int
  }

  /// Makes environment and hyper-parameters.
  ///
  /// - Throws: as `RunConfiguration.init(_:registry:)`.
  package init(_ run: RunConfiguration, registry: EnvironmentRegistry = .builtIn) throws {
    let entry = try registry.entry(named: run.environment)
    let made = try entry.make(settings: run.environmentSettings)
    environment = made.environment
    configuration = try Self.configuration(run.hyperparameters)
    // The settings as they are read in, since a file has 0 for 0.0.
    let settings = RunConfiguration.dictionary(made.settings)
    let isStandard = try settings == RunConfiguration.dictionary(entry.make().settings)
    seed = run.seed
    threshold = isStandard ? entry.rewardThreshold : nil
    ancestors = try run.ancestors.map {
      Ancestor(
        environment: try entry.make(settings: $0.environmentSettings).environment,
        configuration: try Self.configuration($0.hyperparameters), untilStep: $0.untilStep)
    }
  }

  private static func configuration(
    _ hyperparameters: [String: SettingValue]
  ) throws -> A.Configuration {
    var configuration = A.Configuration()
    try A.Configuration.settings.apply(hyperparameters, to: &configuration)
    return configuration
  }

  /// The run before its first step, into which a checkpoint can be loaded.
  package var blank: Training<A> { Training(environment, configuration, seed: seed) }

  /// The environment steps with which the run begins: 0, but for a fork.
  package var firstStep: Int { ancestors.last?.untilStep ?? 0 }

  /// The run before its first step. Of a fork, the ancestors are trained again up to there.
  ///
  /// - Parameter isInterrupted: asked after each step whether to stop.
  /// - Returns: nil where it was interrupted.
  /// - Throws: `StateError` where the state of an ancestor does not fit the next one.
  package func start(isInterrupted: () -> Bool = { false }) throws -> Training<A>? {
    guard let first = ancestors.first else { return blank }
    var training = Training<A>(first.environment, first.configuration, seed: seed)
    for (index, ancestor) in ancestors.enumerated() {
      while training.agent.counters.steps < ancestor.untilStep && !training.isFinished {
        training.advance()
        if isInterrupted() { return nil }
      }
      let next = index + 1 < ancestors.count ? ancestors[index + 1] : nil
      training = try training.forked(
        next?.environment ?? environment, next?.configuration ?? configuration, seed: seed)
    }
    return training
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
      for setting in A.Configuration.settings where hyperparameters[setting.key] == nil {
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
