public import CMathShim

/// The C library's `pow(number, 2)`, which is what `x ** 2` is in NumPy where x is one number.
///
/// Its last bit differs from that of `number * number` now and then.
@inlinable @inline(__always)
func squareByPower(_ number: Double) -> Double { CMathShimPowerOfTwo(number) }

/// The C library's `powf(number, 2)`.
@inlinable @inline(__always)
func squareByPower(_ number: Float) -> Float { CMathShimPowerOfTwoFloat(number) }
