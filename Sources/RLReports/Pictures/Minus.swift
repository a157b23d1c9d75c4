import RLRuns

/// A number's text with the sign that figures have, which is as wide as a digit.
func withMinus(_ text: String) -> String {
  text.first == "-" ? "−" + text.dropFirst() : text
}

/// As `short`, with that sign.
package func signed(_ value: Double) -> String { withMinus(significantTrimmed(value)) }
