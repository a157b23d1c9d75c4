/// One of the four directions of a map, or of a keyboard's arrows.
public enum Heading: String, Sendable, Hashable, CaseIterable {
  case up
  case right
  case down
  case left

  /// Counter-clockwise from rightward, in radians.
  public var angle: Double {
    switch self {
    case .right: 0
    case .up: .pi / 2
    case .left: .pi
    case .down: -.pi / 2
    }
  }

  /// The character that points there.
  var character: Character {
    switch self {
    case .up: "^"
    case .right: ">"
    case .down: "v"
    case .left: "<"
    }
  }
}
