import RLState

/// Sine and cosine of an angle in radians, made of IEEE operations in a written order, so that every
/// machine gives the same bits; the C libraries' differ. Both stay within 2⁻⁵² of the true value for
/// angles of magnitude up to 10⁵.
package func definedSineAndCosine(_ angle: Double) -> (sine: Double, cosine: Double) {
  // angle = k π/2 + r with |r| ≤ π/4; π/2 in three parts, the first two short enough that k times
  // them is exact.
  // Adding 1.5·2⁵² leaves no room for a fraction: rounds without calling the C library.
  let k = (angle * 0x1.45f306dc9c883p-1 + 0x1.8p52) - 0x1.8p52
  let high = angle - k * 0x1.921fb544p0
  let r = (high - k * 0x1.0b4611a6p-34) - k * 0x1.3198a2e037073p-69
  let z = r * r

  // Taylor's series; the first terms left out are below 2⁻⁵⁸.
  var sine = -1 / 1_307_674_368_000.0
  sine = sine * z + 1 / 6_227_020_800
  sine = sine * z - 1 / 39_916_800
  sine = sine * z + 1 / 362_880
  sine = sine * z - 1 / 5_040
  sine = sine * z + 1 / 120
  sine = sine * z - 1 / 6
  sine = r + r * z * sine
  var cosine = 1 / 20_922_789_888_000.0
  cosine = cosine * z - 1 / 87_178_291_200
  cosine = cosine * z + 1 / 479_001_600
  cosine = cosine * z - 1 / 3_628_800
  cosine = cosine * z + 1 / 40_320
  cosine = cosine * z - 1 / 720
  cosine = cosine * z + 1 / 24
  cosine = 1 - (0.5 * z - z * z * cosine)

  switch Int(clamped: k) & 3 {
  case 0: return (sine, cosine)
  case 1: return (cosine, -sine)
  case 2: return (-sine, -cosine)
  default: return (-cosine, sine)
  }
}
