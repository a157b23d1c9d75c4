extension CliffWalking: Depicted {
  public var depiction: Depiction {
    .tiles(
      TileGrid(
        (0..<Self.rowCount).map { row in
          (0..<Self.columnCount).map { column in
            let tile = row * Self.columnCount + column
            return tile == Self.start
              ? TileGrid.Tile(.start)
              : tile == Self.goal
                ? TileGrid.Tile(.goal)
                : Self.isCliff(tile) ? TileGrid.Tile(.pit, "C") : TileGrid.Tile(.floor)
          }
        }, agent: state))
  }
}

extension CliffWalking: ActionNaming {
  public var actionNames: [ActionName] { ["up", "right", "down", "left"] }
}
