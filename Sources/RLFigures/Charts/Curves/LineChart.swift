/// Curves over a common axis: learning curves with their bands, fits and scattered points.
public struct LineChart: Sendable, Hashable {
  public var title: String
  public var xLabel: String
  public var yLabel: String
  public var size: ChartSize
  public var xScale: AxisScale
  public var yScale: AxisScale
  public var series: [Series]
  /// Lines across the plot at values of y and of x.
  public var horizontalLines: [ReferenceLine]
  public var verticalLines: [ReferenceLine]
  /// Fixed ends of the axes; nil where they follow from the data.
  public var xBounds: ClosedRange<Double>?
  public var yBounds: ClosedRange<Double>?
  /// Whether x counts something, so that its ticks are whole numbers.
  public var countsX = false

  public init(
    title: String = "", xLabel: String = "", yLabel: String = "", size: ChartSize = .standard,
    xScale: AxisScale = .linear, yScale: AxisScale = .linear, series: [Series] = [],
    horizontalLines: [ReferenceLine] = [], verticalLines: [ReferenceLine] = [],
    xBounds: ClosedRange<Double>? = nil, yBounds: ClosedRange<Double>? = nil
  ) {
    self.title = title
    self.xLabel = xLabel
    self.yLabel = yLabel
    self.size = size
    self.xScale = xScale
    self.yScale = yScale
    self.series = series
    self.horizontalLines = horizontalLines
    self.verticalLines = verticalLines
    self.xBounds = xBounds
    self.yBounds = yBounds
  }

  /// A curve. A point that is not finite, or not positive on a logarithmic axis, breaks it.
  public struct Series: Sendable, Hashable {
    public var name: String
    public var x: [Double]
    /// As many as there are x.
    public var y: [Double]
    public var band: Band?
    public var look: Look
    /// The number of its colour; nil for its place among the series.
    public var color: Int?

    public init(
      _ name: String = "", x: [Double], y: [Double], band: Band? = nil, look: Look = .line,
      color: Int? = nil
    ) {
      guard x.count == y.count else {
        fatalError("LineChart.Series \"\(name)\": \(x.count) x and \(y.count) y")
      }
      if let band, band.lower.count != x.count || band.upper.count != x.count {
        fatalError(
          "LineChart.Series \"\(name)\": a band of \(band.lower.count) lower and "
            + "\(band.upper.count) upper values for \(x.count) points")
      }
      self.name = name
      self.x = x
      self.y = y
      self.band = band
      self.look = look
      self.color = color
    }
  }

  /// Lower and upper values for each x of a series, such as quartiles.
  public struct Band: Sendable, Hashable {
    public var lower: [Double]
    public var upper: [Double]

    public init(lower: [Double], upper: [Double]) {
      self.lower = lower
      self.upper = upper
    }
  }

  public enum Look: Sendable, Hashable { case line, dashed, dots }

  /// A line at one value, with a label such as `solved 475`.
  public struct ReferenceLine: Sendable, Hashable {
    public var value: Double
    public var label: String

    public init(_ value: Double, _ label: String = "") {
      self.value = value
      self.label = label
    }
  }
}
