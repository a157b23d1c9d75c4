import RLRandom

/// A walk along a cliff, from the bottom left to the bottom right of 4 × 12 tiles. Equal to
/// Gymnasium 1.4.0's `CliffWalkingEnv` bit for bit.
///
/// - The observation is the tile, row × 12 + column. Actions: 0 up, 1 right, 2 down, 3 left.
/// - Each step rewards −1. Stepping off the cliff (the bottom row between start and goal) rewards
///   −100 and leads back to the start; only the goal ends the episode.
/// - If slippery, the walker goes as intended or to either side, each with probability 1/3.
///
/// Gymnasium registers no time limit.
///
/// Source: Sutton and Barto, "Reinforcement Learning", 2nd edition, example 6.6.
@frozen
public struct CliffWalking: TableWalking {
  /// Rows of tiles.
  public static let rowCount = 4
  /// Tiles in a row.
  public static let columnCount = 12
  package static let start = 36
  package static let goal = 47

  /// The table and the place in it.
  public var walk: TableWalk

  /// - Parameter isSlippery: whether the walker may go to the side.
  public init(isSlippery: Bool = false) {
    walk = TableWalk(Self.table(isSlippery: isSlippery))
  }

  package static func isCliff(_ state: Int) -> Bool { state > start && state < goal }

  private static func table(isSlippery: Bool) -> TransitionTable {
    let states = 0..<rowCount * columnCount
    return TransitionTable(
      initialDistribution: states.map { $0 == start ? 1 : 0 }, actionCount: 4
    ) { state, action in
      let directions = isSlippery ? [(action + 3) % 4, action, (action + 1) % 4] : [action]
      return directions.map { direction in
        let (down, right) = [(-1, 0), (0, 1), (1, 0), (0, -1)][direction]
        let row = min(max(state / columnCount + down, 0), rowCount - 1)
        let column = min(max(state % columnCount + right, 0), columnCount - 1)
        let next = row * columnCount + column
        let fell = isCliff(next)
        return .init(
          probability: 1 / Double(directions.count), nextState: fell ? start : next,
          reward: fell ? -100 : -1, terminated: next == goal)
      }
    }
  }
}
