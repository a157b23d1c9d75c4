import RLFigures
import RLNet
import RLSupervised

/// How many examples of a kind are drawn at most.
let shownExamples = 500

extension Regression: PicturedTask {
  func pictures(of history: TaskHistory) throws -> [Picture] {
    let configuration = try history.configuration(of: Regression.self)
    let parts = [("training", training, 1), ("held-out", heldOut, 2)].filter { $0.1.count > 0 }
    let shown = parts.map { (name: $0.0, examples: $0.1[0..<min($0.1.count, shownExamples)], $0.2) }
    let isCut = parts.contains { $0.1.count > shownExamples }
    let note = isCut ? " Of each kind of examples, \(shownExamples) are drawn." : ""
    if configuration.data == .diabetes {
      return [comparison(shown, powers: configuration.powers, note)]
    }
    var chart = LineChart(xLabel: "x", size: ChartSize(400, 300))
    let isLogistic = configuration.data == .logistic
    if isLogistic { chart.yBounds = -0.05...1.05 }
    chart.series.append(fit(over: configuration.data.range))
    if !isLogistic || configuration.powers == 1 {
      chart.series.append(truth(configuration.data))
    }
    for (name, examples, color) in shown {
      let x = firstFeatures(of: examples, powers: configuration.powers)
      chart.series.append(
        .init(
          name, x: x.map(Double.init), y: examples.targets.map(Double.init), look: .dots,
          color: color))
    }
    return [
      Picture(
        "fit", title: isLogistic ? "Probability of 1" : "Fit",
        caption: (isLogistic
          ? "The predicted probability of 1 along x, the true one, and the examples, each 0 or 1."
          : "The prediction along x, the function that the examples were drawn around, and the "
            + "examples.") + note,
        chart.drawing().withDotsBelow)
    ]
  }

  private func fit(over range: ClosedRange<Double>) -> LineChart.Series {
    let x = places(in: range)
    let y = predictions(x.map { Float($0) })
    return .init("fit", x: x, y: y.map(Double.init), color: 0)
  }

  private func truth(_ source: Source) -> LineChart.Series {
    let x = places(in: source.range)
    let y =
      source == .logistic
      ? Tensor(x.map { Float(source.function($0)) }).sigmoid().elements.map(Double.init)
      : x.map(source.function)
    return .init("true", x: x, y: y, look: .dashed, color: 3)
  }

  /// Predictions against targets, where there is no single x.
  private func comparison(
    _ parts: [(name: String, examples: Dataset<Float>, color: Int)], powers: Int, _ note: String
  ) -> Picture {
    var chart = LineChart(xLabel: "measured", yLabel: "predicted", size: ChartSize(400, 340))
    for (name, examples, color) in parts {
      let inputs = firstFeatures(of: examples, powers: powers)
      chart.series.append(
        .init(
          name, x: examples.targets.map(Double.init),
          y: predictions(inputs).map(Double.init), look: .dots, color: color))
    }
    if let ends = ClosedRange(ofFinite: chart.series.flatMap(\.x)) {
      let line = [ends.lowerBound, ends.upperBound]
      chart.series.append(.init("equal", x: line, y: line, look: .dashed, color: 3))
    }
    return Picture(
      "predictions", title: "Predicted and measured",
      caption: "Each patient's measured progression and the predicted one; on the line they agree."
        + note,
      chart.drawing().withDotsBelow)
  }

  /// Each feature without its powers, `[examples, features]`.
  private func firstFeatures(of examples: Dataset<Float>, powers: Int) -> [Float] {
    let inputs = examples.batch.inputs.elements
    return stride(from: 0, to: inputs.count, by: powers).map { inputs[$0] }
  }
}

extension Composite: PicturedTask {
  func pictures(of history: TaskHistory) throws -> [Picture] {
    let target = try history.configuration(of: Composite.self).target
    let x = places(in: target.curve == nil ? 0...6 : -2...2)
    let y = function(Tensor(x.map { Float($0) }, shape: [x.count, 1])).elements
    var chart = LineChart(xLabel: "x", size: ChartSize(400, 300))
    chart.series = [.init("f", x: x, y: y.map(Double.init), color: 0)]
    if let curve = target.curve {
      chart.series.append(
        .init("target", x: x, y: x.map(curve.callAsFunction), look: .dashed, color: 3))
    }
    let shown = examples[0..<min(examples.count, shownExamples)]
    chart.series.append(
      .init(
        shown.count == 1 ? "the place" : "places", x: shown.batch.inputs.elements.map(Double.init),
        y: shown.targets.map(Double.init), look: .dots, color: 1))
    return [
      Picture(
        "fit", title: "The function",
        caption: target.curve == nil
          ? "f along x. It is to be 10 at one place, and may be anything elsewhere."
          : "f along x, what it is to become, and the places that training sees.",
        chart.drawing().withDotsBelow)
    ]
  }
}

extension Drawing {
  /// The drawing of a chart with its dots behind its curves, which many dots would hide.
  var withDotsBelow: Drawing {
    func isDot(_ element: Element) -> Bool { if case .circle = element { true } else { false } }
    var copy = self
    copy.elements = elements.map { element in
      guard case .clipped(let frame, let inside) = element else { return element }
      return .clipped(to: frame, inside.filter(isDot) + inside.filter { !isDot($0) })
    }
    return copy
  }
}

/// Places at equal distances, both ends among them.
private func places(in range: ClosedRange<Double>) -> [Double] {
  (0...300).map { range.lowerBound + (range.upperBound - range.lowerBound) * Double($0) / 300 }
}
