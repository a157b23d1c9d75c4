import RLFigures
import Testing

/// A drawing as SVG, with images' bytes, which depend on the version of zlib, written as PNG.
func svgText(_ drawing: Drawing) -> String {
  let start = "data:image/png;base64,"
  var text = ""
  for line in drawing.svgElement().split(separator: "\n", omittingEmptySubsequences: false) {
    if let range = line.firstRange(of: start) {
      text += line[..<range.upperBound] + "PNG\"/>\n"
    } else {
      text += line + "\n"
    }
  }
  text.removeLast()
  return text
}
