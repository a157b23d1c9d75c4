import Environments
import RLSettings

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
package struct AgentFitError: Error, Hashable, CustomStringConvertible {
  package enum Reason: Sendable, Hashable {
    /// The spaces do not fit.
    case spaces(ErasureError)
    /// The agent learns from whole episodes, and the environment has no time limit.
    case endlessEpisodes(environment: String)
  }

  package let agent: String
  package let reason: Reason

  package var description: String {
    switch reason {
    case .spaces(let error): "\(agent) does not fit: \(error)"
    case .endlessEpisodes(let environment):
      "\(agent) learns from whole episodes, and those of \(environment) need not end; "
        + "give it a limit, as in --set timeLimit=500"
    }
  }

  static func checking<Result>(_ agent: String, _ make: () throws -> Result) throws -> Result {
    do {
      return try make()
    } catch let error as ErasureError {
      throw AgentFitError(agent: agent, reason: .spaces(error))
    }
  }
}

extension Agent {
  /// Sees to it that episodes end where the agent waits for that.
  ///
  /// - Throws: `AgentFitError`.
  static func requireEnd(
    of environment: AnyEnvironment, named name: String
  ) throws(AgentFitError) {
    if needsWholeEpisodes && environment.timeLimit == nil {
      throw AgentFitError(agent: self.name, reason: .endlessEpisodes(environment: name))
    }
  }
}

/// A setting that has no effect beside another one.
package struct SettingConflictError: Error, Hashable, CustomStringConvertible {
  package let description: String
}
