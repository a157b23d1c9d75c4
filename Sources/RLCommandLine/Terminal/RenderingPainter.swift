import Environments

/// Gives the drawing of an environment colours, by what its characters stand for.
package struct RenderingPainter: Sendable {
  /// Whether half blocks can be written, by which a character shows two pixels of an image.
  private let isUnicode: Bool

  package init(isUnicode: Bool) { self.isUnicode = isUnicode }

  /// A line of the drawing with colours, which end with the line.
  package func painted(_ line: some Sequence<TextDrawing.Cell>) -> String {
    var result = ""
    var current: String?
    for cell in line {
      let code = cell.meaning.flatMap(code)
      if code != current {
        if current != nil { result += "\u{1B}[0m" }
        if let code { result += "\u{1B}[\(code)m" }
        current = code
      }
      result.append(character(of: cell))
    }
    return current == nil ? result : result + "\u{1B}[0m"
  }

  private func character(of cell: TextDrawing.Cell) -> Character {
    guard case .pixels = cell.meaning, isUnicode else { return cell.character }
    return "▀"
  }

  /// How a terminal is told the colours; nil for its own. They are among the 16 that every terminal
  /// has; where a colour alone would be hard to see on a light or a dark ground, the part has a ground
  /// of its own. Only images have more.
  private func code(of meaning: TextDrawing.Meaning) -> String? {
    switch meaning {
    // White on magenta.
    case .agent: "1;97;45"
    case .tile(let kind): Self.code(of: kind)
    case .role(let role): Self.code(of: role)
    case .pixels(let upper, let lower):
      isUnicode
        ? "38;5;\(Self.number(of: upper));48;5;\(Self.number(of: lower))"
        : "38;5;\(Self.number(of: upper / 2 &+ lower / 2))"
    }
  }

  private static func code(of kind: TileGrid.Kind) -> String? {
    switch kind {
    case .floor, .start, .ice: nil
    // Black on grey.
    case .wall: "30;47"
    // Black on green.
    case .goal: "30;42"
    // White on red.
    case .pit, .hole: "97;41"
    }
  }

  private static func code(of role: DepictionRole) -> String? {
    switch role {
    case .scenery: nil
    // Black on cyan.
    case .body: "30;46"
    // Black on grey.
    case .part: "30;47"
    // Black on green.
    case .goal: "30;42"
    // Red.
    case .object, .limit, .action: "1;31"
    }
  }

  /// The nearest of the 256 colours that terminals number: 24 greys, and a cube of 6 × 6 × 6 whose
  /// steps are 0, 95, 135, 175, 215 and 255.
  private static func number(of color: SIMD3<UInt8>) -> Int {
    let (red, green, blue) = (Int(color.x), Int(color.y), Int(color.z))
    if red == green, green == blue, (4...246).contains(red) { return 232 + min((red - 3) / 10, 23) }
    func step(_ value: Int) -> Int { value < 48 ? 0 : value < 115 ? 1 : (value - 35) / 40 }
    return 16 + 36 * step(red) + 6 * step(green) + step(blue)
  }
}
