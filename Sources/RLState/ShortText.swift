/// Text from outside, such as a name in a file, for an error or a table: what it has beyond `limit`
/// characters is left out, so that it does not fill the screen, and what cannot be seen is shown by its
/// number.
///
/// - Parameter hasLines: whether line breaks stay.
package func short(_ text: String, _ limit: Int = 200, hasLines: Bool = false) -> String {
  let visible = hasLines ? visibleText : visibleLine
  // Not `Character`s: one of them may be as long as the text.
  let scalars = text.unicodeScalars
  guard
    let end = scalars.index(scalars.startIndex, offsetBy: limit, limitedBy: scalars.endIndex),
    end < scalars.endIndex
  else { return visible(text) }
  return visible(String(scalars[..<end])) + "…"
}

/// How many characters a name may have: that of an agent, an environment, a preset or a setting.
package let greatestNameLength = 200

/// Why a text cannot be a name; nil where it can.
package func problem(withName text: String) -> String? {
  let scalars = text.unicodeScalars
  return if scalars.dropFirst(greatestNameLength).first != nil {
    "'\(short(text, 40))' has more than \(greatestNameLength) characters, and no name has so many"
  } else if scalars.contains(where: isHidden) {
    "'\(short(text))' has characters that cannot be seen, and no name has such"
  } else {
    nil
  }
}

/// Whether a text cannot be a name.
package func isNoName(_ text: String) -> Bool { problem(withName: text) != nil }
