/// How wide a line of text is drawn, about, in points.
package func textWidth(_ text: String, size: Double, isBold: Bool = false) -> Double {
  0.55 * size * Double(text.count)
}
