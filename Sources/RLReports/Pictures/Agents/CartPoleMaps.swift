import Agents
import Environments
import RLFigures
import RLFiles
import RLNet

/// What a network holds of a pole, by its angle and angular velocity, the cart at rest in the middle.
package struct CartPoleMaps: Sendable {
  /// For Q-values the greatest one; else the probability of pushing right.
  package let values: ScalarGrid
  /// By how much the network favours pushing right, 0 where it is undecided: Q(right) − Q(left), or
  /// the logarithm of the odds.
  package let preference: ScalarGrid
  package let output: DiscreteOutput

  static let angles = -0.25...0.25
  static let velocities = -2.0...2.0
  /// Values along each axis.
  static let size = 61

  /// Nil where the policy has no numbers for both actions.
  init?(_ run: SavedRun) { self.init { run.policy.opinion($0, mask: nil) } }

  /// - Parameter opinion: of `[batch, 4]`, for each of two actions.
  package init?(_ opinion: (Tensor) -> Opinion) {
    var states: [Float] = []
    _ = ScalarGrid(rows: Self.size, columns: Self.size, x: Self.angles, y: Self.velocities) {
      states += [0, 0, Float($0), Float($1)]
      return 0
    }
    let held = opinion(Tensor(states).reshaped(to: [Self.size * Self.size, 4]))
    guard let output = DiscreteOutput(held) else { return nil }
    self.output = output
    let outputs = held.numbers
    func grid(_ numbers: Tensor, _ value: (_ left: Double, _ right: Double) -> Double)
      -> ScalarGrid
    {
      let numbers = numbers.elements.map(Double.init)
      let values = stride(from: 0, to: numbers.count, by: 2).map {
        value(numbers[$0], numbers[$0 + 1])
      }
      return ScalarGrid(
        rows: Self.size, columns: Self.size, values, x: Self.angles, y: Self.velocities)
    }
    switch output {
    case .actionValues:
      preference = grid(outputs) { $1 - $0 }
      values = grid(outputs) { max($0, $1) }
    case .probabilities:
      preference = grid(outputs) { log(max($1, 1e-300)) - log(max($0, 1e-300)) }
      values = grid(outputs) { $1 }
    }
  }

  package var picture: Picture {
    let place =
      "by the pole's angle and angular velocity, the cart at rest in the middle. "
    let lines =
      "The white line is where the greedy action changes. Beyond the dashed lines, at 12°, an episode "
      + "has ended, and a good policy seldom lets the pole turn fast: there the network guesses."
    switch output {
    case .actionValues:
      return Picture(
        "q-values", title: "Q-values",
        caption: "The greatest Q-value, and by how much pushing right is better than pushing left, "
          + place + lines + " The darkest colours of the difference hold all that is greater.",
        panels: [
          map("max Q(s, a)", values, .viridis).drawing(),
          map("Q(s, right) − Q(s, left)", preference, .diverging, range: around(preference))
            .drawing(),
        ])
    case .probabilities:
      return Picture(
        "policy", title: "Policy", caption: "The probability of pushing right " + place + lines,
        panels: [map("Probability of pushing right", values, .diverging, range: 0...1).drawing()])
    }
  }

  private func map(
    _ title: String, _ grid: ScalarGrid, _ colors: ColorMap, range: ClosedRange<Double>? = nil
  ) -> ContourMap {
    let distance = ScalarGrid(
      rows: 2, columns: 3, [0.25, 0, 0.25, 0.25, 0, 0.25], x: Self.angles, y: Self.velocities)
    return ContourMap(
      title: title, xLabel: "pole angle (rad)", yLabel: "angular velocity (rad/s)",
      size: ChartSize(480, 340), grid: grid, colorMap: colors, range: range,
      overlays: [
        .init(distance, level: CartPole.angleLimit, isDashed: true), .init(preference, level: 0),
      ])
  }

  /// A range with 0 in its middle that nine tenths of the values are in; guesses can be far off, and
  /// would leave no colours for the others.
  private func around(_ grid: ScalarGrid) -> ClosedRange<Double> {
    let ordered = grid.values.map(\.magnitude).sorted()
    let greatest = max(ordered[ordered.count * 9 / 10], 1e-9)
    return -greatest...greatest
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
