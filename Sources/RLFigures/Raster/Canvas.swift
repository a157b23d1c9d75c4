import RLState

/// An opaque picture that shapes are painted on, one above the other.
struct Canvas {
  private(set) var image: PixelImage
  /// What is outside of it stays as it is, in pixels.
  var clip: Rectangle

  init(width: Int, height: Int, ground: Color) {
    image = PixelImage(width: width, height: height, Color(ground.red, ground.green, ground.blue))
    clip = Rectangle(x: 0, y: 0, width: Double(width), height: Double(height))
  }

  /// Paints what closed outlines surround, in pixels, with one colour.
  mutating func fill(
    _ outlines: [[Point]], _ color: Color, _ rule: FillRule = .nonZero, opacity: Double = 1
  ) {
    let alpha = strength(color.alpha, opacity)
    var scanner = Scanner(width: image.width)
    scanner.scan(outlines.map(\.bounded), rule, in: clip) { row, columns, coverage in
      let start = 4 * row * image.width
      image.bytes.withUnsafeMutableBufferPointer { bytes in
        for column in columns {
          blend(color, Int(coverage[column]) * alpha, into: &bytes, at: start + 4 * column)
        }
      }
    }
  }

  /// Paints an image into a rectangle, in pixels; each of the canvas's has the colour of the
  /// image's pixel that its middle is in.
  mutating func draw(_ picture: PixelImage, in frame: Rectangle) {
    guard picture.width > 0, picture.height > 0, frame.width > 0, frame.height > 0 else { return }
    let outline = [
      Point(frame.x, frame.y), Point(frame.right, frame.y), Point(frame.right, frame.bottom),
      Point(frame.x, frame.bottom),
    ]
    func index(_ place: Int, from start: Double, _ length: Double, _ count: Int) -> Int {
      let fraction = (Double(place) + 0.5 - start) / length
      return Int(clamped: min(max(fraction * Double(count), 0), Double(count - 1)))
    }
    var scanner = Scanner(width: image.width)
    scanner.scan([outline.bounded], .nonZero, in: clip) { row, columns, coverage in
      let start = 4 * row * image.width
      let y = index(row, from: frame.y, frame.height, picture.height)
      image.bytes.withUnsafeMutableBufferPointer { bytes in
        for column in columns {
          let color = picture[index(column, from: frame.x, frame.width, picture.width), y]
          let amount = Int(coverage[column]) * strength(color.alpha, 1)
          blend(color, amount, into: &bytes, at: start + 4 * column)
        }
      }
    }
  }

  /// Paints what `paint` does as if it were one shape that is seen through.
  ///
  /// - Parameter area: where it paints, in pixels.
  mutating func fade(
    to opacity: Double, in area: Rectangle, _ paint: (inout Canvas) -> Void
  ) {
    let rows = pixels(from: area.y, to: area.bottom, image.height)
    let columns = pixels(from: area.x, to: area.right, image.width)
    let earlier = rows.map { y in
      let start = 4 * y * image.width
      return Array(image.bytes[start + 4 * columns.lowerBound..<start + 4 * columns.upperBound])
    }
    paint(&self)
    let amount = strength(255, opacity)
    for (y, bytes) in zip(rows, earlier) {
      let start = 4 * (y * image.width + columns.lowerBound)
      for (index, byte) in bytes.enumerated() {
        let (old, new) = (Int(byte), Int(image.bytes[start + index]))
        image.bytes[start + index] = UInt8(old + ((new - old) * amount + 2048) >> 12)
      }
    }
  }
}

/// Mixes a colour into a pixel; all of it at 2²⁴.
private func blend(
  _ color: Color, _ amount: Int, into bytes: inout UnsafeMutableBufferPointer<UInt8>, at index: Int
) {
  func mix(_ new: UInt8, _ place: Int) {
    let old = Int(bytes[place])
    let change = ((Int(new) - old) * amount + 1 << 23) >> 24
    bytes[place] = UInt8(truncatingIfNeeded: old + change)
  }
  mix(color.red, index)
  mix(color.green, index + 1)
  mix(color.blue, index + 2)
}

/// An opacity of a colour and one of what it paints, as a number to 4096.
private func strength(_ alpha: UInt8, _ opacity: Double) -> Int {
  let bounded = opacity > 0 ? min(opacity, 1) : 0
  return Int(clamped: (Double(alpha) / 255 * bounded * 4096).rounded())
}

/// The pixels of `count` that a length touches.
private func pixels(from start: Double, to end: Double, _ count: Int) -> Range<Int> {
  func bounded(_ value: Double) -> Int { value > 0 ? Int(clamped: min(value, Double(count))) : 0 }
  let first = bounded(start.rounded(.down))
  return first..<max(first, bounded(end.rounded(.up)))
}

extension [Point] {
  /// The points without those that are no places, and with those far away brought near enough to
  /// count with.
  var bounded: [Point] {
    func bounded(_ value: Double) -> Double { Swift.min(Swift.max(value, -0x1p22), 0x1p22) }
    return compactMap { point in
      point.x.isNaN || point.y.isNaN ? nil : Point(bounded(point.x), bounded(point.y))
    }
  }
}
