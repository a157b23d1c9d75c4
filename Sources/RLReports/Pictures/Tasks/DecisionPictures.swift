import RLFigures
import RLNet
import RLState
import RLSupervised

extension Classifier {
  /// Which class the network chooses where, of points in the plane, beside the examples.
  func decisionPictures() -> [Picture] {
    guard training.inputShape.count == 2 else { return [] }
    let range = plotRange
    let surface = DecisionSurface(of: self, x: range.x, y: range.y)
    return [
      ("training", "Decision, training examples", training),
      ("held-out", "Decision, held-out examples", heldOut),
    ]
    .filter { $0.2.count > 0 }
    .map { name, title, examples in
      let isCut = examples.count > shownExamples
      let note = isCut ? " \(shownExamples) of the examples are drawn." : ""
      let shown = examples.unnormalized[0..<min(examples.count, shownExamples)]
      return Picture(
        "decision-\(name)", title: title, caption: surface.caption + note,
        surface.drawing(with: shown))
    }
  }

  /// What all examples lie in, with a margin.
  private var plotRange: (x: ClosedRange<Double>, y: ClosedRange<Double>) {
    let inputs = [training, heldOut].flatMap { $0.unnormalized.batch.inputs.elements }
    func range(_ first: Int) -> ClosedRange<Double> {
      let values = stride(from: first, to: inputs.count, by: 2).map { Double(inputs[$0]) }
      let all = ClosedRange(ofFinite: values) ?? 0...1
      let margin = max((all.upperBound - all.lowerBound) * 0.08, 1e-6)
      return all.lowerBound - margin...all.upperBound + margin
    }
    return (range(0), range(1))
  }
}

/// The probabilities of classes over the plane.
package struct DecisionSurface: Sendable {
  package let classNames: [String]
  package let x: ClosedRange<Double>
  package let y: ClosedRange<Double>
  /// Of each class at each place, row by row from the least y: `[resolution, resolution, classes]`.
  package let probabilities: [Float]

  /// Places along each axis.
  package static let resolution = 121

  package init(of classifier: Classifier, x: ClosedRange<Double>, y: ClosedRange<Double>) {
    (self.x, self.y) = (x, y)
    classNames = classifier.training.classNames
    let count = Self.resolution
    func place(_ index: Int, _ range: ClosedRange<Double>) -> Float {
      Float(
        range.lowerBound + (range.upperBound - range.lowerBound) * Double(index) / Double(count - 1)
      )
    }
    let inputs = (0..<count).flatMap { row in
      (0..<count).flatMap { column in [place(column, x), place(row, y)] }
    }
    var places = Dataset(
      inputs: inputs, shape: [2], targets: [Int](repeating: 0, count: count * count))
    if let normalization = classifier.training.normalization {
      places = places.normalized(by: normalization)
    }
    probabilities = classifier.network(places.batch.inputs).softmax().elements
  }

  var caption: String {
    classNames.count == 2
      ? "The network's probability of \(classNames[1]) where an example would lie; the line is at 0.5."
      : "The class that the network chooses where an example would lie; colours mix where it is unsure."
  }

  func drawing(with examples: Dataset<Int>) -> Drawing {
    classNames.count == 2 ? contours(with: examples) : mixture(with: examples)
  }

  private func contours(with examples: Dataset<Int>) -> Drawing {
    let count = Self.resolution
    let inputs = examples.batch.inputs.elements
    return ContourMap(
      size: ChartSize(400, 300),
      grid: ScalarGrid(
        rows: count, columns: count,
        stride(from: 1, to: probabilities.count, by: 2).map { Double(probabilities[$0]) }, x: x,
        y: y), colorMap: .diverging, range: 0...1, bands: .count(10), hasLines: false,
      contours: [0.5],
      markers: examples.targets.enumerated().map { index, label in
        MapMarker(
          x: Double(inputs[2 * index]), y: Double(inputs[2 * index + 1]), series: label)
      }, markerNames: classNames
    ).drawing()
  }

  /// Each class in its colour, mixed by probability, for more classes than two.
  private func mixture(with examples: Dataset<Int>) -> Drawing {
    var chart = LineChart(size: ChartSize(400, 330), xBounds: x, yBounds: y)
    let inputs = examples.batch.inputs.elements
    for (label, name) in classNames.enumerated() {
      let places = examples.targets.indices.filter { examples.targets[$0] == label }
      chart.series.append(
        .init(
          name, x: places.map { Double(inputs[2 * $0]) },
          y: places.map { Double(inputs[2 * $0 + 1]) },
          look: .dots, color: label))
    }
    var drawing = chart.drawing()
    if let plot = chart.frame()?.plot { drawing.elements.insert(.image(image, in: plot), at: 0) }
    return drawing
  }

  /// The greatest y at the top.
  package var image: PixelImage {
    let count = Self.resolution
    let classes = classNames.count
    var image = PixelImage(width: count, height: count)
    for row in 0..<count {
      for column in 0..<count {
        let start = (row * count + column) * classes
        var parts = (red: 0.0, green: 0.0, blue: 0.0)
        for label in 0..<classes {
          let color = Theme.light.color(of: .series(label)).mixed(with: Color(255, 255, 255), 0.5)
          let share = Double(probabilities[start + label])
          parts.red += share * Double(color.red)
          parts.green += share * Double(color.green)
          parts.blue += share * Double(color.blue)
        }
        func byte(_ value: Double) -> UInt8 { UInt8(clamped: min(max(value.rounded(), 0), 255)) }
        image[column, count - 1 - row] = Color(
          byte(parts.red), byte(parts.green), byte(parts.blue))
      }
    }
    return image
  }
}
