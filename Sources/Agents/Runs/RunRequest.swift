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

  /// One `key=value`.
  package struct Assignment: Sendable, Hashable {
    package var key: String
    package var value: String

    package init(key: String, value: String) {
      self.key = key
      self.value = value
    }
  }

  package init(environment: String, agent: String) {
    self.environment = environment
    self.agent = agent
  }
}
