import RLSettings
import RLState

/// Neither the agent nor the environment has this setting.
public struct UnknownSettingError: Error, Hashable, CustomStringConvertible, LinesError {
  package let key: String
  package let agent: String
  package let agentKeys: [String]
  package let environment: String
  package let environmentKeys: [String]

  package var lines: [String] {
    [
      "there is no setting '\(short(key))'"
        + (nearestName(to: key, among: agentKeys + environmentKeys).map {
          "; did you mean '\($0)'?"
        } ?? ""),
      "settings of \(agent): \(agentKeys.joined(separator: ", "))",
      "settings of \(environment): "
        + (environmentKeys.isEmpty ? "none" : environmentKeys.joined(separator: ", ")),
    ]
  }

  public var description: String { lines.joined(separator: "\n") }
}
