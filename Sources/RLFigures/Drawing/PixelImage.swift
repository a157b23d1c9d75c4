/// An image of pixels: 8 bits for each of red, green, blue and opacity, row by row from the top.
public struct PixelImage: Sendable, Hashable {
  public let width: Int
  public let height: Int
  /// Red, green, blue and opacity of each pixel: `[height, width, 4]`.
  public var bytes: [UInt8]

  /// An image of one colour.
  public init(width: Int, height: Int, _ color: Color = Color(0, 0, 0, 0)) {
    self.width = width
    self.height = height
    bytes = [UInt8](unsafeUninitializedCapacity: 4 * width * height) { buffer, count in
      count = 4 * width * height
      let code =
        UInt32(color.red) | UInt32(color.green) << 8 | UInt32(color.blue) << 16
        | UInt32(color.alpha) << 24
      _ = UnsafeMutableRawBufferPointer(buffer).initializeMemory(
        as: UInt32.self, repeating: code.littleEndian)
    }
  }

  /// The pixel in a column and a row.
  public subscript(x: Int, y: Int) -> Color {
    get {
      let start = 4 * (y * width + x)
      return Color(bytes[start], bytes[start + 1], bytes[start + 2], bytes[start + 3])
    }
    set {
      let start = 4 * (y * width + x)
      bytes[start] = newValue.red
      bytes[start + 1] = newValue.green
      bytes[start + 2] = newValue.blue
      bytes[start + 3] = newValue.alpha
    }
  }
}
