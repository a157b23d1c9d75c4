/// How often colours occur in images. Opacity is left out.
struct ColorCount {
  private(set) var counts: [UInt32: Int] = [:]

  /// Counts the colours of a part of an image.
  mutating func add(_ image: PixelImage, _ part: PixelPart) {
    for y in part.rows {
      var last: UInt32?
      var run = 0
      for x in part.columns {
        let code = image.colorCode(x, y)
        if code == last {
          run += 1
        } else {
          if let last { counts[last, default: 0] += run }
          (last, run) = (code, 1)
        }
      }
      if let last { counts[last, default: 0] += run }
    }
  }
}

/// Some columns and rows of an image.
struct PixelPart: Equatable {
  var columns: Range<Int>
  var rows: Range<Int>
}

extension PixelImage {
  /// The colour of a pixel as in 0xff8000.
  func colorCode(_ x: Int, _ y: Int) -> UInt32 {
    let start = 4 * (y * width + x)
    return UInt32(bytes[start]) << 16 | UInt32(bytes[start + 1]) << 8 | UInt32(bytes[start + 2])
  }

  /// The smallest part that holds all differences from another image of the same size; nil if there
  /// are none.
  func difference(from other: PixelImage) -> PixelPart? {
    var (left, right, top, bottom) = (width, 0, height, 0)
    for y in 0..<height {
      let start = 4 * width * y
      let row = start..<start + 4 * width
      guard let first = row.first(where: { bytes[$0] != other.bytes[$0] }),
        let last = row.last(where: { bytes[$0] != other.bytes[$0] })
      else { continue }
      (left, right) = (min(left, (first - start) / 4), max(right, (last - start) / 4 + 1))
      (top, bottom) = (min(top, y), y + 1)
    }
    return bottom > 0 ? PixelPart(columns: left..<right, rows: top..<bottom) : nil
  }
}
