import Environments

/// Which keys take which actions.
package struct KeyBindings: Sendable {
  private let names: [ActionName]?
  private let count: Int
  /// Of continuous actions: their bounds, and what their components are called.
  private var continuous: (box: Box, components: [ActionComponent])?

  /// - Parameters:
  ///   - names: what the actions are called, if they have names.
  ///   - count: how many actions there are.
  package init(names: [ActionName]?, count: Int) {
    self.names = names
    self.count = count
  }

  package init(_ environment: SingleEnvironment) {
    switch environment.spaces.action {
    case .box(let box):
      self.init(names: nil, count: 0)
      let names =
        environment.actionComponents
        ?? (0..<box.count).map {
          ActionComponent("component \($0)", low: "least", high: "greatest")
        }
      continuous = (box, names)
    case .discrete(let space): self.init(names: environment.actionNames, count: space.n)
    case .pixels: self.init(names: nil, count: 0)
    }
  }

  /// The action of a key; nil for none. Keys that point somewhere take the action that leads there, and a
  /// digit takes the action of that number.
  ///
  /// Of a continuous action, left and right give the first component its least and greatest value, down
  /// and up the second one where there are two; with one, down and 0 give it 0.
  package func action(of key: Key) -> Action? {
    if let continuous { return Self.action(of: key, in: continuous.box) }
    if let direction = Self.direction(of: key) {
      return names?.firstIndex { $0.heading == direction }.map { .discrete($0) }
    }
    guard case .character(let character) = key, let digit = character.wholeNumberValue else {
      return nil
    }
    return digit < count ? .discrete(digit) : nil
  }

  private static func action(of key: Key, in box: Box) -> Action? {
    var coordinates = (0..<box.count).map { min(max(0, box.low[$0]), box.high[$0]) }
    switch (direction(of: key), box.count) {
    case (.left, 1...): coordinates[0] = box.low[0]
    case (.right, 1...): coordinates[0] = box.high[0]
    case (.down, 2...): coordinates[1] = box.low[1]
    case (.up, 2...): coordinates[1] = box.high[1]
    case (.down, _): break
    case (nil, _) where key == .character("0"): break
    default: return nil
    }
    return .continuous(coordinates)
  }

  /// What to press: `arrows, WASD or HJKL: left, right`.
  package var help: String {
    if let components = continuous?.components { return Self.help(components) }
    let names = names ?? (0..<count).map { ActionName("action \($0)", heading: nil) }
    let directions = names.filter { $0.heading != nil }.map(Self.directionText)
    var parts: [String] = []
    if !directions.isEmpty {
      parts.append("arrows, WASD or HJKL: " + directions.joined(separator: ", "))
    }
    // There are no more keys of one digit.
    for (number, name) in names.enumerated().prefix(10) where name.heading == nil {
      parts.append("\(number): \(name.text)")
    }
    return parts.joined(separator: "  ")
  }

  private static func help(_ components: [ActionComponent]) -> String {
    var parts: [String] = []
    for (component, keys) in zip(components, [("left", "right"), ("down", "up")]) {
      parts.append("\(keys.0): \(component.name) \(component.low), \(keys.1): \(component.high)")
    }
    let none = components.count == 1 ? ", down: none" : "  0: none"
    return "arrows, WASD or HJKL: " + parts.joined(separator: "; ") + none
  }

  /// The key that points there, and what it does where that is called otherwise.
  private static func directionText(_ name: ActionName) -> String {
    let key = name.heading?.rawValue ?? ""
    return name.text == key ? key : "\(key): \(name.text)"
  }

  private static func direction(of key: Key) -> Heading? {
    switch key {
    case .up: .up
    case .down: .down
    case .left: .left
    case .right: .right
    case .character(let character):
      switch character.lowercased() {
      case "w", "k": .up
      case "s", "j": .down
      case "a", "h": .left
      case "d", "l": .right
      default: nil
      }
    }
  }
}
