/// A number with four decimals at most and no zeros at its end: `-0.04`, `500`.
func shortNumber(_ value: Double) -> String {
  let tenThousandths = (value * 10_000).rounded()
  guard tenThousandths.magnitude < 1e15 else { return "\(value)" }
  // A negative zero has no sign.
  let text = "\(tenThousandths / 10_000 + 0)"
  return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
}
