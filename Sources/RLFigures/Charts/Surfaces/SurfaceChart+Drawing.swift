extension SurfaceChart {
  public func drawing() -> Drawing {
    guard grid.rows >= 2, grid.columns >= 2,
      let scale = ColorScale(colorMap, grid.values, range: range, valueScale)
    else { return emptyDrawing(size, title: title) }
    var drawing = Drawing(
      width: size.width, height: size.height,
      description: [title, valueLabel].filter { !$0.isEmpty }.joined(separator: ": "))
    let top = drawing.addTitle(title) + 8
    let bar = hasColorBar ? ColorBar(scale: scale, label: valueLabel) : nil
    let barWidth = bar?.width(height: size.height) ?? 0
    let axes = grid.axes()
    let surface = SurfaceBox(
      x: axes.x, y: axes.y, z: scale.axis, xLabel: xLabel, yLabel: yLabel,
      frame: Rectangle(
        x: Measure.margin, y: top, width: max(size.width - 2 * Measure.margin - barWidth, 40),
        height: max(size.height - top - Measure.margin, 40)), azimuth: azimuth,
      elevation: elevation)
    surface.addBehind(to: &drawing)
    drawing.elements += quads(surface.projection, scale)
    surface.addLabels(to: &drawing)
    if let bar {
      let height = (size.height - top) * 0.7
      let plot = Rectangle(
        x: 0, y: top + (size.height - top - height) / 2,
        width: size.width - barWidth - Measure.margin, height: height)
      bar.add(to: &drawing, beside: plot)
    }
    return drawing
  }

  /// The surface in quadrilaterals, the farthest first.
  private func quads(_ projection: Projection, _ scale: ColorScale) -> [Drawing.Element] {
    let rows = indices(grid.rows)
    let columns = indices(grid.columns)
    func corner(_ row: Int, _ column: Int) -> BoxPlace {
      let value = grid[row, column]
      // Below a logarithmic axis everything is at its end.
      let low = value.isFinite && !valueScale.shows(value) && value < 1
      let fraction = low ? 0 : scale.axis.fraction(value)
      return BoxPlace(
        Double(column) / Double(grid.columns - 1), Double(row) / Double(grid.rows - 1),
        value.isFinite ? min(max(fraction, 0), 1) : .nan)
    }
    var quads: [(depth: Double, element: Drawing.Element)] = []
    for (row, nextRow) in zip(rows, rows.dropFirst()) {
      for (column, nextColumn) in zip(columns, columns.dropFirst()) {
        let corners = [
          corner(row, column), corner(row, nextColumn), corner(nextRow, nextColumn),
          corner(nextRow, column),
        ]
        let mean = corners.reduce(0) { $0 + $1.z / 4 }
        if mean.isNaN { continue }
        let depth = corners.reduce(0) { $0 + projection.depth($1.x, $1.y) / 4 }
        let color = lit(colorMap(mean), corners)
        let outline = widened(corners.map(projection.place))
        quads.append((depth, .polygon([outline], .fill(.color(color)))))
      }
    }
    return quads.enumerated().sorted { first, second in
      first.element.depth == second.element.depth
        ? first.offset < second.offset : first.element.depth > second.element.depth
    }.map(\.element.element)
  }

  /// At most `maximumParts` parts of about equal width.
  private func indices(_ count: Int) -> [Int] {
    let parts = max(min(maximumParts, count - 1), 1)
    return (0...parts).map { $0 * (count - 1) / parts }
  }

  /// The colour in light from the left, in front and above.
  private func lit(_ color: Color, _ corners: [BoxPlace]) -> Color {
    let (first, second) = (difference(corners[2], corners[0]), difference(corners[3], corners[1]))
    let normal = BoxPlace(
      first.y * second.z - first.z * second.y, first.z * second.x - first.x * second.z,
      first.x * second.y - first.y * second.x)
    let length = (normal.x * normal.x + normal.y * normal.y + normal.z * normal.z).squareRoot()
    guard length > 0 else { return color }
    let light = (-0.45 * normal.x - 0.35 * normal.y + 0.82 * normal.z) / length
    // A level part, at .82, keeps its colour.
    return light > 0.82
      ? color.mixed(with: Color(255, 255, 255), min(light - 0.82, 0.18))
      : color.mixed(with: Color(0, 0, 0), min((0.82 - light) * 0.35, 0.4))
  }

  private func difference(_ first: BoxPlace, _ second: BoxPlace) -> BoxPlace {
    BoxPlace(first.x - second.x, first.y - second.y, first.z - second.z)
  }

  /// The outline a third of a point larger, so that no seam is seen between two.
  private func widened(_ points: [Point]) -> [Point] {
    let middle = Point(
      points.reduce(0) { $0 + $1.x } / Double(points.count),
      points.reduce(0) { $0 + $1.y } / Double(points.count))
    return points.map { point in
      let (dx, dy) = (point.x - middle.x, point.y - middle.y)
      let length = (dx * dx + dy * dy).squareRoot()
      guard length > 0 else { return point }
      return Point(point.x + dx / length * 0.35, point.y + dy / length * 0.35)
    }
  }
}
