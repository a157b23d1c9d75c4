extension GridWorld: Depicted {
  public var depiction: Depiction {
    .tiles(
      TileGrid(
        zip(map.characters, map.cells).map { characters, cells in
          zip(characters, cells).map { character, cell in
            switch cell {
            case .free: TileGrid.Tile(.floor, character)
            case .start: TileGrid.Tile(.start, character)
            case .wall: TileGrid.Tile(.wall, character)
            case .terminal(let reward):
              TileGrid.Tile(reward < 0 ? .pit : .goal, character, label: Self.label(reward))
            }
          }
        }, agent: state))
  }

  /// A reward with its sign: `+1`, `−0.5`.
  private static func label(_ reward: Double) -> String {
    let text = "\(reward.magnitude)"
    return (reward < 0 ? "−" : "+") + (text.hasSuffix(".0") ? String(text.dropLast(2)) : text)
  }
}

extension GridWorld: ActionNaming {
  public var actionNames: [ActionName] { ["up", "right", "down", "left"] }
}
