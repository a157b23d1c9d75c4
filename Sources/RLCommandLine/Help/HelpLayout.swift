/// Lays texts out in lines of a width.
struct HelpLayout: Sendable {
  /// No line has more characters, but for a word that has.
  let columns: Int
  /// What the program is called, for texts that call it `rlrun`.
  var program = "rlrun"

  /// Text with line breaks between words.
  func paragraph(_ text: String) -> [String] { filled(text, first: "", rest: 0) }

  /// A way to call a command. Further lines are indented.
  func command(_ text: String) -> [String] { filled(text, first: "", rest: 4) }

  /// Lines to type. One that is too long goes on after a backslash, so that it can still be copied.
  func examples(_ texts: [String]) -> [String] {
    [texts.count == 1 ? "Example:" : "Examples:"]
      + texts.flatMap { text in
        let lines = filled(text, first: "  ", rest: 6, room: columns - 2)
        let isWhole = "  \(named(text))".count <= columns
        return isWhole
          ? ["  \(named(text))"]
          : lines.enumerated().map { $1 + ($0 + 1 < lines.count ? " \\" : "") }
      }
  }

  /// Two columns: what is typed and what it means. Where the second would be narrow, it is below the
  /// first.
  ///
  /// - Parameter column: where the second begins; nil for what suits the rows of options.
  func rows(_ rows: [(String, String)], column: Int? = nil) -> [String] {
    let rows = rows.map { (named($0), $1) }
    let longest = rows.map(\.0.count).max() ?? 0
    let column = column ?? max(16, (longest + 5) / 4 * 4) + 2
    guard columns - column >= Self.leastColumn else {
      return rows.flatMap { term, text in
        filled(term, first: "  ", rest: 4) + filled(text, first: "      ", rest: 6)
      }
    }
    return rows.flatMap { term, text in
      filled(text, first: padded("  " + term, column), rest: column)
    }
  }

  private static let leastColumn = 34

  /// Words in lines, of which all but the first are indented. What is in quotes is not broken where it
  /// fits into a line.
  ///
  /// - Parameter room: the columns to fill; nil for all.
  private func filled(
    _ text: String, first: String, rest indent: Int, room: Int? = nil
  ) -> [String] {
    let columns = room ?? columns
    let words = together(pieces(of: named(text)[...])).flatMap { piece in
      piece.count <= columns - indent ? [piece] : piece.split(separator: " ").map(String.init)
    }
    var lines: [String] = []
    var (line, isEmpty) = (first, true)
    for word in words {
      if !isEmpty && line.count + 1 + word.count > columns {
        lines.append(line)
        line = String(repeating: " ", count: indent) + word
      } else {
        line += (isEmpty ? "" : " ") + word
      }
      isEmpty = false
    }
    return lines + [line]
  }

  /// The pieces of a text, of which "(default:" and the word after it are one.
  private func together(_ pieces: [Substring]) -> [String] {
    var result: [String] = []
    for piece in pieces {
      if result.last == "(default:" {
        result[result.count - 1] += " " + piece
      } else {
        result.append(String(piece))
      }
    }
    return result
  }

  private func named(_ text: String) -> String { text.naming(program) }
}

extension String {
  /// The text, in which `rlrun` is called what the program is called.
  func naming(_ program: String) -> String {
    // Of `_rlrun`, too, and of `rlrun.fish`.
    program == "rlrun"
      ? self
      : replacing("_rlrun", with: "_" + program)
        .replacing(/\brlrun\b/.wordBoundaryKind(.simple), with: program)
  }

  /// The text, in which what is to be typed as `rlrun` and a word is called what the program is called;
  /// not what is part of a path or of a file's name.
  package func calling(_ program: String) -> String {
    program == "rlrun"
      ? self
      : replacing(/(^|[^\p{L}\p{N}\/._~-])rlrun(?= --?[a-z]| [a-z]+([^\p{L}\p{N}\/._~-]|$))/) {
        "\($0.1)\(program)"
      }
  }
}
