/// How wide a line of text is, in points, in the letters that PNG and GIF are written with; a
/// browser's own are mostly a little narrower.
package func textWidth(_ text: String, size: Double, isBold: Bool = false) -> Double {
  let ems = text.unicodeScalars.reduce(0) { $0 + Glyph.of($1).advance }
  return (ems + (isBold ? boldWidening * Double(text.unicodeScalars.count) : 0)) * size
}

/// How much wider each letter is when bold, in ems: outlines are drawn with a line this wide.
let boldWidening = 0.05
