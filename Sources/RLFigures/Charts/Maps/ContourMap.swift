/// A function of x and y as bands of one colour each, with lines between them: decision surfaces,
/// logic gates, loss landscapes.
public struct ContourMap: Sendable, Hashable {
  public var title: String
  public var xLabel: String
  public var yLabel: String
  public var size: ChartSize
  /// The function's values; the outermost ones are at the ends of the grid's x and y.
  public var grid: ScalarGrid
  public var colorMap: ColorMap
  /// The values with the first and the last colour; nil for the least and the greatest.
  public var range: ClosedRange<Double>?
  /// How the bands divide the range: into equal differences or equal ratios.
  public var valueScale: AxisScale
  public var bands: Bands
  /// What the colour bar is labelled with.
  public var valueLabel: String
  public var hasColorBar: Bool
  /// Whether a thin line is drawn between bands that are not too many.
  public var hasLines: Bool
  /// Values at which a clear line is drawn, such as .5 for a decision.
  public var contours: [Double]
  public var markers: [MapMarker]
  /// Names of markers by their numbers, for the legend.
  public var markerNames: [String]
  /// Whether a unit of x is as long as one of y.
  public var isSquare: Bool

  /// How a range is divided into bands.
  public enum Bands: Sendable, Hashable {
    case count(Int)
    /// By the values between them; those outside of the range are left out.
    case levels([Double])
  }

  /// More bands than these are drawn as an image: as shapes they would be large.
  public static let maximumShapes = 24

  public init(
    title: String = "", xLabel: String = "", yLabel: String = "", size: ChartSize = .standard,
    grid: ScalarGrid, colorMap: ColorMap = .viridis, range: ClosedRange<Double>? = nil,
    valueScale: AxisScale = .linear, bands: Bands = .count(12), valueLabel: String = "",
    hasColorBar: Bool = true, hasLines: Bool = true, contours: [Double] = [],
    markers: [MapMarker] = [], markerNames: [String] = [], isSquare: Bool = false
  ) {
    self.title = title
    self.xLabel = xLabel
    self.yLabel = yLabel
    self.size = size
    self.grid = grid
    self.colorMap = colorMap
    self.range = range
    self.valueScale = valueScale
    self.bands = bands
    self.valueLabel = valueLabel
    self.hasColorBar = hasColorBar
    self.hasLines = hasLines
    self.contours = contours
    self.markers = markers
    self.markerNames = markerNames
    self.isSquare = isSquare
  }
}
