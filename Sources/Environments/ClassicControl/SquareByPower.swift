public import CMathShim

/// What `x ** 2` is in NumPy where x is one number, with the same bits on every machine: glibc's
/// `pow(number, 2)` on x86-64 processors with fused multiply-add.
///
/// Its last bit differs from that of `number * number` now and then. Where the magnitude is not 0 and
/// not between 10⁻¹⁰⁰ and 10¹⁰⁰ it is the C library's.
@inlinable @inline(__always)
func squareByPower(_ number: Double) -> Double { CMathShimSquareByPower(number) }

/// The same of a float, whose power NumPy takes as a float: glibc's `powf(number, 2)`.
@inlinable @inline(__always)
func squareByPower(_ number: Float) -> Float { CMathShimSquareByPowerFloat(number) }
