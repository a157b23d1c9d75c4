/// An environment around another one.
///
/// What the one inside can do beside stepping (`Depicted`, `TextRendering`, `ActionNaming`,
/// `ActionComponentNaming`, `PhasePlaneMapping`), the wrapper need not repeat: `capability` finds it.
/// A wrapper that does it differently, since it renumbers actions for instance, conforms itself. What
/// belongs to stepping it passes on itself, `hasActionMask` and `usesSystemMathematics` included.
public protocol EnvironmentWrapper: Environment {
  /// What the environment inside is.
  associatedtype Base: Environment
  /// The environment inside.
  var base: Base { get set }
}

extension TimeLimit: EnvironmentWrapper {}

extension Environment {
  /// The environment itself or, where it cannot do something, the outermost inside of its wrappers
  /// that can:
  ///
  /// ```swift
  /// let drawing = environment.capability((any Depicted).self)?.depiction
  /// ```
  public func capability<Capability>(_ type: Capability.Type) -> Capability? {
    var inner: any Environment = self
    while true {
      if let found = inner as? Capability { return found }
      guard let wrapper = inner as? any EnvironmentWrapper else { return nil }
      inner = wrapper.base
    }
  }
}

/// An environment without its wrappers.
package func innermost(_ environment: any Environment) -> any Environment {
  var inner = environment
  while let wrapper = inner as? any EnvironmentWrapper { inner = wrapper.base }
  return inner
}

/// The environment at a point of its phase plane; nil where neither it nor one inside has one.
func placed<Outer: Environment>(_ environment: Outer, at point: SIMD2<Double>) -> Outer? {
  if var mapping = environment as? any PhasePlaneMapping {
    mapping.place(at: point)
    return mapping as? Outer
  }
  guard let wrapper = environment as? any EnvironmentWrapper else { return nil }
  return wrapper.withBasePlaced(at: point) as? Outer
}

extension EnvironmentWrapper {
  fileprivate func withBasePlaced(at point: SIMD2<Double>) -> Self? {
    guard let base = placed(base, at: point) else { return nil }
    var copy = self
    copy.base = base
    return copy
  }
}
