import Environments

/// Which keys take which actions.
package struct KeyBindings: Sendable {
  private let names: [String]?
  private let count: Int

  /// - Parameters:
  ///   - names: what the actions are called, if they have names.
  ///   - count: how many actions there are.
  package init(names: [String]?, count: Int) {
    self.names = names
    self.count = count
  }

  package init(_ environment: AnyEnvironment) {
    self.init(names: environment.actionNames, count: environment.actionSpace.n)
  }

  /// The action of a key; nil for none. Keys that point somewhere take the action of that name, and a
  /// digit takes the action of that number.
  package func action(of key: Key) -> Int? {
    if let direction = Self.direction(of: key) { return names?.firstIndex(of: direction) }
    guard case .character(let character) = key, let digit = character.wholeNumberValue else {
      return nil
    }
    return digit < count ? digit : nil
  }

  /// What to press: `arrows, WASD or HJKL: left, right`.
  package var help: String {
    let names = names ?? (0..<count).map { "action \($0)" }
    let directions = names.filter(Self.directions.contains)
    var parts: [String] = []
    if !directions.isEmpty {
      parts.append("arrows, WASD or HJKL: " + directions.joined(separator: ", "))
    }
    // There are no more keys of one digit.
    for (number, name) in names.enumerated().prefix(10) where !directions.contains(name) {
      parts.append("\(number): \(name)")
    }
    return parts.joined(separator: "  ")
  }

  private static let directions: Set = ["up", "down", "left", "right"]

  private static func direction(of key: Key) -> String? {
    switch key {
    case .up: "up"
    case .down: "down"
    case .left: "left"
    case .right: "right"
    case .character(let character):
      switch character.lowercased() {
      case "w", "k": "up"
      case "s", "j": "down"
      case "a", "h": "left"
      case "d", "l": "right"
      default: nil
      }
    }
  }
}
