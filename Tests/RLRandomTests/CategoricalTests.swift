import RLRandom
import TestSupport
import Testing

struct CategoricalTests {
  struct Case: Decodable {
    let seed: UInt64
    /// The weights are a `float32` array, here written as doubles.
    let single: Bool
    let weights: [Hex64]
    let draws: [Int]
  }

  @Test func drawsEqualNumPysChoice() throws {
    let cases: [Case] = try Fixture.load("categorical")
    #expect(cases.count == 22)
    for expected in cases {
      let weights = expected.weights.map(\.double)
      let note = Comment("weights \(weights.prefix(10))")
      var generator = PCG64(seed: expected.seed)
      #expect(expected.draws.map { _ in generator.categorical(weights) } == expected.draws, note)
      if expected.single {
        let weights = weights.map { Float($0) }
        var generator = PCG64(seed: expected.seed)
        #expect(expected.draws.map { _ in generator.categorical(weights) } == expected.draws, note)
      }
    }
  }

  @Test func spansBuffersAndSlicesAgreeWithArrays() {
    let weights: [Float] = [0.1, 0.2, 0, 0.3, 0.4]
    let padded: ArraySlice<Float> = ([9, 9] + weights + [9])[2..<7]
    var array = PCG64(seed: 4)
    var span = array
    var buffer = array
    var slice = array
    for _ in 0..<200 {
      let expected = array.categorical(weights)
      weights.withUnsafeBufferPointer {
        #expect(span.categorical(Span(_unsafeElements: $0)) == expected)
        #expect(buffer.categorical($0) == expected)
      }
      #expect(slice.categorical(padded) == expected)
    }
    #expect(array == span && array == buffer && array == slice)
  }

  @Test func impossibleProbabilitiesStop() async {
    expectStop(
      saying: "probability 1 is -0.1",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        var generator = PCG64(seed: 1)
        _ = generator.categorical([0.5, -0.1, 0.6])
      })
    expectStop(
      saying: "probability 0 is nan",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        var generator = PCG64(seed: 1)
        _ = generator.categorical([Float.nan, 1])
      })
    expectStop(
      saying: "the sum of 2 probabilities is 0.0",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        var generator = PCG64(seed: 1)
        _ = generator.categorical([0.0, 0.0])
      })
    expectStop(
      saying: "the sum of 0 probabilities is 0.0",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        var generator = PCG64(seed: 1)
        _ = generator.categorical([Double]())
      })
    expectStop(
      saying: "the sum of 2 probabilities is inf",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        var generator = PCG64(seed: 1)
        _ = generator.categorical([1, Double.infinity])
      })
  }
}
