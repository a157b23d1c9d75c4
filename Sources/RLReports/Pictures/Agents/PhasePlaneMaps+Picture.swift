import Environments
import Foundation
import RLFigures
import RLRuns

extension PhasePlaneMaps {
  package var picture: Picture {
    switch output {
    case .actionValues:
      return Picture(
        "q-values", title: "Q-values",
        caption:
          "The greatest Q-value, and \(names.count == 2 ? difference : "the greedy action"), "
          + place + (names.count == 2 ? change + plane.remark + " " + darkest : plane.remark),
        panels: [contours("max Q(s, a)", greatest, .viridis, lines: choiceLines)]
          + (names.count == 1 ? [] : [choice]))
    case .probabilities:
      return Picture(
        "policy", title: "Policy",
        caption: names.count == 2
          ? "The probability of \(names[1]), " + place + earned + change + plane.remark
          : "The likeliest action, and its probability, " + place + earned + plane.remark,
        panels: (names.count == 2
          ? [choice] : [choice, contours("Its probability", greatest, .viridis, range: 0...1)])
          + value)
    case .means, .coordinates:
      return Picture(
        "policy", title: "Policy",
        caption: (output == .means ? "The mean action, " : "The action, ") + place
          + names.indices.map(ends).joined() + earned + plane.remark,
        panels: names.indices.map(coordinate) + value)
    }
  }

  /// Two actions as a preference, white where it changes; more as regions.
  private var choice: Drawing {
    let title = output == .actionValues ? "Greedy action" : "Likeliest action"
    guard names.count == 2 else {
      return RegionMap(
        title: title, xLabel: plane.x.label, yLabel: plane.y.label, size: Self.chartSize,
        grids: numbers, names: names, overlays: marks
      ).drawing()
    }
    return output == .actionValues
      ? contours(
        "Q(s, \(names[1])) − Q(s, \(names[0]))", preference, .diverging, range: around(preference),
        lines: choiceLines)
      : contours(
        "Probability of \(names[1])", numbers[1], .diverging, range: 0...1, lines: choiceLines)
  }

  /// A coordinate of continuous actions, white where it is 0.
  private func coordinate(_ index: Int) -> Drawing {
    let grid = numbers[index]
    var range = around(grid)
    if let box = coordinates?.box, box.low[index].isFinite, box.high[index].isFinite {
      range = Double(box.low[index])...Double(box.high[index])
    }
    let name = output == .means ? "Mean \(names[index])" : Self.capitalized(names[index])
    return contours(name, grid, .diverging, range: range, lines: [.init(grid, level: 0)])
  }

  /// What is earned from each place, if that is known.
  private var value: [Drawing] {
    returns.map { [contours("Return from there", $0.returns, .viridis)] } ?? []
  }

  private func contours(
    _ title: String, _ grid: ScalarGrid, _ colors: ColorMap, range: ClosedRange<Double>? = nil,
    lines: [ContourMap.Overlay] = []
  ) -> Drawing {
    ContourMap(
      title: title, xLabel: plane.x.label, yLabel: plane.y.label, size: Self.chartSize, grid: grid,
      colorMap: colors, range: range, overlays: marks + lines
    ).drawing()
  }

  private static let chartSize = ChartSize(480, 340)

  /// By how much the second of two actions is favoured, 0 where it is undecided: the difference of
  /// Q-values, or the logarithm of the odds.
  package var preference: ScalarGrid {
    combined { numbers in
      output == .actionValues
        ? numbers[1] - numbers[0] : log(max(numbers[1], 1e-300)) - log(max(numbers[0], 1e-300))
    }
  }

  /// Where one of two actions takes over from the other.
  private var choiceLines: [ContourMap.Overlay] {
    names.count == 2 ? [.init(preference, level: 0)] : []
  }

  /// The dashed lines across the plane.
  private var marks: [ContourMap.Overlay] {
    let (x, y) = (plane.x.range, plane.y.range)
    func grid(_ values: [Double]) -> ScalarGrid {
      ScalarGrid(rows: 2, columns: 2, values, x: x, y: y)
    }
    let across = grid([x.lowerBound, x.upperBound, x.lowerBound, x.upperBound])
    let upward = grid([y.lowerBound, y.lowerBound, y.upperBound, y.upperBound])
    return plane.x.marks.map { .init(across, level: $0, isDashed: true) }
      + plane.y.marks.map { .init(upward, level: $0, isDashed: true) }
  }

  /// A range with 0 in its middle that nine tenths of the values are in; guesses can be far off, and
  /// would leave no colours for the others.
  private func around(_ grid: ScalarGrid) -> ClosedRange<Double> {
    let ordered = grid.values.map(\.magnitude).filter(\.isFinite).sorted()
    return ClosedRange(
      around0: ordered.isEmpty ? 0 : ordered[ordered.count * 9 / 10], atLeast: 1e-9)
  }
}

/// What is said of the pictures.
extension PhasePlaneMaps {
  private var place: String {
    "by \(plane.x.name) and \(plane.y.name)" + (plane.rest.isEmpty ? "" : ", \(plane.rest)") + ". "
  }

  private var earned: String {
    guard let discount = returns?.discount else { return "" }
    return "The return is that of an episode played greedily from there, discounted with γ = "
      + "\(significantTrimmed(discount)). "
  }
  private var difference: String { "by how much \(names[1]) is better than \(names[0])" }
  private var change: String { "The white line is where the greedy action changes. " }
  private var darkest: String {
    "The darkest colours of the difference hold all that is greater."
  }

  /// What the ends of a coordinate do.
  private func ends(_ index: Int) -> String {
    guard let component = coordinates?.components?[index] else {
      return "The white line is where it is 0. "
    }
    return "\(Self.capitalized(component.name)) is \(component.low) below 0 and \(component.high) "
      + "above; the white line is where it is 0. "
  }

  private static func capitalized(_ text: String) -> String {
    text.prefix(1).uppercased() + text.dropFirst()
  }
}
