/// A rectangle of cells coloured by value, with axes and a colour bar.
public struct HeatMap: Sendable, Hashable {
  public var title: String
  public var xLabel: String
  public var yLabel: String
  public var size: ChartSize
  /// The values of the cells, which together fill the grid's x and y.
  public var grid: ScalarGrid
  public var colorMap: ColorMap
  /// The values with the first and the last colour; nil for the least and the greatest.
  public var range: ClosedRange<Double>?
  public var valueScale: AxisScale
  /// What the colour bar is labelled with.
  public var valueLabel: String
  public var hasColorBar: Bool
  /// Values at which lines of equal value are drawn between the cells' middles.
  public var contours: [Double]
  public var markers: [MapMarker]
  /// Names of markers by their numbers, for the legend.
  public var markerNames: [String]
  /// Whether the first row is at the top, as in a matrix, instead of at the bottom.
  public var startsAtTop: Bool
  /// Whether a unit of x is as long as one of y.
  public var isSquare: Bool

  public init(
    title: String = "", xLabel: String = "", yLabel: String = "", size: ChartSize = .standard,
    grid: ScalarGrid, colorMap: ColorMap = .viridis, range: ClosedRange<Double>? = nil,
    valueScale: AxisScale = .linear, valueLabel: String = "", hasColorBar: Bool = true,
    contours: [Double] = [], markers: [MapMarker] = [], markerNames: [String] = [],
    startsAtTop: Bool = false, isSquare: Bool = false
  ) {
    self.title = title
    self.xLabel = xLabel
    self.yLabel = yLabel
    self.size = size
    self.grid = grid
    self.colorMap = colorMap
    self.range = range
    self.valueScale = valueScale
    self.valueLabel = valueLabel
    self.hasColorBar = hasColorBar
    self.contours = contours
    self.markers = markers
    self.markerNames = markerNames
    self.startsAtTop = startsAtTop
    self.isSquare = isSquare
  }

  public func drawing() -> Drawing {
    guard let scale = ColorScale(colorMap, grid.values, range: range, valueScale) else {
      return emptyDrawing(size, title: title)
    }
    let layout = MapLayout(
      size: size, title: title, xLabel: xLabel, yLabel: yLabel,
      bar: hasColorBar ? ColorBar(scale: scale, label: valueLabel) : nil, markers: markers,
      markerNames: markerNames, isSquare: isSquare, isDownward: startsAtTop)
    var (drawing, frame) = layout.drawn(grid.axes())
    let plot = frame.plot
    var image = PixelImage(width: grid.columns, height: grid.rows)
    for row in 0..<grid.rows {
      for column in 0..<grid.columns {
        let value = grid[row, column]
        image[column, startsAtTop ? row : grid.rows - 1 - row] = scale.color(
          value.isFinite ? value : .nan)
      }
    }
    drawing.elements.append(.image(image, in: plot))
    let squares = MarchingSquares(
      rows: grid.rows, columns: grid.columns, grid.values.map { $0.isFinite ? $0 : .nan })
    let lines = contourElements(squares, at: contours, .stroke(.color(Color(hex: 0xffffff)), 1.5)) {
      let y = ($0.y + 0.5) / Double(grid.rows) * plot.height
      return Point(
        plot.x + ($0.x + 0.5) / Double(grid.columns) * plot.width,
        startsAtTop ? plot.y + y : plot.bottom - y)
    }
    drawing.elements += lines + layout.markerElements(frame)
    return drawing
  }
}
