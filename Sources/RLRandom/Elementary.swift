import RLState

/// The two elementary functions that the normal distribution's rare branches need. They are made of
/// IEEE additions, multiplications and divisions in a written order, so that every machine gives
/// the same bits; a system's `exp` and `log` do not. Both stay within 1 ulp of the true value.
package enum Elementary {
  /// eˣ for |x| ≤ 700.
  package static func exp(_ x: Double) -> Double {
    // x = k ln 2 + r with |r| ≤ ln 2 / 2; ln 2 in two parts, the first short enough that k times
    // it is exact.
    // Adding 1.5·2⁵² leaves no room for a fraction: rounds without calling the C library.
    let k = (x * 0x1.71547652b82fep+0 + 0x1.8p52) - 0x1.8p52
    let high = x - k * 0x1.62e42fee00000p-1
    let low = k * 0x1.a39ef35793c76p-33
    let r = high - low
    // eʳ − 1 − r − r²/2 by Taylor's series; the first term left out is below 2⁻⁶².
    var series = 1 / 87_178_291_200.0
    series = series * r + 1 / 6_227_020_800
    series = series * r + 1 / 479_001_600
    series = series * r + 1 / 39_916_800
    series = series * r + 1 / 3_628_800
    series = series * r + 1 / 362_880
    series = series * r + 1 / 40_320
    series = series * r + 1 / 5_040
    series = series * r + 1 / 720
    series = series * r + 1 / 120
    series = series * r + 1 / 24
    series = series * r + 1 / 6
    // `low` enters late and separately: rounding high − low first would cost a quarter of an ulp.
    let curved = r * r * (0.5 + r * series)
    let mantissa = 1 + (high + (curved - low))
    return mantissa * Double(bitPattern: UInt64(1023 + Int(clamped: k)) << 52)
  }

  /// The natural logarithm of a positive normal number.
  package static func log(_ x: Double) -> Double {
    // x = 2ᵏ (1 + f) with 1 + f between √½ and √2, and log(1 + f) = 2 artanh(s), s = f / (2 + f).
    var k = x.exponent
    var significand = x.significand
    if significand > 1.4142135623730951 {
      significand *= 0.5
      k += 1
    }
    let f = significand - 1
    let s = f / (2 + f)
    let z = s * s
    // 2 artanh(s) = 2s + s R; the series of R, z·2/3 + z²·2/5 + ..., ends below 2⁻⁶⁴.
    var series = 2 / 23.0
    series = series * z + 2 / 21
    series = series * z + 2 / 19
    series = series * z + 2 / 17
    series = series * z + 2 / 15
    series = series * z + 2 / 13
    series = series * z + 2 / 11
    series = series * z + 2 / 9
    series = series * z + 2 / 7
    series = series * z + 2 / 5
    series = series * z + 2 / 3
    series *= z
    // 2s = f − s f, and s f = f²/2 − s f²/2: so the large part f, which is exact, is added last.
    let half = 0.5 * f * f
    let correction = s * (half + series)
    let count = Double(k)
    return count * 0x1.62e42fee00000p-1
      - ((half - (correction + count * 0x1.a39ef35793c76p-33)) - f)
  }
}
