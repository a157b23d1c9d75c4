/// The names of series with their looks, in rows.
struct Legend {
  struct Entry {
    var name: String
    var paint: Paint
    var look: Look
    var dash: [Double] = []
  }

  enum Look { case line, dot }

  var entries: [Entry]

  /// Adds the legend below `top`, in at most `maximumRows`; returns the place below it, and those of
  /// its entries by their numbers.
  func add(
    to drawing: inout Drawing, top: Double, maximumRows: Int
  ) -> (bottom: Double, boxes: [Int: Rectangle]) {
    var boxes: [Int: Rectangle] = [:]
    let left = Measure.margin
    let width = drawing.width - 2 * Measure.margin
    var (x, row) = (0.0, 0)
    for (index, entry) in entries.enumerated() {
      let rest = entries.count - index
      // The last row keeps room to say how many are left out.
      let more = "+\(rest) more"
      let reserve = rest > 1 ? textWidth("+\(rest - 1) more", size: Measure.tick) + 14 : 0
      let name = shortened(entry.name, to: width - Measure.swatch - 5, size: Measure.tick)
      let needed = Measure.swatch + 5 + textWidth(name, size: Measure.tick)
      if x > 0 && x + needed > width && row + 1 < maximumRows { (x, row) = (0, row + 1) }
      let middle = top + (Double(row) + 0.5) * Measure.legendLine
      if row + 1 >= maximumRows && x + needed + reserve > width && (x > 0 || reserve > 0) {
        drawing.elements.append(
          .text(
            Text(
              shortened(x > 0 ? more : "\(rest) series", to: width - x, size: Measure.tick),
              at: Point(left + x, middle + Measure.tickDrop), size: Measure.tick, .muted)))
        break
      }
      add(entry, to: &drawing, at: Point(left + x, middle))
      drawing.elements.append(
        .text(
          Text(
            name, at: Point(left + x + Measure.swatch + 5, middle + Measure.tickDrop),
            size: Measure.tick)))
      boxes[index] = Rectangle(
        x: left + x, y: middle - Measure.legendLine / 2, width: needed, height: Measure.legendLine)
      x += needed + 14
    }
    return (top + Double(row + 1) * Measure.legendLine, boxes)
  }

  private func add(_ entry: Entry, to drawing: inout Drawing, at place: Point) {
    let end = Point(place.x + Measure.swatch, place.y)
    switch entry.look {
    case .line:
      drawing.elements.append(.line([place, end], .stroke(entry.paint, 2, dash: entry.dash)))
    case .dot:
      drawing.elements.append(
        .circle(Point(place.x + Measure.swatch / 2, place.y), radius: 3, .fill(entry.paint)))
    }
  }
}
