import RLNet
import RLRuns
import RLState

/// A small curve drawn with dots: Braille, or without Unicode upper and lower ones.
package struct CurveText {
  /// What is drawn.
  var title: String
  var points: [(x: Double, y: Double)]
  /// From where to where x goes.
  var range: ClosedRange<Double>
  /// What x counts.
  var unit: String
  /// A number of y for a person.
  var text: (Double) -> String = significantTrimmed

  package init(
    title: String, _ points: [(x: Double, y: Double)], over range: ClosedRange<Double>,
    _ unit: String, text: ((Double) -> String)? = nil
  ) {
    self.title = title
    self.points = points.filter { $0.y.isFinite && range.contains($0.x) }
    self.range = range
    self.unit = unit
    if let text { self.text = text }
  }

  /// Lines of text.
  private static let height = 5
  private static let greatestWidth = 60
  private static let leastWidth = 8

  /// The lines, none wider than there are columns; none where there is no room or nothing to draw.
  package func lines(columns: Int, isUnicode: Bool) -> [String] {
    guard points.count > 1, range.lowerBound < range.upperBound else { return [] }
    var (width, room) = (0, 0)
    var values: [Double] = []
    var labels: [String] = []
    // Longer labels leave less room for the curve, and a narrower curve has other labels.
    repeat {
      room = labels.map(\.count).reduce(room, max)
      width = min(Self.greatestWidth, columns - room - 3)
      guard width >= Self.leastWidth else { return [] }
      values = binned(isUnicode ? 2 * width : width)
      labels = self.labels(values)
    } while labels.contains { $0.count > room }
    let dots = dots(values, rows: isUnicode ? 4 * Self.height : 2 * Self.height)
    let drawn = imageLines(dots, columns: width, isUnicode: isUnicode)
    let (mark, line) = isUnicode ? ("┤", "│") : ("|", "|")
    let body = zip(labels, drawn).map { label, row in
      "\(aligned(label, room)) \(label.isEmpty ? line : mark)\(row)".trimmingEnd()
    }
    let start = grouped(Int(clamped: range.lowerBound))
    let end = "\(grouped(Int(clamped: range.upperBound))) \(unit)"
    let axis = start + aligned(end, max(end.count + 1, width - start.count))
    let edge = String(repeating: " ", count: room + 2)
    return [title, axis].allSatisfy { $0.count + edge.count <= columns }
      ? [edge + title] + body + [edge + axis] : body
  }

  /// What stands before each line: the greatest number and the least.
  private func labels(_ values: [Double]) -> [String] {
    let (least, greatest) = (values.min() ?? 0, values.max() ?? 0)
    var labels = Array(repeating: "", count: Self.height)
    if least == greatest {
      labels[Self.height / 2] = text(least)
    } else {
      (labels[0], labels[Self.height - 1]) = (text(greatest), text(least))
    }
    return labels
  }

  /// The mean of y in each of as many equal parts of the range; where there is none, on the line
  /// between those beside it.
  private func binned(_ count: Int) -> [Double] {
    var sums = Array(repeating: 0.0, count: count)
    var counts = Array(repeating: 0, count: count)
    for point in points {
      let part = (point.x - range.lowerBound) / (range.upperBound - range.lowerBound)
      let bin = min(count - 1, max(0, Int(clamped: part * Double(count))))
      sums[bin] += point.y
      counts[bin] += 1
    }
    let known = (0..<count).filter { counts[$0] > 0 }
    guard let first = known.first, let last = known.last else { return [] }
    var values = zip(sums, counts).map { $0 / Double(max($1, 1)) }
    for (left, right) in zip(known, known.dropFirst()) {
      for bin in left + 1..<max(right, left + 1) {
        let part = Double(bin - left) / Double(right - left)
        values[bin] = values[left] + part * (values[right] - values[left])
      }
    }
    for bin in 0..<first { values[bin] = values[first] }
    for bin in last..<count { values[bin] = values[last] }
    return values
  }

  /// The curve as an image of zeros and ones, each column joined to the one before it.
  private func dots(_ values: [Double], rows: Int) -> Tensor {
    let (least, greatest) = (values.min() ?? 0, values.max() ?? 0)
    let heights = values.map { value in
      let part = (greatest - value) / (greatest - least)
      return part.isFinite
        ? min(max(Int(clamped: (part * Double(rows - 1)).rounded()), 0), rows - 1) : rows / 2
    }
    var pixels = Array(repeating: Float(0), count: rows * values.count)
    for (column, row) in heights.enumerated() {
      let before = column > 0 ? heights[column - 1] : row
      let joined = row < before ? row..<before : row > before ? before + 1..<row + 1 : row..<row + 1
      for row in joined { pixels[row * values.count + column] = 1 }
    }
    return Tensor(pixels, shape: [1, 1, rows, values.count])
  }
}

extension CurveText {
  /// Draws it for a person at a terminal.
  func show(on terminal: Terminal = .standardError) {
    guard terminal.isTerminal else { return }
    let lines = lines(columns: min(80, terminal.size.columns - 1), isUnicode: terminal.isUnicode)
    Output.tell(lines: lines)
  }
}
