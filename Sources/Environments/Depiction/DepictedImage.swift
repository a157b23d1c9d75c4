import RLState

/// An image of pixels, as an environment that draws itself has it: grey, or red, green and blue.
public struct DepictedImage: Sendable, Hashable {
  public let width: Int
  public let height: Int
  /// 1 for grey; 3 for red, green and blue.
  public let channels: Int
  /// `[height, width, channels]`, from the top left.
  public let bytes: [UInt8]

  /// - Parameters:
  ///   - channels: 1 for grey; 3 for red, green and blue.
  ///   - bytes: `[height, width, channels]`, from the top left.
  public init(width: Int, height: Int, channels: Int = 3, _ bytes: [UInt8]) {
    guard width >= 1, height >= 1, channels == 1 || channels == 3,
      bytes.count == height * width * channels
    else {
      fatalError(
        "DepictedImage: \(bytes.count) bytes for [\(height), \(width), \(channels)]; height and "
          + "width are at least 1, and there are 1 or 3 channels")
    }
    self.width = width
    self.height = height
    self.channels = channels
    self.bytes = bytes
  }

  /// Red, green and blue of a pixel.
  public subscript(x: Int, y: Int) -> SIMD3<UInt8> {
    let start = (y * width + x) * channels
    return channels == 1
      ? SIMD3(repeating: bytes[start]) : SIMD3(bytes[start], bytes[start + 1], bytes[start + 2])
  }
}

extension DepictedImage {
  /// Darker and lighter characters, of one size for the whole image: two for a pixel of a small one,
  /// one for a square of pixels and the one below it of a larger one.
  func textDrawing(columns: Int) -> TextDrawing {
    let least = max(Double(width) / Double(max(columns, 2)), Double(height) / 36)
    // How many pixels a character is wide; it is twice as high.
    let unit = least <= 0.5 ? 0.5 : least.rounded(.up)
    let (rows, columns) = (
      Int(clamped: (Double(height) / (2 * unit)).rounded(.up)),
      Int(clamped: (Double(width) / unit).rounded(.up))
    )
    return TextDrawing(
      (0..<rows).map { row in
        (0..<columns).map { column in
          let x = pixels(Double(column) * unit, unit, below: width)
          let upper = mean(x, pixels(Double(2 * row) * unit, unit, below: height))
          let lower = mean(x, pixels(Double(2 * row + 1) * unit, unit, below: height))
          return TextDrawing.Cell(
            Self.character((Self.brightness(upper) + Self.brightness(lower)) / 2),
            .pixels(upper: upper, lower: lower))
        }
      })
  }

  /// The pixels along a side that a part of it is made of: at least one, and none beyond the end.
  private func pixels(_ start: Double, _ length: Double, below end: Int) -> Range<Int> {
    let first = min(Int(clamped: start), end - 1)
    return first..<min(max(Int(clamped: start + length), first + 1), end)
  }

  private func mean(_ columns: Range<Int>, _ rows: Range<Int>) -> SIMD3<UInt8> {
    var sum = SIMD3<Int>()
    for y in rows {
      for x in columns { sum &+= SIMD3(truncatingIfNeeded: self[x, y]) }
    }
    return SIMD3(truncatingIfNeeded: sum / (columns.count * rows.count))
  }

  /// From 0 to 255 (ITU-R BT.601).
  private static func brightness(_ pixel: SIMD3<UInt8>) -> Double {
    0.299 * Double(pixel.x) + 0.587 * Double(pixel.y) + 0.114 * Double(pixel.z)
  }

  private static func character(_ brightness: Double) -> Character {
    let ramp: [Character] = [" ", ".", ":", "-", "=", "+", "*", "#", "%", "@"]
    return ramp[min(Int(clamped: brightness / 25.6), ramp.count - 1)]
  }
}
