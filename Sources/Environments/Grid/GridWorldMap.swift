/// A map of a grid world, drawn with characters.
///
/// Each line is a row: `#` is a wall, `.` is free, `S` is a start (where there are several, an
/// episode starts at any of them with the same probability), `G` is a goal that rewards +1, `P` is a
/// pit that rewards −1; goals and pits end the episode. Legend lines below the rows give other
/// rewards to further letters and digits, or to `G` and `P`. A letter with a reward below 0 is a
/// pit, any other a goal:
///
/// ```
/// S..A
/// .#.B
/// ....
/// A = +10
/// B = -5
/// ```
public struct GridWorldMap: Sendable, Hashable {
  /// What a cell is.
  public enum Cell: Sendable, Hashable {
    /// The walker can go there.
    case free
    /// A free cell in which an episode can start.
    case start
    /// The walker cannot go there.
    case wall
    /// A goal or a pit: entering it ends the episode and gives this reward.
    case terminal(reward: Double)
  }

  /// The map as it was written, without empty lines at its end.
  public let text: String
  /// The characters: `[rowCount, columnCount]`.
  public let characters: [[Character]]
  /// What they mean: `[rowCount, columnCount]`.
  public let cells: [[Cell]]

  /// How many rows there are.
  public var rowCount: Int { cells.count }
  /// How many cells a row has.
  public var columnCount: Int { cells[0].count }

  /// Reads a map.
  ///
  /// - Throws: `MapError`, which tells line and column, where a row is ragged, a character is
  ///   unknown, a legend line cannot be read, there is no start or no goal, or from some start no
  ///   goal can be reached.
  public init(text: String) throws(MapError) {
    let lines = MapText(text).lines
    let rowEnd = lines.firstIndex { $0.contains("=") || $0.isEmpty } ?? lines.count
    let rewards = try Legend(lines, from: rowEnd).rewards
    let characters = try MapText.grid(Array(lines[..<rowEnd])) { character in
      if "#.S".contains(character) || rewards[character] != nil { return nil }
      return character.isLetter || character.isNumber
        ? "give it a reward with a line '\(character) = 10' below the map"
        : "a cell is # (wall), . (free), S (start), G (goal), P (pit) or a letter of the legend"
    }
    self.characters = characters
    self.text = lines.joined(separator: "\n")
    cells = characters.map { row in
      row.map { character in
        switch character {
        case "#": .wall
        case ".": .free
        case "S": .start
        default: .terminal(reward: rewards[character] ?? 0)
        }
      }
    }
    try requireWay()
  }

  /// Checks that there are starts and goals, and a way from each start to a goal.
  private func requireWay() throws(MapError) {
    let flat = cells.flatMap(\.self)
    let starts = flat.indices.filter { flat[$0] == .start }
    guard !starts.isEmpty else { throw MapError(.noStart) }
    func isGoal(_ cell: Cell) -> Bool {
      if case .terminal(let reward) = cell { reward >= 0 } else { false }
    }
    guard flat.contains(where: isGoal) else { throw MapError(.noGoal) }
    // Backwards, once for all starts. A way through a goal has reached one.
    let goals = flat.indices.filter { isGoal(flat[$0]) }
    let reached = reachable(from: goals, rows: rowCount, columns: columnCount) { row, column in
      switch cells[row][column] {
      case .wall: true
      case .terminal(let reward): reward < 0
      case .free, .start: false
      }
    }
    if let start = starts.first(where: { !reached[$0] }) {
      throw MapError(
        .goalOutOfReach, line: start / columnCount + 1, column: start % columnCount + 1)
    }
  }
}

/// The rewards of the letters of a map.
private struct Legend {
  private(set) var rewards: [Character: Double] = ["G": 1, "P": -1]

  /// Reads the lines from `start` on; blank lines are skipped.
  init(_ lines: [String], from start: Int) throws(MapError) {
    var seen: Set<Character> = []
    for (index, line) in lines.enumerated().dropFirst(start) {
      if line.allSatisfy(\.isWhitespace) { continue }
      func refusal(_ reason: String) -> MapError {
        MapError(.legend(line, reason: reason), line: index + 1)
      }
      let parts = line.split(separator: "=", omittingEmptySubsequences: false)
        .map { String($0.drop(while: \.isWhitespace)) }
        .map { String($0.reversed().drop(while: \.isWhitespace).reversed()) }
      guard parts.count == 2, parts[0].count == 1, let letter = parts[0].first else {
        throw refusal("it must look like 'A = 10'")
      }
      guard letter != "S", letter.isLetter || letter.isNumber else {
        throw refusal("'\(letter)' cannot have a reward; take another letter or a digit")
      }
      guard let reward = Double(parts[1]), reward.isFinite else {
        throw refusal("'\(parts[1])' is not a number")
      }
      guard seen.insert(letter).inserted else {
        throw refusal("'\(letter)' has a reward already")
      }
      rewards[letter] = reward
    }
  }
}
