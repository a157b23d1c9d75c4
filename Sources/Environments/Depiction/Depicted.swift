/// An environment that says how it looks.
///
/// It has a drawing with characters by that alone, which `rlrun play` shows, and a picture, which
/// `rlrun record` and `report` write.
public protocol Depicted: TextRendering {
  /// How the current state looks. Its rectangle is the same in all states.
  var depiction: Depiction { get }
  /// What the depiction shows, for those who cannot see it: "A car in a valley".
  var alternativeText: String { get }
  /// How many steps a second suit those who look on, or play; nil where the environment waits for
  /// its player.
  var stepsPerSecond: Double? { get }
}

extension Depicted {
  public func rendering(columns: Int) -> String { depiction.text(columns: columns) }
}

extension TimeLimit: Depicted where Base: Depicted {
  public var depiction: Depiction { base.depiction }
  public var alternativeText: String { base.alternativeText }
  public var stepsPerSecond: Double? { base.stepsPerSecond }
}
