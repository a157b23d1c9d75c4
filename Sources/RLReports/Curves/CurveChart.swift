import RLRuns

/// A chart of the report's page: one quantity over the course of training.
package struct CurveChart: Sendable {
  package var title: String
  /// What x counts: `steps`, `epochs`.
  package var xLabel: String
  package var series: [Series] = []
  /// Levels to compare with, such as the one at which an environment is solved.
  package var levels: [Level] = []
  /// Whether y is drawn by its order of magnitude.
  package var isLogarithmic = false
  /// The ends of y; nil where they follow from the data.
  package var yBounds: ClosedRange<Double>?
  /// Whether x counts something, as steps of training, over which it may be smoothed.
  package var isOverTraining = true
  /// What is drawn, in a sentence; empty where the title says it.
  package var caption = ""

  package struct Series: Sendable {
    /// Empty where the title says it.
    package var name: String
    package var curve: Curve
    /// The number of its colour.
    package var color: Int
    /// Whether the line is broken.
    package var isDashed = false
    /// Whether its places are marked, as measured ones are that lie far apart.
    package var hasDots = false
    /// What else its x can be told as.
    package var axes: [CounterAxis] = []

    package init(
      _ name: String, _ curve: Curve, color: Int, hasDots: Bool = false, axes: [CounterAxis] = []
    ) {
      self.name = name
      self.curve = curve
      self.color = color
      self.hasDots = hasDots
      self.axes = axes
    }
  }

  package struct Level: Sendable {
    package var name: String
    package var y: Double
  }

  package init(_ title: String, over xLabel: String, caption: String = "") {
    self.title = title
    self.xLabel = xLabel
    self.caption = caption
  }

  /// The title as the name of a file: `return-in-evaluations`.
  var fileName: String {
    title.lowercased().replacing("²", with: "2")
      .split { !$0.isLetter && !$0.isNumber || !$0.isASCII }.joined(separator: "-")
  }

  /// Whether it shows a course: fewer than five places say little of how fast training was.
  package var isCourse: Bool { series.contains { $0.curve.x.count >= 5 } }

  package var isEmpty: Bool { series.allSatisfy(\.curve.isEmpty) }

  /// Draws y by its order of magnitude where it is not negative and most of it covers two of them or
  /// more.
  package mutating func chooseScale() {
    let values = series.flatMap(\.curve.y).filter(\.isFinite).sorted()
    guard let least = values.first, least >= 0 else { return }
    let low = values[values.count / 20]
    isLogarithmic = low > 0 && values[values.count * 19 / 20] / low >= 100
  }

  /// Has the axis begin above the values from before training, where they lie so far below all others
  /// that these could not be told apart; the caption has them, then.
  package mutating func leaveOutStart() {
    func values(_ isShown: (Double) -> Bool) -> [Double] {
      series.flatMap { line in
        zip(line.curve.x, line.curve.y).filter { isShown($0.0) && $0.1.isFinite }.map(\.1)
      }
    }
    let (start, rest) = (values { $0 <= 0 }, values { $0 > 0 })
    guard let first = start.min(), let last = start.max(), let least = rest.min(),
      let greatest = rest.max(), rest.count >= 3, greatest > least, last < least,
      greatest - least < (greatest - first) / 4
    else { return }
    // What the bands hold is seen whole.
    func bounds(_ values: [Double]?, _ curve: Curve) -> [Double] {
      zip(curve.x, values ?? []).filter { $0.0 > 0 && $0.1.isFinite }.map(\.1)
    }
    let low = min(least, series.flatMap { bounds($0.curve.low, $0.curve) }.min() ?? least)
    let high = max(greatest, series.flatMap { bounds($0.curve.high, $0.curve) }.max() ?? greatest)
    let padding = (high - low) * 0.05
    yBounds = low - padding...high + padding
    let texts = [first, last].map { withDecimals($0, 2) + " %" }
    caption +=
      (caption.isEmpty ? "" : " ")
      + "Before training it was \(Set(texts).count == 1 ? texts[0] : texts.joined(separator: " to ")), "
      + "below the axis."
  }
}
