import RLRandom
import TestSupport
import Testing

struct NormalTests {
  struct Cases: Decodable {
    let sequences: [Sequence]
    let scaled: [Scaled]
    let tails: [Tail]
    let checksums: [Checksum]
  }
  struct Sequence: Decodable {
    let seed: Hex64
    let draws: [Hex64]
  }
  struct Scaled: Decodable {
    let seed: Hex64
    let mean, standardDeviation: Double
    let draws: [Hex64]
  }
  struct Tail: Decodable {
    let seed: Hex64
    let position: Int
    let draws: [Hex64]
  }
  struct Checksum: Decodable {
    let seed: Hex64
    let count: Int
    let checksum: Hex64
  }

  let tailEdge = 3.6541528853610087963519472518
  let cases: Cases

  init() throws { cases = try Fixture.load("normal") }

  /// NumPy's bits, save that a draw in the tail may differ by 1 ulp.
  private func expect(_ draw: Double, equals expected: Double, _ note: Comment) {
    if abs(expected) < tailEdge {
      #expect(draw.bitPattern == expected.bitPattern, note)
    } else {
      #expect(abs(draw - expected) <= expected.ulp, note)
    }
  }

  @Test func sequencesEqualNumPy() {
    #expect(cases.sequences.count == 3)
    for expected in cases.sequences {
      var generator = PCG64(seed: expected.seed.value)
      #expect(expected.draws.count == 2000)
      for (number, draw) in expected.draws.enumerated() {
        expect(
          generator.normal(), equals: draw.double, "seed \(expected.seed.value), draw \(number)")
      }
    }
  }

  @Test func longSequencesOutsideTheTailEqualNumPy() {
    #expect(cases.checksums.map(\.count).reduce(0, +) > 10_000)
    for expected in cases.checksums {
      var generator = PCG64(seed: expected.seed.value)
      let draws = (0..<expected.count).map { _ in generator.normal().bitPattern }
      #expect(
        checksum(draws) == expected.checksum.value, "seed \(expected.seed.value)")
    }
  }

  @Test func tailDrawsAndTheirSuccessorsEqualNumPy() {
    #expect(cases.tails.count == 60)
    for expected in cases.tails {
      var generator = PCG64(seed: expected.seed.value)
      for _ in 0..<expected.position { _ = generator.normal() }
      #expect(abs(expected.draws[0].double) > tailEdge)
      for draw in expected.draws {
        expect(
          generator.normal(), equals: draw.double,
          "seed \(expected.seed.value), at \(expected.position)")
      }
    }
  }

  @Test func meanAndStandardDeviationEqualNumPy() {
    #expect(cases.scaled.count == 20)
    for expected in cases.scaled {
      var generator = PCG64(seed: expected.seed.value)
      let draw = generator.normal(
        mean: expected.mean, standardDeviation: expected.standardDeviation)
      #expect(draw == expected.draws[0].double)
    }
  }

  @Test func aNegativeStandardDeviationStops() async {
    expectStop(
      saying: "the standard deviation is -1.0",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        var generator = PCG64(seed: 1)
        _ = generator.normal(mean: 0, standardDeviation: -1)
      })
    expectStop(
      saying: "the standard deviation is nan",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        var generator = PCG64(seed: 1)
        _ = generator.normal(mean: 0, standardDeviation: .nan)
      })
  }
}
