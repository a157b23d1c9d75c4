import Foundation
import RLState

/// How often values lie in equally wide ranges, or, where there are few different ones, how often each
/// of them is there: a distribution, such as of final returns.
public struct Histogram: Sendable, Hashable {
  public var title: String
  public var xLabel: String
  public var yLabel: String
  public var size: ChartSize
  /// What is counted; values that are not finite are left out.
  public var values: [Double]
  /// Whether the mean is marked.
  public var marksMean: Bool
  public var verticalLines: [LineChart.ReferenceLine]
  /// The number of the bars' colour.
  public var color: Int

  public init(
    title: String = "", xLabel: String = "", yLabel: String = "count",
    size: ChartSize = .standard, values: [Double] = [], marksMean: Bool = true,
    verticalLines: [LineChart.ReferenceLine] = [], color: Int = 0
  ) {
    self.title = title
    self.xLabel = xLabel
    self.yLabel = yLabel
    self.size = size
    self.values = values
    self.marksMean = marksMean
    self.verticalLines = verticalLines
    self.color = color
  }

  /// Ranges of equal width, and how many values are in each; a value between two is in the upper one.
  package struct Bins: Sendable, Hashable {
    package var lower: Double
    package var width: Double
    package var counts: [Int]

    package init(lower: Double, width: Double, counts: [Int]) {
      self.lower = lower
      self.width = width
      self.counts = counts
    }
  }

  /// The values in bins with round ends, about twice the cube root of as many as there are values;
  /// whole numbers that are few get a bin each. Nil without a finite value.
  package func bins() -> Bins? {
    let values = values.filter(AxisScale.linear.shows)
    guard let least = values.min(), let greatest = values.max() else { return nil }
    if least == greatest { return Bins(lower: least - 0.5, width: 1, counts: [values.count]) }
    var (lower, width, count): (Double, Double, Int)
    if greatest - least <= 24 && values.allSatisfy({ $0 == $0.rounded() && $0.magnitude < 1e15 }) {
      (lower, width, count) = (least - 0.5, 1, Int(clamped: greatest - least) + 1)
    } else {
      let wanted = min(max(Int(clamped: 2 * cbrt(Double(values.count))), 4), 40)
      guard let step = Axis(.linear, least, greatest).linearStep(wanted)?.value else { return nil }
      lower = (least / step + 1e-9).rounded(.down) * step
      width = step
      count = max(Int(clamped: ((greatest - lower) / step - 1e-9).rounded(.up)), 1)
    }
    var counts = [Int](repeating: 0, count: count)
    for value in values {
      counts[min(max(Int(clamped: (value - lower) / width + 1e-9), 0), count - 1)] += 1
    }
    return Bins(lower: lower, width: width, counts: counts)
  }

  public func drawing() -> Drawing {
    guard let all = allBars(), let first = all.bars.first, let last = all.bars.last else {
      return emptyDrawing(size, title: title)
    }
    let most = all.bars.map(\.count).max() ?? 1
    let places =
      [first.left - all.padding, last.right + all.padding] + verticalLines.map(\.value)
    let ends = places.filter(AxisScale.linear.shows)
    guard let lower = ends.min(), let upper = ends.max(), lower < upper else {
      return emptyDrawing(size, title: title)
    }
    let reach = lower...upper
    // Above the highest bar there is room for its count and for the lines' labels.
    let height = max(size.height - 80, 60)
    let top = Double(most) * height / (height - (marksMean || !verticalLines.isEmpty ? 36 : 18))
    var layout = PlotLayout(
      size: size, title: title, xLabel: xLabel, yLabel: yLabel,
      x: Axis(.linear, reach.lowerBound, reach.upperBound), y: Axis(.linear, 0, top),
      hasXGrid: false, hasWholeX: all.hasWholeTicks, hasWholeY: true)
    layout.xTicks = ticks(of: all, along: reach, width: size.width - 70)
    // At a line beyond the values there is its label.
    layout.xTickBounds = all.range
    var (drawing, frame) = layout.drawn()
    drawing.description = [title, xLabel].filter { !$0.isEmpty }.joined(separator: ": ")
    var (bars, counts): ([Rectangle], [Text]) = ([], [])
    for bar in all.bars where bar.count > 0 {
      guard let box = rectangle(of: bar, frame) else { continue }
      bars.append(box)
      drawing.elements.append(.rectangle(box, .fill(.series(color), opacity: 0.85)))
      if let text = text(above: box, bar.count) { counts.append(text) }
    }
    let plot = frame.plot
    drawing.elements.append(
      .line([Point(plot.x, plot.bottom), Point(plot.right, plot.bottom)], .stroke(.muted)))
    let lines = (marksMean ? [meanLine] : []) + verticalLines
    drawing.addReferenceLines(vertical: lines, frame)
    var labels = ReferenceLabels(frame: frame, avoiding: bars + counts.map(box(around:)))
    labels.add(lines, to: &drawing)
    for count in counts { add(count, crossedBy: lines, to: &drawing, frame) }
    return drawing
  }

  private var meanLine: LineChart.ReferenceLine {
    let values = values.filter(AxisScale.linear.shows)
    let mean = values.reduce(0) { $0 + $1 / Double(values.count) }
    return LineChart.ReferenceLine(mean, "mean " + numberText(mean))
  }

  private func rectangle(of bar: Bar, _ frame: ChartFrame) -> Rectangle? {
    guard let from = frame.place(bar.left, Double(bar.count)), let to = frame.place(bar.right, 0)
    else { return nil }
    let gap = to.x - from.x > 6 ? 1.0 : 0
    return Rectangle(
      x: from.x + gap, y: from.y, width: to.x - from.x - 2 * gap, height: to.y - from.y)
  }

  /// A bar's count, above it, where there is room.
  private func text(above bar: Rectangle, _ count: Int) -> Text? {
    let text = "\(count)"
    guard textWidth(text, size: Measure.tick) <= bar.width else { return nil }
    return Text(
      text, at: Point(bar.center.x, bar.y - 4), size: Measure.tick, anchor: .middle, .muted)
  }

  /// Adds a bar's count, with ground behind it where a line would go through it.
  private func add(
    _ count: Text, crossedBy lines: [LineChart.ReferenceLine], to drawing: inout Drawing,
    _ frame: ChartFrame
  ) {
    let box = box(around: count)
    let isCrossed = lines.contains { line in
      guard frame.x.contains(line.value), let x = frame.x.place(line.value) else { return false }
      return box.x <= x && x <= box.right
    }
    if isCrossed { drawing.elements.append(.rectangle(box, radius: 2, .fill(.ground))) }
    drawing.elements.append(.text(count))
  }

  /// What a bar's count covers.
  private func box(around count: Text) -> Rectangle {
    let width = textWidth(count.string, size: count.size) + 4
    return Rectangle(x: count.place.x - width / 2, y: count.place.y - 10, width: width, height: 12)
  }
}
