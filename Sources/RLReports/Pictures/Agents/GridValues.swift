import Agents
import Environments
import RLNet
import RLRandom

/// The values and the policy of a network in every cell of a map, and the exact optimum.
///
/// All values are discounted as the agent's are, and know no time limit: neither agent counts the
/// limit as an end.
package struct GridValues: Sendable {
  package let map: TileGrid
  package let discount: Double
  /// What the values are.
  package let output: DiscreteOutput
  /// How far each action goes: `[rows, columns]`, counter-clockwise from rightward, in radians.
  package let angles: [Double]
  /// For Q-values the greatest one; else the exact value of the policy. `[states]`.
  package let values: [Double]
  /// The probability of each action: `[states, actions]`. The greedy one has 1 by Q-values.
  package let probabilities: [[Double]]
  /// The optimal value of each state; nil where it is not bounded.
  package let optimum: [Double]?
  /// Whether each action is optimal: `[states, actions]`; empty where there is no optimum.
  package let isOptimal: [[Bool]]

  /// Nil where the environment has no map that its table's states are the cells of.
  init?(_ run: SavedRun) {
    guard let environment = SingleEnvironment(like: run.environment, generator: PCG64(seed: 0)),
      case .tiles(let map)? = environment.depicted?.depiction,
      let table = run.environment.table, let names = environment.actionNames,
      table.stateCount == map.rowCount * map.columnCount,
      case .discrete(let states) = run.environment.spaces.observation, states.n == table.stateCount,
      run.environment.actionMask == nil, states.n <= Self.greatestCount
    else { return nil }
    let angles = names.compactMap(\.heading?.angle)
    let numbers = (0..<states.n).map(Int32.init)
    let features = run.environment.spaces.observation.features(
      of: .integers(numbers), rows: 0..<states.n)
    self.init(
      map: map, table: table, angles: angles, run.policy.opinion(features, mask: nil),
      discount: run.discount)
  }

  /// - Parameter opinion: of every state, for each action.
  package init?(
    map: TileGrid, table: TransitionTable, angles: [Double], _ opinion: Opinion, discount: Double
  ) {
    guard let output = DiscreteOutput(opinion) else { return nil }
    let outputs = opinion.numbers
    guard angles.count == table.actionCount else { return nil }
    (self.map, self.discount, self.output, self.angles) = (map, discount, output, angles)
    let count = table.actionCount
    let rows = { (numbers: [Double]) in
      (0..<table.stateCount).map { Array(numbers[$0 * count..<($0 + 1) * count]) }
    }
    switch output {
    case .actionValues:
      values = outputs.max(axis: 1).elements.map(Double.init)
      probabilities = outputs.argmax().map { best in
        (0..<count).map { $0 == best ? 1 : 0 }
      }
    case .probabilities:
      let all = outputs.elements.map(Double.init)
      probabilities = rows(all)
      guard let exact = try? table.values(ofProbabilities: all, discount: discount) else {
        return nil
      }
      values = exact
    }
    let optimum = try? table.optimum(discount: discount).values
    self.optimum = optimum
    isOptimal =
      optimum.map { optimum in
        optimum.indices.map { state in
          let values = (0..<count).map { table.actionValue(state, $0, optimum, discount) }
          let most = values.reduce(-.infinity, max)
          return values.map { $0 >= most - 1e-9 * max(1, most.magnitude) }
        }
      } ?? []
  }

  /// Cells of a map that is drawn; of more than these no number could be read.
  private static let greatestCount = 10_000

  /// The states that have a value: those where an episode can be.
  package var states: [Int] {
    let tiles = map.tiles.flatMap(\.self)
    return tiles.indices.filter { tiles[$0].kind.isFloor }
  }

  /// In how many of the states an action that is likeliest is optimal, too.
  package var optimalChoices: Int {
    states.count { state in
      let most = probabilities[state].max() ?? 0
      return (probabilities[state].firstIndex(of: most)).map { isOptimal[state][$0] } ?? false
    }
  }
}

/// What numbers a policy has for discrete actions.
package enum DiscreteOutput: Sendable {
  /// The expected return after each: Q-values.
  case actionValues
  /// The probability of each.
  case probabilities

  /// Nil where actions are continuous.
  init?(_ opinion: Opinion) {
    switch opinion {
    case .values: self = .actionValues
    case .probabilities: self = .probabilities
    case .normal, .action: return nil
    }
  }
}

extension SavedRun {
  /// γ, which every agent has; 1 where one should not.
  var discount: Double {
    switch configuration.hyperparameters["discount"] {
    case .double(let value): value
    case .int(let value): Double(value)
    default: 1
    }
  }
}
