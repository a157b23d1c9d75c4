import Environments
import RLRuns

/// The algorithms that can be chosen by name.
package enum AgentCatalog {
  /// In the order in which they are listed.
  package static let all: [any Agent.Type] = [DQN.self, REINFORCE.self]

  /// The algorithm with a name, whatever its case.
  ///
  /// - Throws: `UnknownNameError`, which suggests the nearest name and lists what exists.
  package static func agent(named name: String) throws(UnknownNameError) -> any Agent.Type {
    if let agent = all.first(where: { $0.name == name.lowercased() }) { return agent }
    throw UnknownNameError(kind: "agent", name: name, known: all.map { $0.name })
  }
}

extension Agent {
  /// The preset of a name for an environment, as `preset(named:for:)`.
  ///
  /// - Throws: `UnknownNameError`, which lists those made for the environment.
  package static func requirePreset(
    _ name: String, for environment: String
  ) throws(UnknownNameError) -> Preset<Configuration> {
    if let preset = preset(named: name.lowercased(), for: environment) { return preset }
    let others = presets.filter { $0.name == name.lowercased() }.flatMap(\.environments)
    throw UnknownNameError(
      kind: "preset", of: "\(self.name) for \(environment)", name: name,
      known: presetNames(for: environment), elsewhere: others)
  }

  /// The names of the presets that fit an environment.
  package static func presetNames(for environment: String) -> [String] {
    var names: [String] = []
    for preset in presets where preset.fits(environment) && !names.contains(preset.name) {
      names.append(preset.name)
    }
    return names
  }
}
