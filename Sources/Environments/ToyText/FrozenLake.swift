import RLRandom

/// A walk over a frozen lake, from the start to the goal, past holes; on slippery ice the walker may
/// go to the side. Equal to Gymnasium 1.4.0's `FrozenLakeEnv` bit for bit.
///
/// - The observation is the tile, row × columns + column. Actions: 0 left, 1 down, 2 right, 3 up.
/// - On slippery ice the walker goes as intended with probability `successRate`, else to one of the
///   two sides, each equally likely. At the border the walker stays.
/// - The reward is that of the tile gone to; hole and goal end the episode.
@frozen
public struct FrozenLake: TableWalking {
  /// The reward of going to each kind of tile (Gymnasium's `reward_schedule`).
  @frozen
  public struct Rewards: Sendable, Hashable {
    /// For reaching the goal.
    public var goal: Double
    /// For falling into a hole.
    public var hole: Double
    /// For any other step.
    public var frozen: Double

    /// Gymnasium's schedule unless others are given.
    @inlinable
    public init(goal: Double = 1, hole: Double = 0, frozen: Double = 0) {
      self.goal = goal
      self.hole = hole
      self.frozen = frozen
    }
  }

  /// The tiles of the lake.
  public let map: FrozenLakeMap
  /// The table and the place in it.
  public var walk: TableWalk

  /// - Parameters:
  ///   - map: the lake.
  ///   - isSlippery: whether the walker may go to the side.
  ///   - successRate: the probability of going as intended on slippery ice, in 0 ... 1.
  ///   - rewards: the reward of going to each kind of tile.
  public init(
    map: FrozenLakeMap = .small, isSlippery: Bool = true, successRate: Double = 1 / 3,
    rewards: Rewards = Rewards()
  ) {
    guard (0...1).contains(successRate) else {
      fatalError("FrozenLake: the success rate is \(successRate); it must be in 0 ... 1")
    }
    self.map = map
    walk = TableWalk(
      Self.table(map, successRate: isSlippery ? successRate : nil, rewards: rewards))
  }

  private static func table(
    _ map: FrozenLakeMap, successRate: Double?, rewards: Rewards
  ) -> TransitionTable {
    let (rows, columns) = (map.rowCount, map.columnCount)
    let tiles = map.tiles.flatMap(\.self)
    let starts = Double(tiles.count { $0 == "S" })
    return TransitionTable(
      initialDistribution: tiles.map { $0 == "S" ? 1 / starts : 0 }, actionCount: 4
    ) { state, action in
      if tiles[state] == "G" || tiles[state] == "H" {
        return [.init(probability: 1, nextState: state, reward: 0, terminated: true)]
      }
      func outcome(_ probability: Double, _ direction: Int) -> TransitionTable.Outcome {
        let (down, right) = [(0, -1), (1, 0), (0, 1), (-1, 0)][direction]
        let row = min(max(state / columns + down, 0), rows - 1)
        let column = min(max(state % columns + right, 0), columns - 1)
        let tile = map.tiles[row][column]
        return .init(
          probability: probability, nextState: row * columns + column,
          reward: tile == "G" ? rewards.goal : tile == "H" ? rewards.hole : rewards.frozen,
          terminated: tile == "G" || tile == "H")
      }
      guard let successRate else { return [outcome(1, action)] }
      let failRate = (1 - successRate) / 2
      return [
        outcome(failRate, (action + 3) % 4), outcome(successRate, action),
        outcome(failRate, (action + 1) % 4),
      ]
    }
  }
}
