/// How often colours occur in images. Opacity is left out.
struct ColorCount {
  private(set) var counts: [UInt32: Int] = [:]

  /// Counts the colours of a part of an image.
  mutating func add(_ image: PixelImage, _ part: PixelPart) {
    var last: UInt32 = 0
    var run = 0
    for y in part.rows {
      for x in part.columns {
        let code = image.colorCode(x, y)
        if code != last {
          if run > 0 { counts[last, default: 0] += run }
          (last, run) = (code, 0)
        }
        run += 1
      }
    }
    if run > 0 { counts[last, default: 0] += run }
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
    bytes.withUnsafeBytes { mine in
      other.bytes.withUnsafeBytes { others in
        for y in 0..<height {
          // Most rows are the same, which is quick to see.
          let row = 4 * width * y..<4 * width * (y + 1)
          guard let first = row.first(where: { mine[$0] != others[$0] }),
            let last = row.last(where: { mine[$0] != others[$0] })
          else { continue }
          left = min(left, (first - row.lowerBound) / 4)
          right = max(right, (last - row.lowerBound) / 4 + 1)
          (top, bottom) = (min(top, y), y + 1)
        }
      }
    }
    return bottom > 0 ? PixelPart(columns: left..<right, rows: top..<bottom) : nil
  }
}
