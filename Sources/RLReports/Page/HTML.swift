import RLFigures

/// A piece of an HTML page.
package struct HTML: Sendable, ExpressibleByStringInterpolation {
  package var text: String

  /// Markup as it is written here.
  package init(stringLiteral markup: String) { text = markup }

  package init(markup: String) { text = markup }

  package init(stringInterpolation: Interpolation) { text = stringInterpolation.text }

  /// Text, and markup that is put in as it is.
  package struct Interpolation: StringInterpolationProtocol {
    fileprivate var text = ""

    package init(literalCapacity: Int, interpolationCount: Int) {}

    package mutating func appendLiteral(_ literal: String) { text += literal }

    /// Puts text in, with what HTML gives a meaning to escaped.
    package mutating func appendInterpolation(_ value: some CustomStringConvertible) {
      text += xmlEscaped(value.description)
    }

    /// Puts markup in.
    package mutating func appendInterpolation(_ html: HTML) { text += html.text }

    /// Puts pieces of markup in, one after the other.
    package mutating func appendInterpolation(_ pieces: [HTML]) {
      for piece in pieces { text += piece.text }
    }
  }

  /// A table with the names of its columns, if any.
  package static func table(
    _ header: [String] = [], _ rows: [[HTML]], class name: String = ""
  ) -> HTML {
    let head: HTML =
      header.isEmpty
      ? "" : "<thead><tr>\(header.map { "<th>\($0)</th>" as HTML })</tr></thead>"
    let body = rows.map { row in "<tr>\(row.map { "<td>\($0)</td>" as HTML })</tr>\n" as HTML }
    return
      "<div class=\"scroll\"><table class=\"\(name)\">\(head)<tbody>\n\(body)</tbody></table></div>\n"
  }
}
