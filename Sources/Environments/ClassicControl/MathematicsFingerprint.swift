import Foundation
import RLRandom
import RLState

/// Tells by which sine and cosine a run was made.
package enum MathematicsFingerprint {
  /// That of `sineAndCosine`, the same on every machine.
  package static var toolkit: String { of(sineAndCosine) }

  /// That of the system's mathematical library, whose last bit differs between systems. Systems with
  /// the same fingerprint very probably give the same bits.
  package static var system: String { of { (sin($0), cos($0)) } }

  /// SHA-256, in hexadecimal digits, of the sine and cosine of 4096 angles: half of them within a
  /// radian, half within 100.
  private static func of(_ function: (Double) -> (sine: Double, cosine: Double)) -> String {
    var generator = PCG64(seed: 0)
    var hash = SHA256()
    for index in 0..<4096 {
      let bound = index < 2048 ? 1.0 : 100
      let (sine, cosine) = function(generator.uniform(-bound, bound))
      hash.update(sine.bitPattern)
      hash.update(cosine.bitPattern)
    }
    return hash.hexDigest
  }
}

/// An environment whose steps use `sineAndCosine`.
package protocol SineAndCosineUsing: Environment {}

extension Acrobot: SineAndCosineUsing {}
extension CartPole: SineAndCosineUsing {}
extension MountainCar: SineAndCosineUsing {}
extension MountainCarContinuous: SineAndCosineUsing {}
extension Pendulum: SineAndCosineUsing {}

extension World {
  /// The fingerprint of the sine and cosine that a step uses; nil where it uses neither the toolkit's
  /// nor the system's.
  package var mathematics: String? {
    if usesSystemMathematics { return MathematicsFingerprint.system }
    let user = environment()?.capability((any SineAndCosineUsing).self)
    return user == nil ? nil : MathematicsFingerprint.toolkit
  }
}
