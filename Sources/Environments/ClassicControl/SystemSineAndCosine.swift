public import CMathShim

/// Sine and cosine of an angle in radians, exactly as the C library's `sin` and `cos` give them.
@inlinable @inline(__always)
func systemSineAndCosine(_ angle: Double) -> (sine: Double, cosine: Double) {
  var sine = 0.0
  var cosine = 0.0
  CMathShimSineCosine(angle, &sine, &cosine)
  return (sine, cosine)
}
