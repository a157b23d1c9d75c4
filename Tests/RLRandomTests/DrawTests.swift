import RLRandom
import TestSupport
import Testing

/// Raw words, doubles and bounded integers against NumPy.
struct DrawTests {
  struct Cases: Decodable {
    let raw: [Raw]
    let mixed: [Mixed]
    let integers: [Integers]
  }
  struct Raw: Decodable {
    let entropy: [UInt32]
    let draws, child: [Hex64]
  }
  struct Mixed: Decodable {
    let seed: Hex64
    /// The kind of draw, its result, its arguments.
    let steps: [[String]]
    let end: End
  }
  struct End: Decodable {
    let state, increment: Hex<UInt128>
    let bufferedHalf: Hex<UInt32>?
  }
  struct Integers: Decodable {
    let seed: Hex64
    let bound: String
    let draws: [String]
  }

  let cases: Cases

  init() throws { cases = try Fixture.load("draws") }

  @Test func rawWordsEqualNumPy() {
    #expect(cases.raw.count == 10)
    for expected in cases.raw {
      var sequence = SeedSequence(entropy: expected.entropy)
      var generator = PCG64(sequence)
      #expect(expected.draws.map { _ in generator.next() } == expected.draws.values)
      var child = PCG64(sequence.spawn(1)[0])
      #expect(expected.child.map { _ in child.next() } == expected.child.values)
    }
  }

  @Test func anyOrderOfDrawsEqualsNumPy() throws {
    #expect(cases.mixed.count == 5)
    for expected in cases.mixed {
      var generator = PCG64(seed: expected.seed.value)
      for (number, step) in expected.steps.enumerated() {
        let note = Comment("seed \(expected.seed.value), step \(number), \(step)")
        switch step[0] {
        case "next": #expect(generator.next() == (try Hex64(step[1]).value), note)
        case "u32": #expect(generator.nextUInt32() == (try Hex<UInt32>(step[1]).value), note)
        case "uniform": #expect(generator.uniform() == (try Hex64(step[1]).double), note)
        case "uniformIn":
          let low = try Hex64(step[2]).double
          let high = try Hex64(step[3]).double
          #expect(generator.uniform(low, high) == (try Hex64(step[1]).double), note)
        case "below":
          let bound = try #require(Int(step[2]))
          #expect(generator.integer(below: bound) == Int(step[1]), note)
        case "in":
          let low = try #require(Int(step[2]))
          let high = try #require(Int(step[3]))
          #expect(generator.integer(in: low..<high) == Int(step[1]), note)
        default: Issue.record("unknown kind of draw: \(step)")
        }
      }
      #expect(generator.state == expected.end.state.value)
      #expect(generator.increment == expected.end.increment.value)
      #expect(generator.bufferedHalf == expected.end.bufferedHalf?.value)
    }
  }

  @Test func integersBelowEachBoundEqualNumPy() throws {
    #expect(cases.integers.count == 19)
    for expected in cases.integers {
      let bound = try #require(Int(expected.bound))
      var generator = PCG64(seed: expected.seed.value)
      var sameRange = generator
      for draw in expected.draws {
        #expect(generator.integer(below: bound) == Int(draw), "bound \(bound)")
        #expect(sameRange.integer(in: 0..<bound) == Int(draw), "bound \(bound)")
      }
      #expect(generator == sameRange)
    }
  }

  @Test func aBoundOfOneDrawsNothing() {
    var generator = PCG64(seed: 3)
    let before = generator
    #expect(generator.integer(below: 1) == 0)
    #expect(generator.integer(in: 7..<8) == 7)
    #expect(generator == before)
  }

  @Test func rawStateContinuesTheStream() throws {
    var generator = PCG64(seed: 8)
    _ = generator.nextUInt32()
    var resumed = try #require(
      PCG64(
        state: generator.state, increment: generator.increment,
        bufferedHalf: generator.bufferedHalf))
    #expect(resumed == generator)
    for _ in 0..<5 {
      #expect(resumed.nextUInt32() == generator.nextUInt32())
      #expect(resumed.uniform() == generator.uniform())
    }
    #expect(PCG64(state: 1, increment: 2, bufferedHalf: nil) == nil)
  }

  @Test func impossibleBoundsStop() async {
    expectStop(
      saying: "the bound is 0",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        var generator = PCG64(seed: 1)
        _ = generator.integer(below: 0)
      })
    expectStop(
      saying: "the bound is -5",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        var generator = PCG64(seed: 1)
        _ = generator.integer(below: -5)
      })
    expectStop(
      saying: "the range 3..<3 is empty",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        var generator = PCG64(seed: 1)
        _ = generator.integer(in: 3..<3)
      })
  }
}
