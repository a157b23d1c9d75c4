import Environments

/// Gives the drawing of an environment colours, by what its characters stand for.
package struct RenderingPainter: Sendable {
  /// What a part of a drawing is. Its colours are among the 16 that every terminal has; where a
  /// colour alone would be hard to see on a light or a dark ground, the part has a ground of its own.
  private enum Part: String {
    /// White on magenta.
    case agent = "1;97;45"
    /// Black on green.
    case goal = "30;42"
    /// White on red: pits, holes and cliffs.
    case pit = "97;41"
    /// Black on grey.
    case wall = "30;47"
    /// Black on cyan.
    case cart = "30;46"
    /// Red.
    case pole = "1;31"
  }

  /// By character.
  private let parts: [Character: Part]
  /// Whether a drawing is made of cells of three characters, the agent's in brackets.
  private let hasCells: Bool

  /// Nil where what the characters stand for is not known.
  package init?(_ environment: SingleEnvironment) {
    var parts: [Character: Part] = [:]
    switch environment.unwrapped {
    case is CartPole:
      for character in "[=o]" { parts[character] = .cart }
      for character in #"|/\"# { parts[character] = .pole }
      hasCells = false
    case let world as GridWorld:
      for (row, cells) in zip(world.map.characters, world.map.cells) {
        for (character, cell) in zip(row, cells) {
          switch cell {
          case .free, .start: break
          case .wall: parts[character] = .wall
          case .terminal(let reward): parts[character] = reward < 0 ? .pit : .goal
          }
        }
      }
      hasCells = true
    case is FrozenLake:
      parts = ["H": .pit, "G": .goal]
      hasCells = true
    case is CliffWalking:
      parts = ["C": .pit, "G": .goal]
      hasCells = true
    case is any Depicted:
      parts = [
        DepictionRole.body.fill: .cart, DepictionRole.part.fill: .wall,
        DepictionRole.goal.fill: .goal, DepictionRole.action.fill: .pole,
      ]
      hasCells = false
    default: return nil
    }
    self.parts = parts
  }

  /// A line of the drawing with colours, which end with the line.
  package func painted(_ line: String) -> String {
    let characters = Array(line)
    var result = ""
    var current: Part?
    for (index, character) in characters.enumerated() {
      let part = part(at: index, of: characters)
      if part != current {
        if current != nil { result += "\u{1B}[0m" }
        if let part { result += "\u{1B}[\(part.rawValue)m" }
        current = part
      }
      result.append(character)
    }
    return current == nil ? result : result + "\u{1B}[0m"
  }

  private func part(at index: Int, of characters: [Character]) -> Part? {
    guard hasCells else { return parts[characters[index]] }
    let cell = index / 3 * 3
    if characters[cell] == "[" { return .agent }
    return cell + 1 < characters.count ? parts[characters[cell + 1]] : nil
  }
}
