/// A plane divided by which of several functions of x and y is the greatest: a policy's action, the
/// class of a classifier.
public struct RegionMap: Sendable, Hashable {
  public var title: String
  public var xLabel: String
  public var yLabel: String
  public var size: ChartSize
  /// A function for each region, all of the same rows, columns, x and y. Among equals the first one
  /// counts.
  public var grids: [ScalarGrid]
  /// What each region is called, for the legend.
  public var names: [String]
  /// Clear lines where a function of the same x and y has a value.
  public var overlays: [ContourMap.Overlay]

  public init(
    title: String = "", xLabel: String = "", yLabel: String = "", size: ChartSize = .standard,
    grids: [ScalarGrid], names: [String], overlays: [ContourMap.Overlay] = []
  ) {
    guard let first = grids.first, grids.count == names.count,
      grids.allSatisfy({
        $0.rows == first.rows && $0.columns == first.columns && $0.x == first.x && $0.y == first.y
      })
    else {
      fatalError(
        "RegionMap: \(grids.count) grids and \(names.count) names; there is at least one grid, a "
          + "name for each, and all are over the same places")
    }
    self.title = title
    self.xLabel = xLabel
    self.yLabel = yLabel
    self.size = size
    self.grids = grids
    self.names = names
    self.overlays = overlays
  }

  public func drawing() -> Drawing {
    let first = grids[0]
    guard first.rows >= 2, first.columns >= 2 else { return emptyDrawing(size, title: title) }
    let layout = PlotLayout(
      size: size, title: title, xLabel: xLabel, yLabel: yLabel, x: first.axes().x,
      y: first.axes().y,
      legend: Legend(
        entries: names.enumerated().map { .init(name: $1, paint: .series($0), look: .dot) }),
      hasXGrid: false, hasYGrid: false)
    var (drawing, frame) = layout.drawn()
    drawing.description = title
    let plot = frame.plot
    drawing.elements.append(.rectangle(plot, .fill(.series(0))))
    // Each region is painted together with all later ones, which are then painted over it: there are
    // no seams.
    for index in grids.indices.dropFirst() {
      let lead = first.values.indices.map { place in
        grids[index...].reduce(-.infinity) { max($0, $1.values[place]) }
          - grids[..<index].reduce(-.infinity) { max($0, $1.values[place]) }
      }
      let outlines = MarchingSquares(rows: first.rows, columns: first.columns, lead)
        .outlines(atLeast: .leastNormalMagnitude)
      if outlines.isEmpty { continue }
      drawing.elements.append(
        .polygon(
          outlines.map { outline in
            simplified(outline.map { first.place($0, in: plot) })
          }, .fill(.series(index))))
    }
    drawing.elements += overlays.flatMap { $0.elements(in: plot) }
    return drawing
  }
}
