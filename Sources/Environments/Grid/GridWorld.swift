import RLRandom

/// A walk through a map of free cells, walls, pits and goals.
///
/// - The observation is the cell, row × columns + column (walls are counted, never visited).
///   Actions: 0 up, 1 right, 2 down, 3 left.
/// - The walker goes as intended with probability 1 − `slip`, and at a right angle to either side
///   with probability `slip` / 2 each. At a wall or the border the walker stays.
/// - Each step rewards `stepReward`; entering a goal or a pit adds its reward and ends the episode.
///   So the optimal value of a cell is the utility of Russell and Norvig, "Artificial Intelligence:
///   A Modern Approach", chapter "Making Complex Decisions".
///
/// A step after the end stays, rewards 0 and is terminated.
@frozen
public struct GridWorld: TableWalking {
  /// The cells that the walker goes through.
  public let map: GridWorldMap
  /// The probability of not going as intended.
  public let slip: Double
  /// The reward of each step.
  public let stepReward: Double
  /// The table and the place in it.
  public var walk: TableWalk

  /// - Parameters:
  ///   - slip: the probability of not going as intended, in 0 ... 1.
  ///   - stepReward: the reward of each step.
  public init(map: GridWorldMap = .book, slip: Double = 0.2, stepReward: Double = -0.04) {
    guard (0...1).contains(slip) else {
      fatalError("GridWorld: the slip probability is \(slip); it must be in 0 ... 1")
    }
    self.map = map
    self.slip = slip
    self.stepReward = stepReward
    walk = TableWalk(Self.table(map, slip, stepReward))
  }

  private static func table(
    _ map: GridWorldMap, _ slip: Double, _ stepReward: Double
  ) -> TransitionTable {
    let columns = map.columnCount
    let cells = map.cells.flatMap(\.self)
    let starts = Double(cells.count { $0 == .start })
    return TransitionTable(
      initialDistribution: cells.map { $0 == .start ? 1 / starts : 0 }, actionCount: 4
    ) { state, action in
      switch cells[state] {
      case .wall, .terminal:
        return [.init(probability: 1, nextState: state, reward: 0, terminated: true)]
      case .free, .start:
        break
      }
      func outcome(_ probability: Double, _ direction: Int) -> TransitionTable.Outcome {
        let (down, right) = [(-1, 0), (0, 1), (1, 0), (0, -1)][direction]
        let (row, column) = (state / columns + down, state % columns + right)
        let isInside = map.cells.indices.contains(row) && (0..<columns).contains(column)
        let next = isInside && map.cells[row][column] != .wall ? row * columns + column : state
        if case .terminal(let reward) = cells[next] {
          return .init(
            probability: probability, nextState: next, reward: stepReward + reward,
            terminated: true)
        }
        return .init(
          probability: probability, nextState: next, reward: stepReward, terminated: false)
      }
      if slip == 0 { return [outcome(1, action)] }
      return [
        outcome(1 - slip, action), outcome(slip / 2, (action + 3) % 4),
        outcome(slip / 2, (action + 1) % 4),
      ]
    }
  }
}
