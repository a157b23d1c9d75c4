import Environments
import RLSettings

/// A setting that has another value in another configuration.
package struct SettingDifference: Sendable, Hashable {
  package var name: String
  /// Nil where the configuration has no such setting.
  package var first: String?
  package var second: String?

  package init(name: String, first: String?, second: String?) {
    self.name = name
    self.first = first
    self.second = second
  }

  /// The settings that are not the same, sorted by name.
  static func between(
    _ first: [String: SettingValue], _ second: [String: SettingValue], prefix: String = ""
  ) -> [SettingDifference] {
    Set(first.keys).union(second.keys).sorted().filter { first[$0] != second[$0] }.map {
      SettingDifference(
        name: prefix + $0, first: first[$0].map { "\($0)" }, second: second[$0].map { "\($0)" })
    }
  }
}

extension RunConfiguration {
  /// The settings of agent and environment that are not the same in another configuration.
  package func settingDifferences(to other: RunConfiguration) -> [SettingDifference] {
    SettingDifference.between(hyperparameters, other.hyperparameters)
      + SettingDifference.between(environmentSettings, other.environmentSettings)
  }
}
