/// How wide a line of text is, in points.
package func textWidth(_ text: String, size: Double, isBold: Bool = false) -> Double {
  Double(text.unicodeScalars.count) * 0.55 * size
}
