/// A map of square tiles, and who walks on it.
public struct TileGrid: Sendable, Hashable {
  /// What a tile is for. Who draws it chooses colours by that.
  public enum Kind: Sendable, Hashable, CaseIterable {
    /// The agent can go there.
    case floor
    /// A floor on which an episode can start.
    case start
    /// A floor of ice.
    case ice
    /// The agent cannot go there.
    case wall
    /// Where the agent should get.
    case goal
    /// Where an episode ends badly, or a step costs much.
    case pit
    /// A pit in ice.
    case hole

    /// Whether the agent can go there, and on from there.
    public var isFloor: Bool { [.floor, .start, .ice].contains(self) }
  }

  /// A tile.
  public struct Tile: Sendable, Hashable {
    /// What it is for.
    public let kind: Kind
    /// What stands for it in text.
    public let character: Character
    /// What pictures write on it, such as a reward; empty for nothing.
    public let label: String

    /// - Parameters:
    ///   - character: what stands for it in text; nil for what is usual.
    ///   - label: what pictures write on it; nil for what is usual: S on a start, G on a goal.
    public init(_ kind: Kind, _ character: Character? = nil, label: String? = nil) {
      self.kind = kind
      self.character = character ?? Self.character(of: kind)
      self.label = label ?? (kind == .start ? "S" : kind == .goal ? "G" : "")
    }

    private static func character(of kind: Kind) -> Character {
      switch kind {
      case .floor, .ice: "."
      case .start: "S"
      case .wall: "#"
      case .goal: "G"
      case .pit: "P"
      case .hole: "O"
      }
    }
  }

  /// Who walks on the map.
  public struct Agent: Sendable, Hashable {
    /// From the top, 0 first.
    public let row: Int
    /// From the left, 0 first.
    public let column: Int
    /// Where it looks; nil where that makes no difference.
    public let heading: Heading?

    /// The agent on a tile.
    public init(row: Int, column: Int, heading: Heading? = nil) {
      self.row = row
      self.column = column
      self.heading = heading
    }
  }

  /// `[rows, columns]`, from the top left.
  public let tiles: [[Tile]]
  /// Nil where nobody is to be seen.
  public let agent: Agent?

  /// - Parameters:
  ///   - tiles: `[rows, columns]`, from the top left; at least one.
  ///   - agent: on one of the tiles.
  public init(_ tiles: [[Tile]], agent: Agent?) {
    guard let columns = tiles.first?.count, columns > 0,
      tiles.allSatisfy({ $0.count == columns })
    else {
      fatalError("TileGrid: rows of \(tiles.map(\.count)) tiles; all have as many, at least 1")
    }
    if let agent, !tiles.indices.contains(agent.row) || !(0..<columns).contains(agent.column) {
      fatalError(
        "TileGrid: the agent is in row \(agent.row), column \(agent.column) of \(tiles.count) × "
          + "\(columns) tiles")
    }
    self.tiles = tiles
    self.agent = agent
  }

  /// - Parameters:
  ///   - tiles: `[rows, columns]`, from the top left; at least one.
  ///   - agent: the number of the agent's tile, row × columns + column.
  public init(_ tiles: [[Tile]], agent: Int) {
    let columns = max(tiles.first?.count ?? 0, 1)
    self.init(tiles, agent: Agent(row: agent / columns, column: agent % columns))
  }

  /// How many rows there are.
  public var rowCount: Int { tiles.count }
  /// How many tiles a row has.
  public var columnCount: Int { tiles[0].count }
}

extension TileGrid {
  /// Three characters a tile, the agent's in brackets: `S [.] G`. An agent that looks somewhere is
  /// an arrow there: `S [>] G`.
  var textDrawing: TextDrawing {
    TextDrawing(
      tiles.enumerated().map { row, line in
        line.enumerated().flatMap { column, tile -> [TextDrawing.Cell] in
          let isAgent = agent?.row == row && agent?.column == column
          let character = isAgent ? agent?.heading?.character ?? tile.character : tile.character
          let meaning = isAgent ? TextDrawing.Meaning.agent : .tile(tile.kind)
          return (isAgent ? ["[", character, "]"] : [" ", character, " "]).map {
            TextDrawing.Cell($0, meaning)
          }
        }
      })
  }
}
