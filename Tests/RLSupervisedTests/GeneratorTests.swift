import RLRandom
import RLSupervised
import TestSupport
import Testing

/// Made datasets, against scikit-learn and NumPy.
struct GeneratorTests {
  struct Points: Decodable {
    struct Case: Decodable {
      let count: Int
      let noise: Double
      let seed: UInt64
      let inputs: [Double]
      let targets: [Double]
      let arms: Int?
      let low, high: Double?
    }

    let moons, spirals, samples: [Case]
    let angles: [[Double]]
  }

  private let points: Points

  init() throws { points = try Fixture.load("points") }

  /// Both within a step of Float of the reference, whose sines differ in the last place of Double.
  private func agree(_ found: [Float], _ expected: [Double]) -> Bool {
    found.count == expected.count
      && zip(found, expected).allSatisfy { abs(Double($0) - $1) <= 0x1p-24 * max(abs($1), 0x1p-20) }
  }

  @Test func moonsAreScikitLearns() {
    for expected in points.moons {
      var generator = PCG64(seed: expected.seed)
      let data = Dataset.twoMoons(expected.count, noise: expected.noise, using: &generator)
      #expect(agree(data.batch.inputs.elements, expected.inputs), "\(expected.count)")
      #expect(data.targets.map(Double.init) == expected.targets)
    }
  }

  @Test func spiralsAreTheirDefinition() throws {
    for expected in points.spirals {
      var generator = PCG64(seed: expected.seed)
      let data = Dataset.spirals(
        arms: try #require(expected.arms), pointsPerArm: expected.count, noise: expected.noise,
        using: &generator)
      #expect(agree(data.batch.inputs.elements, expected.inputs), "\(expected.count)")
      #expect(data.targets.map(Double.init) == expected.targets)
    }
  }

  @Test func samplesAreNumPys() throws {
    for expected in points.samples {
      var generator = PCG64(seed: expected.seed)
      let data = Dataset.samples(
        expected.count, in: try #require(expected.low)...(try #require(expected.high)),
        noise: expected.noise, using: &generator, of: .sine)
      #expect(data.batch.inputs.elements == expected.inputs.map { Float($0) })
      #expect(agree(data.targets, expected.targets), "\(expected.count)")
    }
  }

  @Test func sinesAreWithinTheirBound() {
    for angle in points.angles {
      let (sine, cosine) = definedSineAndCosine(angle[0])
      #expect(abs(sine - angle[1]) <= 0x1p-52, "sine of \(angle[0])")
      #expect(abs(cosine - angle[2]) <= 0x1p-52, "cosine of \(angle[0])")
    }
  }

  @Test func curves() {
    #expect([-1, 0, 2].map { Curve.line($0) } == [-3, -1, 3])
    #expect([-1, 0, 2].map { Curve.parabola($0) } == [1, 0, 4])
    #expect([-1, 0, 2].map { Curve.absolute($0) } == [1, 0, 2])
    #expect([-1, 0, 2].map { Curve.step($0) } == [0, 1, 1])
  }

  @Test func gatesAreTheirTruthTables() {
    let tables: [LogicGate: [Float]] = [
      .and: [0, 0, 0, 1], .or: [0, 1, 1, 1], .nand: [1, 1, 1, 0], .nor: [1, 0, 0, 0],
      .xor: [0, 1, 1, 0], .xnor: [1, 0, 0, 1],
    ]
    for gate in LogicGate.allCases {
      #expect(gate.dataset.targets == tables[gate], "\(gate)")
      #expect(gate.dataset.batch.inputs.elements == [0, 0, 0, 1, 1, 0, 1, 1])
    }
  }
}
