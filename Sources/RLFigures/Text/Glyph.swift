/// The shape of a character, in ems: x to the right, y up from the baseline.
struct Glyph: Sendable {
  /// How far it is to the next character.
  var advance: Double
  /// Closed curves; what they surround in one direction more than in the other is inside.
  var outlines: [[Curve]]

  /// A piece of an outline: from one point to another, bent towards a third.
  struct Curve: Sendable {
    var start: Point
    /// Nil for a straight line.
    var bend: Point?
    var end: Point
  }

  /// The glyph of a character; a box for one without.
  static func of(_ scalar: Unicode.Scalar) -> Glyph { all[scalar.value] ?? box }

  private static let all = decoded(glyphOutlines)

  private static let box: Glyph = {
    func square(_ inset: Double) -> [Curve] {
      let (left, right, top) = (0.08 + inset, 0.52 - inset, 0.72 - inset)
      return lines(
        [Point(left, inset), Point(left, top), Point(right, top), Point(right, inset)])
    }
    return Glyph(advance: 0.6, outlines: [square(0), square(0.06).reversed().map(\.reversed)])
  }()

  private static func lines(_ corners: [Point]) -> [Curve] {
    corners.indices.map { index in
      Curve(start: corners[index], bend: nil, end: corners[(index + 1) % corners.count])
    }
  }
}

extension Glyph.Curve {
  fileprivate var reversed: Self { Self(start: end, bend: bend, end: start) }
}

/// The glyphs in a text that outlines.py wrote, by code point.
private func decoded(_ text: String) -> [UInt32: Glyph] {
  var reader = NumberReader(text)
  var glyphs: [UInt32: Glyph] = [:]
  while let code = reader.next() {
    let advance = Double(reader.next() ?? 0) / 1024
    var (x, y) = (0, 0)
    let outlines = (0..<(reader.next() ?? 0)).map { _ in
      let points = (0..<(reader.next() ?? 0)).map { _ in
        let (right, up) = (reader.next() ?? 0, reader.next() ?? 0)
        x += right & 2 == 0 ? right >> 2 : -(right >> 2)
        y += up & 1 == 0 ? up >> 1 : -(up >> 1)
        return (place: Point(Double(x) / 1024, Double(y) / 1024), isOnCurve: right & 1 == 1)
      }
      return curves(points)
    }
    glyphs[UInt32(code)] = Glyph(advance: advance, outlines: outlines)
  }
  return glyphs
}

/// The curves through points as TrueType has them: halfway between two points off the curve, there
/// is one on it. The first is on the curve.
private func curves(_ points: [(place: Point, isOnCurve: Bool)]) -> [Glyph.Curve] {
  var result: [Glyph.Curve] = []
  guard var last = points.first?.place else { return [] }
  var bend: Point?
  for point in points.dropFirst() + points.prefix(1) {
    if let middle = bend {
      let end =
        point.isOnCurve
        ? point.place
        : Point((middle.x + point.place.x) / 2, (middle.y + point.place.y) / 2)
      result.append(Glyph.Curve(start: last, bend: middle, end: end))
      last = end
    } else if point.isOnCurve {
      result.append(Glyph.Curve(start: last, bend: nil, end: point.place))
      last = point.place
    }
    bend = point.isOnCurve ? nil : point.place
  }
  return result
}

/// Reads numbers of base-64 digits that have five bits each, the lowest first.
private struct NumberReader {
  private var digits: Substring.UTF8View

  init(_ text: String) { digits = text[...].utf8 }

  mutating func next() -> Int? {
    var (value, shift) = (0, 0)
    while let byte = digits.popFirst() {
      let digit: UInt8
      switch byte {
      case UInt8(ascii: "A")...UInt8(ascii: "Z"): digit = byte - UInt8(ascii: "A")
      case UInt8(ascii: "a")...UInt8(ascii: "z"): digit = byte - UInt8(ascii: "a") + 26
      case UInt8(ascii: "0")...UInt8(ascii: "9"): digit = byte - UInt8(ascii: "0") + 52
      case UInt8(ascii: "+"): digit = 62
      case UInt8(ascii: "/"): digit = 63
      default: continue  // the end of a line
      }
      value |= Int(digit & 31) << shift
      if digit < 32 { return value }
      shift += 5
    }
    return nil
  }
}
