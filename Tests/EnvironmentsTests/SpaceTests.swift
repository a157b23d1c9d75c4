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
    #expect(samplesAreContained(Box(shape: [2], low: [-1, 0], high: [1, .infinity])))
    #expect(samplesAreContained(Discrete(3)))
    #expect(samplesAreContained(Pixels(shape: [2, 3, 4])))
  }

  @Test func spacesOfAnyKindKnowTheirElements() {
    let box = Box(shape: [2], low: [-1, 0], high: [1, .infinity])
    let rows = Scalars.floats([1, 5, 1, -2, .nan, 0])
    #expect((0..<3).map { AnySpace.box(box).contains(rows, row: $0) } == [true, false, false])
    let numbers = Scalars.integers([2, 3, -1, 0])
    let discrete = AnySpace.discrete(Discrete(3))
    #expect((0..<4).map { discrete.contains(numbers, row: $0) } == [true, false, false, true])
    let pixels = AnySpace.pixels(Pixels(shape: [1, 1, 2]))
    #expect(pixels.contains(.bytes([0, 255]), row: 0))
    #expect(!pixels.contains(.floats([0, 1]), row: 0) && !discrete.contains(rows, row: 0))
    #expect(discrete.count == 1 && discrete.featureShape == [3] && discrete.featureCount == 3)
    #expect(pixels.count == 2 && pixels.featureShape == [1, 1, 2])
    #expect(
      [AnySpace.box(box), discrete, pixels].map(\.description) == [
        "Box [2]", "Discrete 3", "Pixels [1, 1, 2]",
      ])
  }

  /// Row by row what the space itself draws.
  @Test func actionsAreDrawnRowByRow() {
    let box = Box(shape: [2], low: [-1, 0], high: [1, 5])
    var (first, second) = (PCG64(seed: 4), PCG64(seed: 4))
    #expect(
      AnySpace.box(box).sampleActions(rows: 2, using: &first)
        == .continuous(box.sample(using: &second) + box.sample(using: &second)))
    let discrete = Discrete(5)
    #expect(
      AnySpace.discrete(discrete).sampleActions(rows: 2, using: &first)
        == .discrete([discrete.sample(using: &second), discrete.sample(using: &second)]))
    #expect(first == second)
  }

  @Test func pixelsAreDividedBy255() {
    let space = Pixels(shape: [1, 1, 3])
    var features: [Float] = [9, 9, 9]
    var span = features.mutableSpan
    let scalars: [UInt8] = [0, 51, 255]
    space.writeFeatures(of: scalars.span, into: &span)
    #expect(features == [0, 0.2, 1])
    #expect(space.contains([1, 2, 3]) && !space.contains([1, 2]))
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
