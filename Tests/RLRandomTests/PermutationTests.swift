import RLRandom
import TestSupport
import Testing

struct PermutationTests {
  struct Case: Decodable {
    let seed: Hex64
    let count: Int
    /// A 32-bit draw comes first and leaves its other half buffered.
    let odd: Bool
    let permutation, shuffled, list, next: Hex64
    let order: [Int]?
  }

  @Test func permutationsAndShufflesEqualNumPy() throws {
    let cases: [Case] = try Fixture.load("permutation")
    #expect(cases.count == 54)
    for expected in cases {
      let note = Comment("seed \(expected.seed.value), \(expected.count) elements")
      var generator = PCG64(seed: expected.seed.value)
      if expected.odd { _ = generator.integer(below: 10) }

      let order = generator.permutation(expected.count)
      #expect(checksum(order.map(UInt64.init)) == expected.permutation.value, note)
      if let whole = expected.order { #expect(order == whole, note) }

      var multiples = (0..<expected.count).map { $0 * 3 }
      generator.shuffle(&multiples)
      #expect(checksum(multiples.map(UInt64.init)) == expected.shuffled.value, note)

      var names = (0..<min(expected.count, 1000)).map(String.init)
      generator.shuffle(&names)
      let numbers = names.compactMap { UInt64($0) }
      #expect(checksum(numbers) == expected.list.value, note)

      #expect(generator.next() == expected.next.value, note)
    }
  }

  @Test func aNegativeCountStops() async {
    expectStop(
      saying: "count is -1",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        var generator = PCG64(seed: 1)
        _ = generator.permutation(-1)
      })
  }
}
