/// A depiction drawn with characters, each with what it stands for, so that who shows it can give it
/// a colour.
public struct TextDrawing: Sendable, Hashable {
  /// A character at its place.
  public struct Cell: Sendable, Hashable {
    public var character: Character
    /// Nil for nothing in particular.
    public var meaning: Meaning?

    public init(_ character: Character, _ meaning: Meaning? = nil) {
      self.character = character
      self.meaning = meaning
    }
  }

  /// What a character stands for.
  public enum Meaning: Sendable, Hashable {
    /// A part of a shape.
    case role(DepictionRole)
    /// A part of a tile.
    case tile(TileGrid.Kind)
    /// The agent on a map.
    case agent
    /// Pixels of an image: red, green and blue of the character's upper and lower half.
    case pixels(upper: SIMD3<UInt8>, lower: SIMD3<UInt8>)
  }

  /// From the top; they need not be of the same length.
  public var rows: [[Cell]]

  public init(_ rows: [[Cell]]) { self.rows = rows }

  /// The characters alone: lines without a newline at the end.
  public var text: String {
    rows.map { row in String(row.map(\.character)) }.joined(separator: "\n")
  }
}

extension Depiction {
  /// The depiction with characters.
  ///
  /// Shapes and images have at most 18 rows, since a terminal has 24. A map has as many rows as
  /// tiles, and three characters a tile, however wide a line can be.
  ///
  /// - Parameter columns: how wide a line can be.
  public func textDrawing(columns: Int) -> TextDrawing {
    switch self {
    case .tiles(let grid): return grid.textDrawing
    case .shapes(let shapes, let rectangle):
      var canvas = TextCanvas(over: rectangle, columns: columns)
      for shape in shapes { canvas.draw(shape) }
      return canvas.drawing
    case .pixels(let image): return image.textDrawing(columns: columns)
    }
  }

  /// `textDrawing(columns:)` as lines of text without a newline at the end.
  public func text(columns: Int) -> String { textDrawing(columns: columns).text }
}
