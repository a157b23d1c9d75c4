import RLNet

/// Images side by side as text, as many in a line as there is room for. A character shows 2×4 pixels
/// by the dots of Braille or, without Unicode, 1×2 pixels; a pixel of 0.3 or more is a dot.
///
/// - Parameter images: `[count, 1, height, width]`, of pixels from 0 to 1.
package func imageLines(_ images: Tensor, columns: Int, isUnicode: Bool) -> [String] {
  let (count, height, width) = (images.shape[0], images.shape[2], images.shape[3])
  let pixels = images.elements
  func isDot(_ image: Int, _ y: Int, _ x: Int) -> Bool {
    y < height && x < width && pixels[(image * height + y) * width + x] >= 0.3
  }
  let (cellHeight, cellWidth) = isUnicode ? (4, 2) : (2, 1)
  let characters = (width + cellWidth - 1) / cellWidth
  let perLine = max(1, (columns + 2) / (characters + 2))
  var lines: [String] = []
  for first in stride(from: 0, to: count, by: perLine) {
    if first > 0 { lines.append("") }
    for y in stride(from: 0, to: height, by: cellHeight) {
      let parts = (first..<min(first + perLine, count)).map { image in
        String(
          String.UnicodeScalarView(
            (0..<characters).map { column in
              let x = column * cellWidth
              return isUnicode
                ? brailleScalar { isDot(image, y + $0, x + $1) }
                : halves[(isDot(image, y, x) ? 1 : 0) + (isDot(image, y + 1, x) ? 2 : 0)]
            }))
      }
      lines.append(parts.joined(separator: "  ").trimmingEnd())
    }
  }
  return lines
}

/// Nothing, an upper dot, a lower one, both.
private let halves: [Unicode.Scalar] = [" ", "'", ".", ":"]

/// The Braille pattern of the dots that are set, by row and column; a blank where there is none.
private func brailleScalar(_ isSet: (_ row: Int, _ column: Int) -> Bool) -> Unicode.Scalar {
  var bits: UInt32 = 0
  for row in 0..<4 {
    for column in 0..<2 where isSet(row, column) {
      // Dots are numbered down the columns, but for the last row, which was added later.
      bits |= 1 << (row == 3 ? UInt32(6 + column) : UInt32(row + 3 * column))
    }
  }
  return bits == 0 ? " " : Unicode.Scalar(0x2800 + bits)!
}
