/// An environment around another one.
package protocol EnvironmentWrapper {
  /// The environment inside.
  var wrapped: any Environment { get }
}

extension TimeLimit: EnvironmentWrapper {
  package var wrapped: any Environment { base }
}

extension AnyEnvironment: EnvironmentWrapper {
  package var wrapped: any Environment { base }

  /// The innermost environment, without any wrapper (Gymnasium's `unwrapped`).
  package var unwrapped: any Environment {
    var inner = base
    while let wrapper = inner as? any EnvironmentWrapper { inner = wrapper.wrapped }
    return inner
  }
}
