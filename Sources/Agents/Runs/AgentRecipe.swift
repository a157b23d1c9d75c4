import Environments
import RLRuns
import RLSettings

/// What the training of an agent is made from.
package struct AgentRecipe<A: Agent>: Sendable {
  package let environment: World
  /// Complete, in the form that they are read in: a file has 1 for 1.0.
  let environmentSettings: [String: SettingValue]
  package let configuration: A.Configuration
  /// The mean return at which the environment counts as solved; nil where its settings are not
  /// those that the threshold was made for.
  package let threshold: Double?

  /// - Throws: as `RunConfiguration.init(_:in:)`.
  init(_ subject: AgentSubject, _ settings: RunSettings, in catalog: Catalog) throws {
    let entry = try catalog.environments.entry(named: subject.environment)
    let made = try entry.make(settings: settings.environment ?? [:])
    environment = made.environment
    environmentSettings = AgentRun.dictionary(made.settings)
    var configuration = A.Configuration()
    try A.Configuration.settings.apply(settings.hyperparameters, to: &configuration)
    try configuration.validate()
    try A.requireFit(environment, configuration, named: entry.id)
    self.configuration = configuration
    threshold = try entry.threshold(with: environmentSettings)
  }
}

extension AgentRun {
  /// The mean return at which the run's environment counts as solved; nil where its settings are not
  /// those that the threshold was made for.
  ///
  /// - Throws: `UnknownEnvironmentError`, and what `EnvironmentEntry.make` throws.
  package func threshold(in catalog: Catalog) throws -> Double? {
    let entry = try catalog.environments.entry(named: subject.environment)
    let (_, made) = try entry.make(settings: settings.environment ?? [:])
    return try entry.threshold(with: Self.dictionary(made))
  }
}

extension EnvironmentEntry {
  /// The mean return at which the environment counts as solved; nil where its settings are not those
  /// that it was made for.
  func threshold(with settings: [String: SettingValue]) throws -> Double? {
    guard let rewardThreshold else { return nil }
    let standard = AgentRun.dictionary(try make().settings)
    return settings == standard ? rewardThreshold : nil
  }
}

// What a configuration that was written by hand, or elsewhere, can have wrong.
extension UnknownEnvironmentError: SettingProblem {}
extension MapError: SettingProblem {}
extension MapFileError: SettingProblem {}
extension RandomMapError: SettingProblem {}
extension AgentFitError: SettingProblem {}
extension SettingConflictError: SettingProblem {}
extension WorldError: SettingProblem {}
