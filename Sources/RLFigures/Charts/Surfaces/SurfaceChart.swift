/// A function of x and y as a surface in space, seen from above and the side, such as a loss.
public struct SurfaceChart: Sendable, Hashable {
  public var title: String
  public var xLabel: String
  public var yLabel: String
  /// What the height means, written beside the colour bar.
  public var valueLabel: String
  public var size: ChartSize
  /// The function's values; the outermost ones are at the ends of the grid's x and y.
  public var grid: ScalarGrid
  public var colorMap: ColorMap
  /// The least and the greatest height shown; nil for what the values need. Values beyond are drawn at
  /// its ends.
  public var range: ClosedRange<Double>?
  public var valueScale: AxisScale
  /// From which side it is seen, in degrees: 0 has x to the right and y into the picture.
  public var azimuth: Double
  /// From how high it is seen, in degrees: 0 from the side, 90 from above.
  public var elevation: Double
  public var hasColorBar: Bool
  /// Into how many parts x and y are divided at most.
  public var maximumParts: Int

  public init(
    title: String = "", xLabel: String = "", yLabel: String = "", valueLabel: String = "",
    size: ChartSize = .standard, grid: ScalarGrid, colorMap: ColorMap = .viridis,
    range: ClosedRange<Double>? = nil, valueScale: AxisScale = .linear, azimuth: Double = -35,
    elevation: Double = 30, hasColorBar: Bool = true, maximumParts: Int = 40
  ) {
    self.title = title
    self.xLabel = xLabel
    self.yLabel = yLabel
    self.valueLabel = valueLabel
    self.size = size
    self.grid = grid
    self.colorMap = colorMap
    self.range = range
    self.valueScale = valueScale
    self.azimuth = azimuth
    self.elevation = elevation
    self.hasColorBar = hasColorBar
    self.maximumParts = maximumParts
  }
}
