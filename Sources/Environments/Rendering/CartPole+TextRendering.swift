import Foundation

extension CartPole: TextRendering {
  /// The track with the cart and the leaning pole; seven lines.
  ///
  /// - Parameter columns: how wide the track is; at least 20 are taken.
  public func rendering(columns: Int) -> String {
    let width = max(columns, 20)
    let poleRows = 5
    var canvas = [[Character]](
      repeating: Array(repeating: " ", count: width), count: poleRows + 2)
    func draw(_ character: Character, row: Int, column: Int) {
      if (0..<width).contains(column) { canvas[row][column] = character }
    }
    let perMetre = Double(width - 1) / (2 * Self.positionLimit)
    let cart = min(max((state.position + Self.positionLimit) * perMetre, -9), Double(width + 9))
    let center = Int(cart.rounded())

    // A character is about twice as high as it is wide, so a row up is two columns long.
    let stroke: Character =
      abs(state.angle) < 0.06 ? "|" : state.angle > 0 ? "/" : "\\"
    for row in 1...poleRows {
      let offset = 2 * Double(row) * sin(state.angle)
      draw(stroke, row: poleRows - row, column: Int((cart + offset).rounded()))
    }
    for (offset, character) in zip(-3...3, "[==o==]") {
      draw(character, row: poleRows, column: center + offset)
    }
    for column in 0..<width { canvas[poleRows + 1][column] = "-" }
    draw("+", row: poleRows + 1, column: 0)
    draw("+", row: poleRows + 1, column: width / 2)
    draw("+", row: poleRows + 1, column: width - 1)
    return canvas.map { line in
      var line = line
      while line.last == " " { line.removeLast() }
      return String(line)
    }.joined(separator: "\n")
  }
}
