import RLSettings
import RLState

/// Neither the agent nor the environment has this setting.
public struct UnknownSettingError: Error, Hashable, CustomStringConvertible {
  package let key: String
  package let agent: String
  package let agentKeys: [String]
  package let environment: String
  package let environmentKeys: [String]

  public var description: String {
    "there is no setting '\(short(key))'"
      + (nearestName(to: key, among: agentKeys + environmentKeys).map {
        "; did you mean '\($0)'?"
      } ?? "")
      + "\nsettings of \(agent): \(agentKeys.joined(separator: ", "))"
      + "\nsettings of \(environment): "
      + (environmentKeys.isEmpty ? "none" : environmentKeys.joined(separator: ", "))
  }
}
