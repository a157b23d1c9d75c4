/// An environment around another one.
package protocol EnvironmentWrapper {
  /// The environment inside.
  var wrapped: any Environment { get }
}

extension TimeLimit: EnvironmentWrapper {
  package var wrapped: any Environment { base }
}
