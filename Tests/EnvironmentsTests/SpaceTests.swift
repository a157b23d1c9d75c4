import Environments
import RLRandom
import TestSupport
import Testing

@Suite struct SpaceTests {
  @Test func discreteContainsAndOneHot() {
    let space = Discrete(3)
    #expect(space.contains(0) && space.contains(2) && !space.contains(3) && !space.contains(-1))
    var features: [Float] = [9, 9, 9]
    var span = features.mutableSpan
    let scalars: [Int32] = [1]
    space.writeFeatures(of: scalars.span, into: &span)
    #expect(features == [0, 1, 0])
    #expect(space.count == 1 && space.featureCount == 3)
  }

  @Test func boxFeaturesAreTheScalars() {
    let space = Box(shape: [2, 1], low: [0, -1], high: [1, .infinity])
    var features: [Float] = [9, 9]
    var span = features.mutableSpan
    let scalars: [Float] = [0.5, 2]
    space.writeFeatures(of: scalars.span, into: &span)
    #expect(features == [0.5, 2])
    #expect(space.contains([1, 5]) && !space.contains([1, -2]) && !space.contains([1]))
    #expect(!space.contains([.nan, 0]))
  }

  @Test func everySpaceContainsItsSamples() {
    func samplesAreContained(_ space: some Space) -> Bool {
      var generator = PCG64(seed: 3)
      return (0..<100).allSatisfy { _ in space.contains(space.sample(using: &generator)) }
    }
    let box = Box(shape: [2], low: [-1, 0], high: [1, .infinity])
    #expect(samplesAreContained(box) && samplesAreContained(AnySpace.box(box)))
    #expect(samplesAreContained(Discrete(3)) && samplesAreContained(AnySpace.discrete(Discrete(3))))
    #expect(!AnySpace.box(box).contains([2, 0]) && !AnySpace.box(box).contains([0]))
    for element: [Float] in [[3], [-1], [0.5], [], [0, 0], [.nan]] {
      #expect(!AnySpace.discrete(Discrete(3)).contains(element))
    }
  }

  struct Samples: Decodable {
    var seed: UInt64
    var samples: [String]
  }

  @Test func boxSamplesAsGymnasium() throws {
    let file = try Fixture.load("boxes", as: Samples.self)
    let space = Box(
      shape: [5], low: [-1, -.infinity, 0, -3, -.infinity], high: [1, .infinity, 0.5, 7, .infinity])
    var generator = PCG64(seed: file.seed)
    for sample in file.samples { #expect(bits(space.sample(using: &generator)) == sample) }
  }

  @Test func halfBoundedCoordinatesAreExponential() {
    let space = Box(shape: [2], low: [3, -.infinity], high: [.infinity, -3])
    var generator = PCG64(seed: 6)
    let samples = (0..<20_000).map { _ in space.sample(using: &generator) }
    #expect(samples.allSatisfy(space.contains))
    // The mean of 20 000 unit exponentials has a standard deviation of 0.007.
    #expect(abs(samples.reduce(0) { $0 + $1[0] } / 20_000 - 4) < 0.03)
    #expect(abs(samples.reduce(0) { $0 + $1[1] } / 20_000 + 4) < 0.03)
  }
}
