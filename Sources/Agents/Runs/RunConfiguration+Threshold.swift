import Environments
import RLSettings

extension RunConfiguration {
  /// The mean return at which the run's environment counts as solved; nil where its settings are not
  /// those that the threshold was made for.
  ///
  /// - Throws: `UnknownEnvironmentError`, and what `EnvironmentEntry.make` throws.
  package func threshold(registry: EnvironmentRegistry = .builtIn) throws -> Double? {
    let entry = try registry.entry(named: environment)
    let (_, settings) = try entry.make(settings: environmentSettings)
    return try entry.threshold(with: Self.dictionary(settings))
  }
}

extension EnvironmentEntry {
  /// The mean return at which the environment counts as solved with some settings; nil with others
  /// than the standard ones.
  ///
  /// - Parameter settings: complete, in the form that they are read in.
  func threshold(with settings: [String: SettingValue]) throws -> Double? {
    try settings == RunConfiguration.dictionary(make().settings) ? rewardThreshold : nil
  }
}
