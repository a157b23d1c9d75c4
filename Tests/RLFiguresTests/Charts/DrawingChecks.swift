import RLFigures
import Testing

/// A few random numbers for tests, from a seed (SplitMix64, Steele et al. 2014).
struct TestGenerator {
  var state: UInt64

  mutating func next() -> Double {
    state &+= 0x9e37_79b9_7f4a_7c15
    var value = state
    value = (value ^ value >> 30) &* 0xbf58_476d_1ce4_e5b9
    value = (value ^ value >> 27) &* 0x94d0_49bb_1331_11eb
    return Double((value ^ value >> 31) >> 11) / 0x1p53
  }

  mutating func below(_ count: Int) -> Int { Int(next() * Double(count)) }

  mutating func pick<Element>(_ choices: [Element]) -> Element { choices[below(choices.count)] }
}

/// The box of a text as it is drawn.
func box(_ text: Text) -> Rectangle {
  let width = textWidth(text.string, size: text.size, isBold: text.isBold)
  let before =
    switch text.anchor {
    case .start: 0.0
    case .middle: width / 2
    case .end: width
    }
  let (up, down) = (0.72 * text.size, 0.1 * text.size)
  return text.isUpward
    ? Rectangle(
      x: text.place.x - up, y: text.place.y + before - width, width: up + down, height: width)
    : Rectangle(x: text.place.x - before, y: text.place.y - up, width: width, height: up + down)
}

/// Texts outside of a clipped part.
func texts(_ drawing: Drawing) -> [Text] {
  drawing.elements.compactMap { if case .text(let text) = $0 { text } else { nil } }
}

/// What is wrong with a drawing: shapes beyond its bounds, numbers that are none, texts that overlap.
func faults(_ drawing: Drawing, checksOverlaps: Bool = true) -> [String] {
  var faults: [String] = []
  func check(_ rectangle: Rectangle, _ what: String, isClipped: Bool) {
    let numbers = [rectangle.x, rectangle.y, rectangle.width, rectangle.height]
    if !numbers.allSatisfy(\.isFinite) || rectangle.width < 0 || rectangle.height < 0 {
      faults.append("\(what) has no place: \(rectangle)")
    }
    let isInside =
      rectangle.x >= -0.51 && rectangle.y >= -0.51 && rectangle.right <= drawing.width + 0.51
      && rectangle.bottom <= drawing.height + 0.51
    if !isClipped && !isInside {
      faults.append("\(what) is beyond \(drawing.width) × \(drawing.height): \(rectangle)")
    }
  }
  func check(_ points: [Point], _ what: String, isClipped: Bool) {
    for point in points {
      check(Rectangle(x: point.x, y: point.y, width: 0, height: 0), what, isClipped: isClipped)
    }
  }
  func check(_ elements: [Drawing.Element], isClipped: Bool) {
    for element in elements {
      switch element {
      case .rectangle(let rectangle, _, _): check(rectangle, "rectangle", isClipped: isClipped)
      case .circle(let center, _, _): check([center], "circle", isClipped: isClipped)
      case .line(let points, _): check(points, "line", isClipped: isClipped)
      case .polygon(let outlines, _):
        for outline in outlines { check(outline, "polygon", isClipped: isClipped) }
      case .text(let text): check(box(text), "text \"\(text.string)\"", isClipped: isClipped)
      case .image(_, let rectangle): check(rectangle, "image", isClipped: isClipped)
      case .clipped(let rectangle, let elements):
        check(rectangle, "clip", isClipped: isClipped)
        check(elements, isClipped: true)
      }
    }
  }
  check(drawing.elements, isClipped: false)
  if checksOverlaps {
    let texts = texts(drawing)
    for (index, first) in texts.enumerated() {
      for second in texts[(index + 1)...] {
        let (one, two) = (box(first), box(second))
        let areApart =
          one.right <= two.x + 0.01 || two.right <= one.x + 0.01 || one.bottom <= two.y + 0.01
          || two.bottom <= one.y + 0.01
        if !areApart { faults.append("\"\(first.string)\" covers \"\(second.string)\"") }
      }
    }
  }
  for text in texts(drawing) where text.string.contains("-0") || text.string.contains("nan") {
    faults.append("odd number \(text.string)")
  }
  return faults
}
