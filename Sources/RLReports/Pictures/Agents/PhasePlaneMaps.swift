import Agents
import Environments
import RLFigures
import RLNet
import RLRandom

/// What a policy holds over an environment's phase plane.
package struct PhasePlaneMaps: Sendable {
  /// What the policy's numbers are.
  package enum Output: Sendable, Hashable {
    /// The expected return after each action: Q-values.
    case actionValues
    /// The probability of each action.
    case probabilities
    /// The coordinates of the mean action.
    case means
    /// The coordinates of the one action.
    case coordinates
  }

  package let plane: PhasePlane
  package let output: Output
  /// The numbers at each place: a grid for each action or coordinate.
  package let numbers: [ScalarGrid]
  /// What the actions, or their coordinates, are called.
  package let names: [String]
  /// What the policy earns from each place; nil where its numbers are values.
  package private(set) var returns: PhasePlaneReturns?
  /// Of continuous actions: their bounds, and what the coordinates' ends do.
  let coordinates: (box: Box, components: [ActionComponent]?)?

  /// Values along each axis.
  package static let size = 61
  /// Actions, or coordinates, of which maps can be told apart.
  private static let greatestCount = 6

  /// Nil where the environment has no phase plane.
  init?(_ run: SavedRun) {
    guard
      let environment = SingleEnvironment(like: run.environment, generator: PCG64(seed: 0))
    else { return nil }
    self.init(environment) { run.policy.opinion($0, mask: $1) }
    guard output != .actionValues else { return }
    returns = PhasePlaneReturns(environment, discount: run.discount) {
      run.policy.greedyActions($0, mask: $1)
    }
  }

  /// - Parameter opinion: of features, `[batch] + featureShape`.
  package init?(
    _ environment: SingleEnvironment, _ opinion: (Tensor, ActionMask?) -> Opinion
  ) {
    guard let plane = environment.phasePlane,
      (1...Self.greatestCount).contains(environment.names.count)
    else { return nil }
    self.plane = plane
    names = environment.names
    if case .box(let box) = environment.spaces.action {
      coordinates = (box, environment.actionComponents)
    } else {
      coordinates = nil
    }
    // A row at a time: all of a large observation would be many numbers.
    var rows: [Opinion] = []
    for row in 0..<Self.size {
      rows.append(environment.opinion(in: row, of: plane, opinion))
    }
    output =
      switch rows[0] {
      case .values: .actionValues
      case .probabilities: .probabilities
      case .normal: .means
      case .action: .coordinates
      }
    let all = rows.flatMap { $0.numbers.elements.map(Double.init) }
    let count = names.count
    guard all.count == Self.size * Self.size * count else { return nil }
    numbers = (0..<count).map { number in
      ScalarGrid(
        rows: Self.size, columns: Self.size,
        stride(from: number, to: all.count, by: count).map { all[$0] }, x: plane.x.range,
        y: plane.y.range)
    }
  }

  /// The greatest number at each place: the value of the greedy action, or its probability.
  package var greatest: ScalarGrid {
    combined { $0.reduce(-.infinity, max) }
  }

  /// A grid of what follows from the numbers at each place.
  func combined(_ value: ([Double]) -> Double) -> ScalarGrid {
    ScalarGrid(
      rows: Self.size, columns: Self.size,
      (0..<Self.size * Self.size).map { place in value(numbers.map { $0.values[place] }) },
      x: plane.x.range, y: plane.y.range)
  }
}

extension SingleEnvironment {
  /// What the actions, or the coordinates of continuous ones, are called; else their numbers.
  fileprivate var names: [String] {
    switch spaces.action {
    case .discrete(let space): actionNames?.map(\.text) ?? (0..<space.n).map { "\($0)" }
    default:
      actionComponents?.map(\.name) ?? (0..<spaces.action.count).map { "coordinate \($0)" }
    }
  }

  /// What is held of the places in a row of the plane.
  fileprivate func opinion(
    in row: Int, of plane: PhasePlane, _ opinion: (Tensor, ActionMask?) -> Opinion
  ) -> Opinion {
    func place(_ index: Int, _ range: ClosedRange<Double>) -> Double {
      let part = Double(index) / Double(PhasePlaneMaps.size - 1)
      return range.lowerBound + (range.upperBound - range.lowerBound) * part
    }
    let environments = (0..<PhasePlaneMaps.size).map { column in
      var environment = self
      environment.place(at: SIMD2(place(column, plane.x.range), place(row, plane.y.range)))
      return environment
    }
    let (features, mask) = environments.batch
    return opinion(features, mask)
  }
}
