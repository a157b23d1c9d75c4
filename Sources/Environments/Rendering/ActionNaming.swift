/// What an action is called, and where it leads.
///
/// A literal that is a direction's name leads there: `"left"` is
/// `ActionName("left", heading: .left)`.
public struct ActionName: Sendable, Hashable, ExpressibleByStringLiteral {
  /// A word or two: "left", "turn left".
  public let text: String
  /// Where it leads, or the arrow key that should take it; nil where there is no direction.
  public let heading: Heading?

  /// - Parameters:
  ///   - text: a word or two: "turn left".
  ///   - heading: where it leads, or the arrow key that should take it.
  public init(_ text: String, heading: Heading?) {
    self.text = text
    self.heading = heading
  }

  public init(stringLiteral text: String) {
    self.init(text, heading: Heading(rawValue: text))
  }
}

/// An environment that says what its actions are called.
public protocol ActionNaming {
  /// A name for each action, in their order: `["left", "right"]`.
  ///
  /// A person who plays by keyboard takes actions that lead up, down, left and right with the keys
  /// that point there, and any other with the key of its number. On a map, reports draw arrows.
  var actionNames: [ActionName] { get }
}
