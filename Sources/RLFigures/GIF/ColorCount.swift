/// How often colours occur in images. Opacity is left out.
struct ColorCount {
  private(set) var counts: [UInt32: Int] = [:]

  /// Counts the colours of a part of an image.
  mutating func add(_ image: PixelImage, _ part: PixelPart) {
    var (last, count) = (UInt32(0), 0)
    image.forEachRun(in: part) { code, _, columns in
      if code != last {
        if count > 0 { counts[last, default: 0] += count }
        (last, count) = (code, 0)
      }
      count += columns.count
    }
    if count > 0 { counts[last, default: 0] += count }
  }
}

/// Some columns and rows of an image.
struct PixelPart: Equatable {
  var columns: Range<Int>
  var rows: Range<Int>
}

extension PixelImage {
  /// Visits the pixels of a part, row by row, those beside each other that look the same at once.
  ///
  /// - Parameter body: takes the colour as in 0xff8000, the row and the columns.
  func forEachRun(
    in part: PixelPart, _ body: (_ code: UInt32, _ row: Int, _ columns: Range<Int>) -> Void
  ) {
    bytes.withUnsafeBytes { bytes in
      for y in part.rows {
        func pixel(_ x: Int) -> UInt32 {
          UInt32(
            bigEndian: bytes.loadUnaligned(fromByteOffset: 4 * (y * width + x), as: UInt32.self))
        }
        var (start, end) = (part.columns.lowerBound, part.columns.lowerBound)
        while start < part.columns.upperBound {
          let color = pixel(start)
          repeat { end += 1 } while end < part.columns.upperBound && pixel(end) == color
          body(color >> 8, y, start..<end)
          start = end
        }
      }
    }
  }

  /// The smallest part that holds all differences from another image of the same size; nil if there
  /// are none.
  func difference(from other: PixelImage) -> PixelPart? {
    var (left, right, top, bottom) = (width, 0, height, 0)
    bytes.withUnsafeBytes { mine in
      other.bytes.withUnsafeBytes { others in
        for y in 0..<height {
          let row = 4 * width * y..<4 * width * (y + 1)
          // Most rows are the same, which is quick to see eight bytes at a time.
          var same = row.lowerBound
          while same + 8 <= row.upperBound,
            mine.loadUnaligned(fromByteOffset: same, as: UInt64.self)
              == others.loadUnaligned(fromByteOffset: same, as: UInt64.self)
          { same += 8 }
          let rest = same..<row.upperBound
          guard let first = rest.first(where: { mine[$0] != others[$0] }),
            let last = rest.last(where: { mine[$0] != others[$0] })
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
