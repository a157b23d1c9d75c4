import RLSettings

/// One `key=value`, as a person gives it.
package struct Assignment: Sendable, Hashable {
  package var key: String
  package var value: String

  package init(_ key: String, _ value: String) { self.init(key: key, value: value) }

  package init(key: String, value: String) {
    self.key = key
    self.value = value
  }
}

/// The settings of a run: the hyper-parameters, and those of the environment where there is one.
package struct RunSettings: Sendable, Hashable, Codable {
  package var hyperparameters: [String: SettingValue]
  package var environment: [String: SettingValue]?
  /// Of a fork whose step size goes on as in its ancestor: the epochs over which it is scheduled.
  package var scheduledEpochs: Int?

  package init(
    hyperparameters: [String: SettingValue], environment: [String: SettingValue]? = nil
  ) {
    (self.hyperparameters, self.environment) = (hyperparameters, environment)
  }

  private enum CodingKeys: String, CodingKey {
    case hyperparameters, scheduledEpochs
    case environment = "environmentSettings"
  }

  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    hyperparameters = try container.decodeSettings(forKey: .hyperparameters)
    environment =
      try container.contains(.environment) && !container.decodeNil(forKey: .environment)
      ? container.decodeSettings(forKey: .environment) : nil
    if container.contains(.scheduledEpochs) {
      scheduledEpochs = try container.decode(forKey: .scheduledEpochs, in: 1...1_000_000_000)
    }
  }

  /// The settings that are not the same in others.
  package func differences(from other: RunSettings, prefix: String = "") -> [SettingDifference] {
    func epochs(_ settings: RunSettings) -> [String: SettingValue] {
      settings.scheduledEpochs.map { ["scheduledEpochs": .int($0)] } ?? [:]
    }
    return SettingDifference.between(epochs(self), epochs(other), prefix: prefix)
      + SettingDifference.between(hyperparameters, other.hyperparameters, prefix: prefix)
      + SettingDifference.between(
        environment ?? [:], other.environment ?? [:], prefix: prefix)
  }
}
