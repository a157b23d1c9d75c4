import RLState

extension Text {
  /// The outlines of the letters, in pixels, with a line around them where the text is bold: to be
  /// filled by `FillRule.nonZero`.
  func outlines(scale: Double) -> [[Point]] {
    guard size > 0, size < 0x1p22 else { return [] }
    let width = textWidth(string, size: size, isBold: isBold)
    let shift =
      switch anchor {
      case .start: 0.0
      case .middle: -width / 2
      case .end: -width
      }
    let em = size * scale
    let extra = isBold ? boldWidening : 0
    // Where the next letter starts, in ems.
    var start = shift / size + extra / 2
    var result: [[Point]] = []
    for scalar in string.unicodeScalars {
      let glyph = Glyph.of(scalar)
      for outline in glyph.outlines {
        let points = outline.flatMap { flattened($0, em) }.map { point in
          let (x, y) = ((start + point.x) * em, -point.y * em)
          return isUpward
            ? Point(place.x * scale + y, place.y * scale - x)
            : Point(place.x * scale + x, place.y * scale + y)
        }
        result.append(points)
        if isBold {
          let pen = Pen(radius: boldWidening / 2 * em, isRound: true)
          result += pen.outlines(along: points, isClosed: true)
        }
      }
      start += glyph.advance + extra
    }
    return result
  }
}

/// Points along a curve, without its start, close enough that nobody sees corners.
private func flattened(_ curve: Glyph.Curve, _ em: Double) -> [Point] {
  guard let bend = curve.bend else { return [curve.end] }
  // A line through the middle of a curve is at most this far from it, in pixels.
  let (x, y) = (
    curve.start.x - 2 * bend.x + curve.end.x, curve.start.y - 2 * bend.y + curve.end.y
  )
  let distance = (x * x + y * y).squareRoot() / 4 * em
  let count = Int(clamped: min(max((distance / 0.05).squareRoot().rounded(.up), 1), 64))
  return (1...count).map { index in
    let t = Double(index) / Double(count)
    let (a, b, c) = ((1 - t) * (1 - t), 2 * t * (1 - t), t * t)
    return Point(
      a * curve.start.x + b * bend.x + c * curve.end.x,
      a * curve.start.y + b * bend.y + c * curve.end.y)
  }
}
