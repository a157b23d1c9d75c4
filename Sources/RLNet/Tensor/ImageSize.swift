/// Two sizes of a plane, in pixels: of an image, of a kernel, of a stride. An integer stands for a
/// square one, as in `kernel: 3`.
public struct ImageSize: Sendable, Hashable {
  /// The size along the axis of rows.
  public var height: Int
  /// The size along the axis of columns.
  public var width: Int

  /// Sizes along both axes.
  public init(_ height: Int, _ width: Int) {
    self.height = height
    self.width = width
  }

  /// The number of pixels.
  var count: Int { height * width }
}

extension ImageSize: ExpressibleByIntegerLiteral {
  /// The same size along both axes.
  public init(integerLiteral size: Int) { self.init(size, size) }
}

extension ImageSize: CustomStringConvertible {
  /// The sizes, as in `3×5`.
  public var description: String { "\(height)×\(width)" }
}
