import RLFigures
import RLNet
import RLSupervised

extension Gates: PicturedTask {
  func pictures(of history: TaskHistory) -> [Picture] {
    let drawings = gateDrawings
    return [
      Picture(
        "gates", title: drawings.count == 1 ? "The gate" : "The gates",
        caption: """
          The output between the inputs 0 and 1, from 0 (blue) to 1 (red); the line is at 0.5. Dots \
          are the rows of the truth table: orange where the gate is to put out 1, blue where 0. The \
          network has seen nothing but these. The first input is along x, the second along y; of not, \
          which has one input, the output is along y.
          """, panels: drawings)
    ]
  }

  /// A map for each gate, of inputs in steps of 0.01.
  package var gateDrawings: [Drawing] {
    outputs.enumerated().map { number, gate in
      let table = tables[number]
      return table.inputShape.count == 1
        ? line(number, gate.gate.rawValue, table) : map(number, gate.gate.rawValue, table)
    }
  }

  /// The output for each pair of inputs, the second one's rows from 0 up.
  package func surface(ofGate number: Int) -> ScalarGrid {
    let steps = (0...100).map { Float($0) / 100 }
    let inputs: [Float] = steps.flatMap { second in steps.flatMap { first in [first, second] } }
    let values = outputs(ofGate: number, for: Tensor(inputs, shape: [101 * 101, 2]))
    return ScalarGrid(rows: 101, columns: 101, values.map(Double.init), x: 0...1, y: 0...1)
  }

  private func map(_ number: Int, _ name: String, _ table: Dataset<Float>) -> Drawing {
    let inputs = table.batch.inputs.elements
    return ContourMap(
      title: name, size: ChartSize(172, 182), grid: surface(ofGate: number), colorMap: .diverging,
      range: 0...1, bands: .count(10), hasColorBar: false, hasLines: false, contours: [0.5],
      markers: table.targets.enumerated().map { row, target in
        MapMarker(
          x: Double(inputs[2 * row]), y: Double(inputs[2 * row + 1]), series: target > 0.5 ? 1 : 0)
      }, isSquare: true
    ).drawing()
  }

  private func line(_ number: Int, _ name: String, _ table: Dataset<Float>) -> Drawing {
    let x = (0...100).map { Float($0) / 100 }
    let y = outputs(ofGate: number, for: Tensor(x, shape: [101, 1]))
    var chart = LineChart(
      title: name, size: ChartSize(172, 182), xBounds: -0.05...1.05,
      yBounds: -0.05...1.05)
    chart.series = [.init(x: x.map(Double.init), y: y.map(Double.init), color: 2)]
    for (color, target) in [Float(0), 1].enumerated() {
      let rows = table.targets.indices.filter { table.targets[$0] == target }
      let inputs = table.batch(rows).inputs.elements
      chart.series.append(
        .init(
          x: inputs.map(Double.init), y: rows.map { _ in Double(target) }, look: .dots,
          color: color))
    }
    return chart.drawing()
  }
}
