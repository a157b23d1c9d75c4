import Environments
import RLRuns

/// An environment whose agent walks over a map of tiles.
package protocol TileMapped {
  var tileMap: TileMap { get }
}

extension GridWorld: TileMapped {
  package var tileMap: TileMap {
    TileMap(
      map.cells.map { row in
        row.map { cell in
          switch cell {
          case .free: .free
          case .start: .start
          case .wall: .wall
          case .terminal(let reward):
            reward < 0 ? .pit(signed(reward)) : .goal("+" + significantTrimmed(reward))
          }
        }
      }, agent: state)
  }
}

extension FrozenLake: TileMapped {
  package var tileMap: TileMap {
    TileMap(
      map.tiles.map { row in
        row.map { tile in
          switch tile {
          case "S": .start
          case "H": .hole
          case "G": .goal("G")
          default: .ice
          }
        }
      }, agent: state)
  }
}

extension CliffWalking: TileMapped {
  package var tileMap: TileMap {
    TileMap(
      (0..<Self.rowCount).map { row in
        (0..<Self.columnCount).map { column in
          let tile = row * Self.columnCount + column
          return tile == Self.start
            ? .start : tile == Self.goal ? .goal("G") : Self.isCliff(tile) ? .pit("") : .free
        }
      }, agent: state)
  }
}
