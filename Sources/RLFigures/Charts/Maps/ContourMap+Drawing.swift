import RLState

extension ContourMap {
  public func drawing() -> Drawing {
    guard grid.rows >= 2, grid.columns >= 2, let scale else {
      return emptyDrawing(size, title: title)
    }
    let layout = MapLayout(
      size: size, title: title, xLabel: xLabel, yLabel: yLabel,
      bar: hasColorBar ? ColorBar(scale: scale, label: valueLabel) : nil, markers: markers,
      markerNames: markerNames, isSquare: isSquare)
    var (drawing, frame) = layout.drawn(grid.axes())
    let plot = frame.plot
    let place = { (point: Point) in grid.place(point, in: plot) }
    let squares = spacedSquares(scale)
    let inner = scale.levels.dropFirst().dropLast()
    if scale.levels.count - 1 > Self.maximumShapes {
      drawing.elements.append(.image(image(squares, scale), in: plot))
    } else {
      drawing.elements += bandElements(squares, scale, plot, place)
      if hasLines {
        drawing.elements += contourElements(
          squares, at: inner.map(valueScale.forward), .stroke(.color(Color(0, 0, 0, 70)), 0.75),
          place)
      }
    }
    let clear = contours.filter(valueScale.shows).map(valueScale.forward)
    drawing.elements += contourElements(
      squares, at: clear, .stroke(.color(Color(0, 0, 0)), 3.5), place)
    drawing.elements += contourElements(
      squares, at: clear, .stroke(.color(Color(255, 255, 255)), 1.5), place)
    drawing.elements += overlays.flatMap { $0.elements(in: plot) }
    drawing.elements += layout.markerElements(frame)
    return drawing
  }

  /// The colours of values, divided into bands.
  private var scale: ColorScale? {
    guard var scale = ColorScale(colorMap, grid.values, range: range, valueScale) else {
      return nil
    }
    switch bands {
    case .count(let count): scale.divide(into: max(count, 1))
    case .levels(let levels):
      let inner = Set(levels.filter { scale.axis.lower < $0 && $0 < scale.axis.upper }).sorted()
      scale.levels = [scale.axis.lower] + inner + [scale.axis.upper]
    }
    return scale
  }

  /// The values as the scale spaces them, so that lines between a logarithmic scale's levels lie
  /// evenly, too. A value that the scale has no place for, below it, counts as the least.
  private func spacedSquares(_ scale: ColorScale) -> MarchingSquares {
    let least = valueScale.forward(scale.axis.lower)
    return MarchingSquares(
      rows: grid.rows, columns: grid.columns,
      grid.values.map { value in
        if !value.isFinite { return .nan }
        return valueScale.shows(value) ? valueScale.forward(value) : least
      })
  }

  /// Each band is painted over all lower ones, up to the highest value: there are no seams.
  private func bandElements(
    _ squares: MarchingSquares, _ scale: ColorScale, _ plot: Rectangle, _ place: (Point) -> Point
  ) -> [Drawing.Element] {
    let first = Style.fill(.color(scale.color(ofBand: 0)))
    var elements: [Drawing.Element] = []
    if squares.values.contains(where: \.isNaN) {
      let outlines = squares.outlines(atLeast: -.infinity)
      elements.append(.polygon(outlines.map { simplified($0.map(place)) }, first))
    } else {
      elements.append(.rectangle(plot, first))
    }
    for (index, level) in scale.levels.dropFirst().dropLast().enumerated() {
      let outlines = squares.outlines(atLeast: valueScale.forward(level))
      if outlines.isEmpty { continue }
      elements.append(
        .polygon(
          outlines.map { simplified($0.map(place)) }, .fill(.color(scale.color(ofBand: index + 1))))
      )
    }
    return elements
  }

  /// The bands as an image, whose pixels lie between the grid's values.
  private func image(_ squares: MarchingSquares, _ scale: ColorScale) -> PixelImage {
    func extent(_ count: Int) -> Int { max(min(2 * count, 200), min(count, 400)) }
    let (width, height) = (extent(grid.columns), extent(grid.rows))
    var image = PixelImage(width: width, height: height)
    for row in 0..<height {
      let y = (Double(height - row) - 0.5) / Double(height) * Double(grid.rows - 1)
      for column in 0..<width {
        let x = (Double(column) + 0.5) / Double(width) * Double(grid.columns - 1)
        let value = interpolated(squares, x, y)
        image[column, row] = scale.color(value.isNaN ? value : valueScale.backward(value))
      }
    }
    return image
  }

  private func interpolated(_ squares: MarchingSquares, _ x: Double, _ y: Double) -> Double {
    let column = min(Int(clamped: x), squares.columns - 2)
    let row = min(Int(clamped: y), squares.rows - 2)
    let (right, up) = (x - Double(column), y - Double(row))
    let start = row * squares.columns + column
    let values = squares.values
    let lower = values[start] * (1 - right) + values[start + 1] * right
    let next = start + squares.columns
    let upper = values[next] * (1 - right) + values[next + 1] * right
    return lower * (1 - up) + upper * up
  }
}

extension ContourMap.Overlay {
  /// The line over a plot, white with black beside it.
  func elements(in plot: Rectangle) -> [Drawing.Element] {
    guard grid.rows >= 2, grid.columns >= 2 else { return [] }
    let squares = MarchingSquares(
      rows: grid.rows, columns: grid.columns, grid.values.map { $0.isFinite ? $0 : .nan })
    let dash = isDashed ? [6.0, 4] : []
    let styles = [
      Style.stroke(.color(Color(0, 0, 0)), 3.5, dash: dash),
      .stroke(.color(Color(255, 255, 255)), 1.5, dash: dash),
    ]
    return styles.flatMap { style in
      contourElements(squares, at: [level], style) { grid.place($0, in: plot) }
    }
  }
}
