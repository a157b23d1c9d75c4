import Environments

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

/// Nothing of the kind has this name.
package struct UnknownNameError: Error, Hashable, CustomStringConvertible {
  /// What was looked for: `agent`, `preset`.
  package let kind: String
  /// What it must belong to, such as `dqn for CartPole-v1`.
  package let owner: String?
  package let name: String
  /// The names that exist.
  package let known: [String]
  /// The environments for which the name does exist.
  package let elsewhere: [String]

  init(
    kind: String, of owner: String? = nil, name: String, known: [String], elsewhere: [String] = []
  ) {
    self.kind = kind
    self.owner = owner
    self.name = name
    self.known = known
    self.elsewhere = elsewhere
  }

  package var description: String {
    "there is no \(kind) '\(name)'" + (owner.map { " of \($0)" } ?? "")
      + (elsewhere.isEmpty ? "" : "; it is made for \(elsewhere.joined(separator: ", "))")
      + (nearestName(to: name, among: known).map { "; did you mean '\($0)'?" } ?? "")
      + " (\(kind)s: \(known.joined(separator: ", ")))"
  }
}
