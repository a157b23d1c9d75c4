import Environments
import RLFigures
import RLRuns

extension GridValues {
  /// The learned values, the exact ones and their difference; the first alone where the optimum is
  /// not bounded.
  package var picture: Picture {
    Picture("values", title: "Values and policy", caption: caption, panels: panels)
  }

  package var panels: [Drawing] {
    let title = output == .actionValues ? "Learned" : "The policy's exact values"
    // A single arrow is centred and twice as long as one of several; those of probabilities are always
    // several, so that cells compare.
    let least = output == .probabilities ? 1e-9 : 0
    let arrows = probabilities.map { probabilities in
      zip(angles, probabilities).map { GridMap.Arrow(angle: $0, length: max($1, least)) }
    }
    guard let optimum else {
      return [grid(title, values, arrows: arrows, range: nil).drawing()]
    }
    let shown = states.flatMap { [values[$0], optimum[$0]] }
    let range = ClosedRange(ofFinite: shown)
    let best = isOptimal.map { isOptimal in
      zip(angles, isOptimal).map { GridMap.Arrow(angle: $0, length: $1 ? 1 : 0) }
    }
    let errors = zip(values, optimum).map(-)
    let worst = states.map { errors[$0].magnitude }.filter(\.isFinite).max() ?? 0
    return [
      grid(title, values, arrows: arrows, range: range),
      grid("Exact optimum", optimum, arrows: best, range: range),
      grid(
        output == .actionValues ? "Error: learned − exact" : "Policy − optimum", errors,
        arrows: [], range: ClosedRange(around0: worst, atLeast: 1e-12), isDifference: true),
    ].map { $0.drawing() }
  }

  private func grid(
    _ title: String, _ values: [Double], arrows: [[GridMap.Arrow]], range: ClosedRange<Double>?,
    isDifference: Bool = false
  ) -> GridMap {
    let tiles = map.tiles.flatMap(\.self)
    let columns = map.columnCount
    let greatest = states.map { values[$0].magnitude }.filter(\.isFinite).max() ?? 0
    let decimals = greatest >= 100 ? 0 : greatest >= 10 ? 1 : isDifference && greatest < 0.1 ? 3 : 2
    let cells = tiles.indices.map { state in
      var cell = GridMap.Cell()
      let tile = tiles[state]
      switch tile.kind {
      case .wall: cell.isWall = true
      case .goal, .pit:
        // What has no label, such as a cliff, is never stood on.
        (cell.text, cell.isTerminal) = tile.label.isEmpty ? ("×", false) : (tile.label, true)
      case .hole: (cell.text, cell.isTerminal) = (String(tile.character), true)
      case .floor, .start, .ice:
        cell.value = values[state]
        cell.text = withDecimals(values[state], decimals)
        // Where there are no arrows, the text would be in the mark's way.
        if !arrows.isEmpty {
          cell.mark = tile.kind == .start ? "S" : ""
          cell.arrows = arrows[state]
        }
      }
      cell.text = withMinus(cell.text)
      return cell
    }
    // Three of small maps, or two of large ones, stand side by side on a page.
    let room = columns <= 9 ? 402.0 : 610
    return GridMap(
      title: title, rows: map.rowCount, columns: columns, cells: cells,
      width: room, colorMap: isDifference ? .diverging : .viridis, range: range)
  }

  private var caption: String {
    let discounted = "discounted with γ = \(significantTrimmed(discount)), without a time limit"
    var text =
      switch output {
      case .actionValues:
        "V(s) = max Q(s, a) of the network and its greedy action in each cell"
      case .probabilities:
        "The exact value of the policy in each cell, its actions drawn by chance as in training, and "
          + "arrows in proportion to the probabilities of the cell's actions"
      }
    guard let optimum else {
      return text + ", \(discounted). The optimum is not bounded, so there is nothing to compare "
        + "with."
    }
    let errors = states.map { (values[$0] - optimum[$0]).magnitude }
    let mean = errors.reduce(0, +) / Double(max(errors.count, 1))
    text +=
      ", beside the exact optimum with all its best actions, and the difference. All are "
      + "\(discounted), and so are not the undiscounted returns of evaluations."
    let choice = output == .actionValues ? "greedy action" : "likeliest action"
    return text
      + " The difference is \(significantTrimmed(mean)) in the mean of \(errors.count) cells and "
      + "\(significantTrimmed(errors.max() ?? 0)) at most; the \(choice) is optimal in \(optimalChoices) of them."
  }
}
