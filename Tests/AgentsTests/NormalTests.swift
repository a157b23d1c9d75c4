import Agents
import RLNet
import RLRandom
import TestSupport
import Testing

/// The distributions of continuous actions.
struct NormalTests {
  @Test func aDiagonalNormalIsThatOfTheFormulas() throws {
    for test in try BuildingBlocks.load().normals {
      let isShared = test.logDeviation.count == 3
      let normal = DiagonalNormal(
        mean: Tensor(test.mean, [4, 3]),
        logDeviation: Tensor(test.logDeviation, isShared ? [3] : [4, 3]))
      var generator = PCG64(seed: test.seed)
      let drawn = normal.sample(using: &generator)
      #expect(drawn.shape == [4, 3] && normal.mode == normal.mean)
      #expect(relativeError(drawn.doubles, test.sample) < 1e-6)
      let logProbability = normal.logProbability(of: Tensor(test.actions, [4, 3]))
      #expect(logProbability.shape == [4] && normal.entropy.shape == [4])
      #expect(relativeError(logProbability.doubles, test.logProbability) < 1e-6)
      #expect(relativeError(normal.entropy.doubles, test.entropy) < 1e-6)
      let (mean, deviation) = (normal.mean, normal.logDeviation)
      expectSlopes([mean, deviation, drawn], "log-probability") {
        DiagonalNormal(mean: $0[0], logDeviation: $0[1]).logProbability(of: $0[2])
      }
      expectSlopes([deviation], "entropy") {
        DiagonalNormal(mean: mean, logDeviation: $0[0]).entropy
      }
    }
  }

  /// μ = 0.3, log σ = −0.5, ε = 0.7.
  @Test func aSquashedNormalHasTheKnownDensities() {
    func draw(_ correction: SquashedNormal.Correction, scale: Tensor = 1) -> (Double, Double) {
      let normal = SquashedNormal(
        Tensor(rows: [[0.3]]), Tensor([-0.5]), scale: scale, correction: correction)
      let (actions, logProbability) = normal.draw(Tensor(rows: [[0.7]]))
      return (Double(actions[0, 0]), Double(logProbability[0]))
    }
    for (found, expected) in [
      (draw(.stable), (0.6197329880937158, -0.1793182365974941)),
      (draw(.epsilon), (0.6197329880937158, -0.1793198601545974)),
      (draw(.epsilon, scale: 2), (2 * 0.6197329880937158, -0.8724662289363205)),
    ] {
      #expect(abs(found.0 - expected.0) < 2e-7)
      #expect(abs(found.1 - expected.1) < 2e-7, "\(found.1) instead of \(expected.1)")
    }
    // The corrections differ by 1.6·10⁻⁶, which is more than rounding.
    #expect(draw(.stable).1 - draw(.epsilon).1 > 1e-6)
  }

  @Test func aSquashedNormalIsThatOfTheFormulas() throws {
    let test = try BuildingBlocks.load().squashed
    let (mean, deviation) = (Tensor(test.mean, [5, 2]), Tensor(test.logDeviation, [5, 2]))
    let (scale, offset) = (Tensor(test.scale, [2]), Tensor(test.offset, [2]))
    let noise = Tensor(test.noise, [5, 2])
    // A rounding of a, 3·10⁻⁸, is 7·10⁻⁶ of 1 − a² where |u| is 3.4, the largest here.
    for (correction, expected, tolerance) in [
      (SquashedNormal.Correction.stable, test.stable, 1e-6), (.epsilon, test.epsilon, 1e-5),
    ] {
      func normal(_ mean: Tensor, _ deviation: Tensor) -> SquashedNormal {
        SquashedNormal(mean, deviation, scale: scale, offset: offset, correction: correction)
      }
      let (actions, logProbability) = normal(mean, deviation).draw(noise)
      #expect(relativeError(actions.doubles, test.actions) < 1e-6)
      #expect(relativeError(logProbability.doubles, expected) < tolerance)
      // Both at once, as the actor's loss of SAC has them.
      expectSlopes([mean * 0.5, deviation], "\(correction)") {
        let (actions, logProbability) = normal($0[0], $0[1]).draw(noise)
        return logProbability * 0.2 - actions.squared().sum(axis: 1)
      }
    }
  }

  /// Where tanh u rounds to 1: log(1 − tanh²u) is 2·log 2 − 2u but for e⁻²ᵘ.
  @Test func theStableCorrectionHoldsFarOut() {
    for u: Float in [-40, -12, 12, 40] {
      let (value, gradient) = valueAndGradient(at: Tensor(rows: [[u]])) { mean in
        SquashedNormal(mean, Tensor([0])).draw(Tensor.zeros([1, 1])).logProbability.sum()
      }
      let expected = -0.918_938_53 - 2 * (0.693_147_18 - abs(Double(u)))
      #expect(abs(Double(value) - expected) < 1e-5)
      #expect(abs(gradient[0, 0] - (u > 0 ? 2 : -2)) < 1e-5)
    }
  }

  @Test func theNoiseOfASquashedNormalIsThatOfTheStream() {
    var (first, second) = (PCG64(seed: 5), PCG64(seed: 5))
    let noise = SquashedNormal.noise([2, 3], using: &first)
    #expect(noise.elements == (0..<6).map { _ in Float(second.normal()) })
  }

  @Test func stateDependentNoiseIsThatOfTheFormulas() throws {
    let test = try BuildingBlocks.load().stateDependent
    let latent = Tensor(try #require(test.latent), [3, 4])
    let (mean, deviation) = (Tensor(test.mean, [3, 2]), Tensor(test.logDeviation, [4, 2]))
    let normal = StateDependentNormal(mean: mean, logDeviation: deviation, latent: latent)
    let actions = Tensor(test.actions, [3, 2])
    #expect(
      relativeError(normal.logProbability(of: actions).doubles, test.logProbability) < 1e-6)
    #expect(relativeError(normal.entropy.doubles, test.entropy) < 1e-6)
    expectSlopes([mean, deviation, latent], "log-probability and entropy") {
      let normal = StateDependentNormal(mean: $0[0], logDeviation: $0[1], latent: $0[2])
      return normal.logProbability(of: actions) + normal.entropy
    }

    let fresh = StateDependentNoise(environments: 3, latent: 4, dimensions: 2)
    #expect(normal.sample(fresh, latent: latent) == mean)
    var noise = fresh
    var generator = PCG64(seed: test.seed)
    noise.resample(logDeviation: deviation, using: &generator)
    let drawn = normal.sample(noise, latent: latent)
    #expect(relativeError(drawn.doubles, test.sample) < 1e-6)
    #expect(normal.sample(noise, latent: latent) == drawn)
    #expect(normal.sample(try restored(noise, into: fresh), latent: latent) == drawn)
  }

  @Test func shapesThatDoNotFitStop() async {
    expectStop(
      saying: "means [2, 3] and logarithms of deviations [2] do not fit",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        _ = DiagonalNormal(mean: .zeros([2, 3]), logDeviation: .zeros([2]))
      })
    expectStop(
      saying: "actions of shape [3, 2] do not fit means of shape [2, 3]",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        _ = DiagonalNormal(mean: .zeros([2, 3]), logDeviation: .zeros([3]))
          .logProbability(of: .zeros([3, 2]))
      })
    expectStop(
      saying: "noise of shape [1, 3] does not fit means of shape [2, 3]",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        _ = SquashedNormal(.zeros([2, 3]), .zeros([3])).draw(.zeros([1, 3]))
      })
  }
}
