public import CMathShim

/// Sine and cosine of an angle in radians, with the same bits on every machine: Gymnasium's, which are
/// those of glibc's `sin` and `cos` on x86-64 processors with fused multiply-add.
///
/// From 0x1.921fbp26 (about 10⁸) on they are the C library's.
@inlinable @inline(__always)
func sineAndCosine(_ angle: Double) -> (sine: Double, cosine: Double) {
  let found = CMathShimSineAndCosine(angle)
  return (found.sine, found.cosine)
}
