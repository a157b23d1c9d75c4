/// Several drawings side by side and in rows, with a common title.
public struct Panels: Sendable, Hashable {
  public var title: String
  /// Row by row.
  public var drawings: [Drawing]
  /// How many there are in a row.
  public var columns: Int
  /// How far they are apart, in points.
  public var gap: Double

  public init(title: String = "", _ drawings: [Drawing], columns: Int = 2, gap: Double = 8) {
    self.title = title
    self.drawings = drawings
    self.columns = columns
    self.gap = gap
  }

  /// Columns are as wide as their widest drawing, rows as high as their highest.
  public func drawing() -> Drawing {
    guard !drawings.isEmpty, columns > 0 else {
      return emptyDrawing(ChartSize(240, 120), title: title)
    }
    let used = min(columns, drawings.count)
    let rows = (drawings.count + columns - 1) / columns
    var widths = [Double](repeating: 0, count: used)
    var heights = [Double](repeating: 0, count: rows)
    for (index, drawing) in drawings.enumerated() {
      widths[index % columns] = max(widths[index % columns], drawing.width)
      heights[index / columns] = max(heights[index / columns], drawing.height)
    }
    var whole = Drawing(
      width: widths.reduce(0, +) + gap * Double(used - 1), height: 0,
      description: ([title] + drawings.map(\.description)).filter { !$0.isEmpty }
        .joined(separator: "; "))
    let top = title.isEmpty ? 0 : whole.addTitle(title) + 2
    whole.height = top + heights.reduce(0, +) + gap * Double(rows - 1)
    var origin = Point(0, top)
    for (index, drawing) in drawings.enumerated() {
      let (row, column) = (index / columns, index % columns)
      if column == 0 {
        origin = Point(0, row == 0 ? top : origin.y + heights[row - 1] + gap)
      }
      whole.add(drawing, at: origin)
      origin.x += widths[column] + gap
    }
    return whole
  }
}
