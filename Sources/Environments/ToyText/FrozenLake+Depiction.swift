extension FrozenLake: Depicted {
  public var depiction: Depiction {
    .tiles(
      TileGrid(
        map.tiles.map { row in
          row.map { tile in
            switch tile {
            case "S": TileGrid.Tile(.start, tile)
            case "H": TileGrid.Tile(.hole, tile)
            case "G": TileGrid.Tile(.goal, tile)
            default: TileGrid.Tile(.ice, tile)
            }
          }
        }, agent: state))
  }
}

extension FrozenLake: ActionNaming {
  public var actionNames: [ActionName] { ["left", "down", "right", "up"] }
}
