import RLFigures

/// Counts of classes, by row, that were taken for others, by column.
struct ConfusionMatrix {
  let names: [String]
  /// `[classes, classes]`.
  let counts: [[Int]]

  private static let size = 11.0
  private static let margin = 10.0

  func drawing() -> Drawing {
    let longest = names.map { textWidth($0, size: Self.size) }.max() ?? 0
    let labelWidth = min(longest, 110)
    let widest = counts.joined().map { textWidth("\($0)", size: Self.size) }.max() ?? 0
    let left = Self.margin + 18 + labelWidth + 6
    let room = (400 - left - Self.margin) / Double(max(names.count, 1))
    let cell = min(max(room, widest + 4), 72)
    let isUpward = longest > cell - 4
    let top = Self.margin + 16 + (isUpward ? labelWidth : 12) + 6
    let side = cell * Double(names.count)
    var drawing = Drawing(
      width: left + side + Self.margin, height: top + side + Self.margin,
      description: "confusion matrix")
    addLabels(to: &drawing, left: left, top: top, cell, labelWidth, isUpward: isUpward)
    for (row, counts) in counts.enumerated() {
      let all = Double(max(counts.reduce(0, +), 1))
      for (column, count) in counts.enumerated() {
        let frame = Rectangle(
          x: left + Double(column) * cell, y: top + Double(row) * cell, width: cell, height: cell)
        add(count, share: Double(count) / all, isRight: row == column, frame, to: &drawing)
      }
    }
    return drawing
  }

  private func add(
    _ count: Int, share: Double, isRight: Bool, _ frame: Rectangle, to drawing: inout Drawing
  ) {
    let inner = Rectangle(
      x: frame.x + 0.5, y: frame.y + 0.5, width: frame.width - 1, height: frame.height - 1)
    drawing.elements.append(.rectangle(inner, .fill(.panel)))
    // A few of many must be seen, too: so by the root.
    let strength = share.squareRoot()
    if count > 0 {
      drawing.elements.append(
        .rectangle(inner, .fill(.series(isRight ? 0 : 1), opacity: strength)))
    }
    let paint: Paint = count == 0 ? .muted : strength > 0.75 ? .ground : .ink
    drawing.elements.append(
      .text(
        Text(
          "\(count)", at: Point(frame.center.x, frame.center.y + 4), size: Self.size,
          anchor: .middle, paint)))
  }

  private func addLabels(
    to drawing: inout Drawing, left: Double, top: Double, _ cell: Double, _ labelWidth: Double,
    isUpward: Bool
  ) {
    let side = cell * Double(names.count)
    func add(
      _ string: String, _ x: Double, _ y: Double, _ anchor: Text.Anchor = .middle,
      isUpward: Bool = false
    ) {
      drawing.elements.append(
        .text(
          Text(
            string, at: Point(x, y), size: Self.size, anchor: anchor, .muted, isUpward: isUpward)))
    }
    add("taken for", left + side / 2, Self.margin + 8)
    add("class", Self.margin + 8, top + side / 2, isUpward: true)
    for (index, name) in names.enumerated() {
      let name = shortened(name, to: labelWidth + 1, size: Self.size)
      let middle = (Double(index) + 0.5) * cell
      add(name, left - 6, top + middle + 4, .end)
      if isUpward {
        add(name, left + middle + 4, top - 6, .start, isUpward: true)
      } else {
        add(name, left + middle, top - 6)
      }
    }
  }
}
