import RLRandom
import RLState

/// The sine and cosine of the system's mathematical library, whose last bit differs between systems.
package enum SystemMathematics {
  /// SHA-256, in hexadecimal digits, of the sine and cosine of 4096 angles: half of them within a
  /// radian, half within 100. Systems with the same fingerprint very probably give the same bits.
  package static var fingerprint: String {
    var generator = PCG64(seed: 0)
    var hash = SHA256()
    for index in 0..<4096 {
      let bound = index < 2048 ? 1.0 : 100
      let (sine, cosine) = systemSineAndCosine(generator.uniform(-bound, bound))
      hash.update(sine.bitPattern)
      hash.update(cosine.bitPattern)
    }
    return hash.hexDigest
  }
}
