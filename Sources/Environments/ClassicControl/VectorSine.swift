import RLState

/// Sine and cosine of a float in radians as NumPy computes them with vector instructions, which
/// differ in the last bit from the C library's now and then.
///
/// The angle less the nearest multiple of π/2 (W. J. Cody, W. Waite, "Software Manual for the
/// Elementary Functions", 1980: π/2 in three parts), then a polynomial. Source: NumPy 2.4's
/// `loops_trigonometric.dispatch.cpp`.
@usableFromInline
func vectorSineAndCosine(_ angle: Float) -> (sine: Float, cosine: Float) {
  // Beyond these NumPy asks the C library.
  let isForSine = abs(angle) <= 117435.992
  let isForCosine = abs(angle) <= 71476.0625
  guard isForSine && isForCosine else {
    let exact = sineAndCosine(Double(angle))
    return (
      isForSine ? reduced(angle, quadrants: 0) : Float(exact.sine), Float(exact.cosine)
    )
  }
  return (reduced(angle, quadrants: 0), reduced(angle, quadrants: 1))
}

/// The sine of the angle and a number of right angles more.
private func reduced(_ angle: Float, quadrants: Int32) -> Float {
  // Adding and taking away 1.5 · 2²³ leaves the whole number nearest to angle · 2/π.
  let magic: Float = 0x1.8p+23
  let turns = magic.addingProduct(angle, 0x1.45f306p-1) - magic
  let x = angle.addingProduct(turns, -0x1.921fb0p+00).addingProduct(turns, -0x1.5110b4p-22)
    .addingProduct(turns, -0x1.846988p-48)
  let quadrant = Int32(clamped: turns) + quadrants
  let value = quadrant & 1 == 0 ? sinePolynomial(x) : cosinePolynomial(x * x)
  return quadrant & 2 == 0 ? value : -value
}

/// On −π/4 ... π/4.
private func sinePolynomial(_ x: Float) -> Float {
  let square = x * x
  var sum: Float = 0x1.7d3bbcp-19
  for coefficient: Float in [-0x1.a06bbap-13, 0x1.11119ap-07, -0x1.555556p-03, 0] {
    sum = coefficient.addingProduct(sum, square)
  }
  return x.addingProduct(sum, x)
}

/// Of the square of a number in −π/4 ... π/4.
private func cosinePolynomial(_ square: Float) -> Float {
  var sum: Float = 0x1.98e616p-16
  for coefficient: Float in [-0x1.6c06dcp-10, 0x1.55553cp-05, -0x1p-01, 1] {
    sum = coefficient.addingProduct(sum, square)
  }
  return sum
}
