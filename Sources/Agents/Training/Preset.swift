/// A named set of hyper-parameters, made for some environments.
public struct Preset<Configuration: AgentConfiguration>: Sendable {
  public let name: String
  /// The ids of the environments that it was made for; empty for any.
  public let environments: [String]
  /// Where it is from, or what it is for, in a sentence.
  public let summary: String
  public let configuration: Configuration

  public init(
    _ name: String, environments: [String] = [], _ summary: String,
    _ change: (inout Configuration) -> Void = { _ in }
  ) {
    self.name = name
    self.environments = environments
    self.summary = summary
    var configuration = Configuration()
    change(&configuration)
    self.configuration = configuration
  }

  /// Whether the preset was made for an environment.
  public func fits(_ environment: String) -> Bool {
    environments.isEmpty || environments.contains(environment)
  }
}

extension Agent {
  /// The preset of a name for an environment: one made for it before one for any.
  public static func preset(named name: String, for environment: String) -> Preset<Configuration>? {
    presets.first { $0.name == name && $0.environments.contains(environment) }
      ?? presets.first { $0.name == name && $0.environments.isEmpty }
  }
}
