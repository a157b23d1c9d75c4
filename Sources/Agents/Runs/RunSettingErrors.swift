import Environments

/// Neither the agent nor the environment has this setting.
package struct UnknownSettingError: Error, Hashable, CustomStringConvertible {
  package let key: String
  package let agent: String
  package let agentKeys: [String]
  package let environment: String
  package let environmentKeys: [String]

  package var description: String {
    "there is no setting '\(key)'"
      + (nearestName(to: key, among: agentKeys + environmentKeys).map {
        "; did you mean '\($0)'?"
      } ?? "")
      + "\nsettings of \(agent): \(agentKeys.joined(separator: ", "))"
      + "\nsettings of \(environment): "
      + (environmentKeys.isEmpty ? "none" : environmentKeys.joined(separator: ", "))
  }
}

/// Why an agent cannot learn in an environment.
package enum AgentFitError: Error, Hashable, CustomStringConvertible {
  /// The spaces do not fit.
  case spaces(agent: String, ErasureError)
  /// Nothing ends an episode of a policy that is not yet good.
  case endless(environment: String)

  package var description: String {
    switch self {
    case .spaces(let agent, let reason): "\(agent) does not fit: \(reason)"
    case .endless(let environment):
      "\(environment) has no time limit, so an episode of a policy that is not yet good might "
        + "never end; set one, for example --set timeLimit=500"
    }
  }

  static func checking<Result>(_ agent: String, _ make: () throws -> Result) throws -> Result {
    do {
      return try make()
    } catch let error as ErasureError {
      throw AgentFitError.spaces(agent: agent, error)
    }
  }

  /// Evaluations play whole episodes greedily, which a time limit must end.
  static func requireEnd(
    _ environment: AnyEnvironment, of entry: EnvironmentEntry
  ) throws(AgentFitError) {
    if environment.timeLimit == nil { throw .endless(environment: entry.id) }
  }
}
