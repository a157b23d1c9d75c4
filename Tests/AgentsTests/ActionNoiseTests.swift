import Agents
import RLRandom
import TestSupport
import Testing

struct ActionNoiseTests {
  @Test func noiseIsThatOfTheFormulas() throws {
    let test = try BuildingBlocks.load().noise
    for (process, expected) in [
      (ActionNoise.Process.normal(deviation: test.deviation), test.normal),
      (.ornsteinUhlenbeck(deviation: test.deviation), test.drift),
    ] {
      let fresh = ActionNoise(process, environments: 2, dimensions: 2)
      var noise = fresh
      var generator = PCG64(seed: test.seed)
      var found: [Double] = []
      for step in 0..<expected.count / 4 {
        found += noise.next(using: &generator).map(Double.init)
        for reset in test.resets where reset[0] == step { noise.reset(environment: reset[1]) }
        noise = try restored(noise, into: fresh)
      }
      #expect(relativeError(found, expected) < 1e-7)
    }
  }

  @Test func noNoiseDrawsNothing() {
    var noise = ActionNoise(.none, environments: 3, dimensions: 2)
    var generator = PCG64(seed: 1)
    #expect(noise.next(using: &generator) == Array(repeating: 0, count: 6))
    noise.reset(environment: 2)
    #expect(generator == PCG64(seed: 1))
  }

  /// The variance of x after n steps, from that after n − 1: v ← (1 − θ·Δt)²·v + σ²·Δt.
  @Test func driftHasTheDeviationOfTheFormula() {
    let environments = 4_000
    var noise = ActionNoise(
      .ornsteinUhlenbeck(deviation: 0.5), environments: environments, dimensions: 1)
    var generator = PCG64(seed: 2)
    var last: [Float] = []
    for _ in 0..<100 { last = noise.next(using: &generator) }
    var squares = 0.0
    for number in last { squares += Double(number) * Double(number) }
    var expected = 0.0
    for _ in 0..<100 { expected = expected * (1 - 0.0015) * (1 - 0.0015) + 0.25 * 0.01 }
    // The mean of n squares has the relative deviation √(2/n), 2.2 %.
    #expect(abs(squares / Double(environments) / expected - 1) < 0.1)
  }

  @Test func numbersOutOfRangeStop() async {
    expectStop(
      saying: "the numbers of normal(deviation: -0.1) must be 0 or more",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        _ = ActionNoise(.normal(deviation: -0.1), environments: 1, dimensions: 1)
      })
    expectStop(
      saying: "there is no environment 2 of 2",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        var noise = ActionNoise(.none, environments: 2, dimensions: 1)
        noise.reset(environment: 2)
      })
  }
}
