import RLState

/// What is wrong with the text of a map, and where.
public struct MapError: Error, Hashable, CustomStringConvertible {
  /// What can be wrong.
  public enum Problem: Sendable, Hashable {
    /// No row at all.
    case empty
    /// A row whose length differs from the first one's.
    case ragged(found: Int, expected: Int)
    /// A character that means nothing; `hint` says what does.
    case unknownCharacter(Character, hint: String)
    /// A legend line that cannot be read; `reason` says why.
    case legend(String, reason: String)
    /// No cell is marked as a start.
    case noStart
    /// No cell is marked as a goal.
    case noGoal
    /// No goal can be reached from a start.
    case goalOutOfReach
  }

  /// What is wrong.
  public let problem: Problem
  /// Counted from 1; nil where the problem is the map as a whole.
  public let line: Int?
  /// Counted from 1; nil where the problem is a whole line or the map.
  public let column: Int?

  /// A problem, and the line and the column (counted from 1) where it is.
  public init(_ problem: Problem, line: Int? = nil, column: Int? = nil) {
    self.problem = problem
    self.line = line
    self.column = column
  }

  public var description: String {
    let place = [line.map { "line \($0)" }, column.map { "column \($0)" }]
      .compactMap(\.self).joined(separator: ", ")
    return place.isEmpty ? "map: \(message)" : "map, \(place): \(message)"
  }

  private var message: String {
    switch problem {
    case .empty:
      "there is no row"
    case .ragged(let found, let expected):
      "the row has \(found) characters; the first row has \(expected)"
    case .unknownCharacter(let character, let hint):
      "unexpected \(character == "\t" ? "tab" : "'\(short("\(character)"))'"); \(hint)"
    case .legend(let text, let reason):
      "cannot read the legend '\(short(text))': \(reason)"
    case .noStart:
      "there is no start; mark one with S"
    case .noGoal:
      "there is no goal; mark one with G"
    case .goalOutOfReach:
      "no goal can be reached from this start"
    }
  }
}
