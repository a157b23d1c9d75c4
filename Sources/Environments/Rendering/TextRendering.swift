/// An environment that can draw itself with characters.
public protocol TextRendering {
  /// The current state as lines of plain text, without colours and without a newline at the end.
  ///
  /// - Parameter columns: how wide a line can be. A map that is wider keeps its own width.
  func rendering(columns: Int) -> String
}

extension TimeLimit: TextRendering where Base: TextRendering {
  public func rendering(columns: Int) -> String { base.rendering(columns: columns) }
}

/// A map with the agent's cell marked by brackets: `S [.] G`.
func gridRendering(_ characters: [[Character]], agent state: Int) -> String {
  let columns = characters[0].count
  return characters.enumerated().map { row, line in
    line.enumerated().map { column, character in
      row * columns + column == state ? "[\(character)]" : " \(character) "
    }.joined()
  }.joined(separator: "\n")
}

extension GridWorld: TextRendering {
  public func rendering(columns: Int) -> String { gridRendering(map.characters, agent: state) }
}

extension FrozenLake: TextRendering {
  public func rendering(columns: Int) -> String { gridRendering(map.tiles, agent: state) }
}

extension CliffWalking: TextRendering {
  public func rendering(columns: Int) -> String {
    let tiles = (0..<Self.rowCount).map { row in
      (0..<Self.columnCount).map { column -> Character in
        let tile = row * Self.columnCount + column
        return tile == Self.start ? "S" : tile == Self.goal ? "G" : Self.isCliff(tile) ? "C" : "."
      }
    }
    return gridRendering(tiles, agent: state)
  }
}
