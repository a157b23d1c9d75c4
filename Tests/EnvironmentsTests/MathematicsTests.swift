import CMathShim
import Environments
import RLRandom
import RLState
import TestSupport
import Testing

/// Sines, cosines and squares are glibc's on x86-64 with fused multiply-add, bit for bit, however they
/// are computed.
@Suite struct MathematicsTests {
  /// What `Fixtures/make_mathematics.py` wrote.
  struct Recording: Decodable {
    struct Range: Decodable {
      var bound: Double
      var sines, cosines, squares, floatSquares: String
    }
    struct Angles: Decodable { var numbers, sines, cosines: String }
    struct Squares: Decodable { var numbers, squares: String }

    var ranges: [Range]
    var angles: Angles
    var doubles, floats: Squares
  }

  let file: Recording

  init() throws { file = try Fixture.load("mathematics", as: Recording.self) }

  /// All kinds of functions that this processor can run, by name.
  static var kinds: [(name: String, functions: CMathShimFunctions)] {
    var kinds: [(name: String, functions: CMathShimFunctions)] = []
    while let kind = CMathShimAvailable(kinds.count)?.pointee {
      kinds.append((String(cString: kind.name), kind))
    }
    return kinds
  }

  @Test func theFastestKindIsActive() throws {
    let names = Self.kinds.map(\.name)
    #expect(names == ["fused", "software"] || names == ["software"])
    #expect(try String(cString: #require(CMathShimActive()).pointee.name) == names[0])
  }

  @Test func drawnNumbersAreGlibcs() {
    #expect(file.ranges.count == 11)
    for (name, functions) in Self.kinds {
      for (seed, range) in file.ranges.enumerated() {
        var generator = PCG64(seed: UInt64(seed))
        var (sines, cosines, squares, floatSquares) = (SHA256(), SHA256(), SHA256(), SHA256())
        for _ in 0..<5000 {
          let number = generator.uniform(-range.bound, range.bound)
          let found = functions.sine_and_cosine(number)
          sines.update(found.sine.bitPattern)
          cosines.update(found.cosine.bitPattern)
          squares.update(functions.square_by_power(number).bitPattern)
          floatSquares.update(functions.square_by_power_float(Float(number)).bitPattern)
        }
        #expect(sines.hexDigest == range.sines, "\(name), up to \(range.bound)")
        #expect(cosines.hexDigest == range.cosines, "\(name), up to \(range.bound)")
        #expect(squares.hexDigest == range.squares, "\(name), up to \(range.bound)")
        #expect(floatSquares.hexDigest == range.floatSquares, "\(name), up to \(range.bound)")
      }
    }
  }

  @Test func delicateNumbersAreGlibcs() {
    let angles = doubles(bits: file.angles.numbers)
    let (sines, cosines) = (doubles(bits: file.angles.sines), doubles(bits: file.angles.cosines))
    let numbers = doubles(bits: file.doubles.numbers)
    let squares = doubles(bits: file.doubles.squares)
    let singles = floats(bits: file.floats.numbers)
    let floatSquares = floats(bits: file.floats.squares)
    #expect(angles.count > 200 && sines.count == angles.count && cosines.count == angles.count)
    #expect(numbers.count > 50 && squares.count == numbers.count)
    #expect(singles.count > 40 && floatSquares.count == singles.count)
    for (name, functions) in Self.kinds {
      for (angle, (sine, cosine)) in zip(angles, zip(sines, cosines)) {
        let found = functions.sine_and_cosine(angle)
        #expect(found.sine.bitPattern == sine.bitPattern, "\(name), sine of \(angle)")
        #expect(found.cosine.bitPattern == cosine.bitPattern, "\(name), cosine of \(angle)")
      }
      for (number, square) in zip(numbers, squares) {
        let found = functions.square_by_power(number)
        #expect(found.bitPattern == square.bitPattern, "\(name), square of \(number)")
      }
      for (number, square) in zip(singles, floatSquares) {
        let found = functions.square_by_power_float(number)
        #expect(found.bitPattern == square.bitPattern, "\(name), square of the float \(number)")
      }
    }
  }

  /// Of anything that a double or a float can be, whatever the kind: the same bits, or no number.
  @Test func allKindsAgree() {
    var generator = PCG64(seed: Seeds.fresh("allKindsAgree"))
    let kinds = Self.kinds
    func expectSame<T: BinaryFloatingPoint>(_ values: [T], _ name: String, _ number: T) {
      for value in values.dropFirst() where value != values[0] || value.sign != values[0].sign {
        #expect(value.isNaN && values[0].isNaN, "\(name) of \(number): \(values)")
      }
    }
    for bound in [0.126, 0.42, 0.86, 2.5, 10, 1000, 1e5, 1.05e8, .infinity] {
      for _ in 0..<20_000 {
        let number =
          bound < .infinity
          ? generator.uniform(-bound, bound) : Double(bitPattern: generator.next())
        let found = kinds.map { $0.functions.sine_and_cosine(number) }
        expectSame(found.map(\.sine), "sine", number)
        expectSame(found.map(\.cosine), "cosine", number)
        expectSame(kinds.map { $0.functions.square_by_power(number) }, "square", number)
        let single = bound < .infinity ? Float(number) : Float(bitPattern: generator.nextUInt32())
        expectSame(kinds.map { $0.functions.square_by_power_float(single) }, "square", single)
      }
    }
  }

  @Test func thereIsNoSineOfInfinityOrNoNumber() {
    for (name, functions) in Self.kinds {
      for number in [Double.infinity, -.infinity, .nan] {
        let found = functions.sine_and_cosine(number)
        #expect(found.sine.isNaN && found.cosine.isNaN, "\(name), \(number)")
      }
      #expect(functions.square_by_power(-.infinity) == .infinity, "\(name)")
      #expect(functions.square_by_power(.nan).isNaN, "\(name)")
      #expect(functions.square_by_power_float(.nan).isNaN, "\(name)")
    }
  }

  /// The one in receipts of 0.3.0 (`Tests/Unchanged/release-0.3.0.tsv`).
  @Test func theFingerprintIsThatOfGlibc() throws {
    let known = "c2fb356ed1089326b7f2b4a83c0fb0c60dc6510df5609f024886375c5d401443"
    #expect(MathematicsFingerprint.toolkit == known)
    #expect(try World(TimeLimit(CartPole(), limit: 9)).mathematics == known)
    #expect(try World(Pendulum()).mathematics == known)
    #expect(try World(FrozenLake()).mathematics == nil)
    #expect(try World(Swing()).mathematics == MathematicsFingerprint.system)
  }
}

/// Has a sine from elsewhere.
private struct Swing: Environment {
  static let usesSystemMathematics = true

  let observationSpace = Box(count: 1, low: -1, high: 1)
  let actionSpace = Discrete(2)
  mutating func reset(using generator: inout PCG64) {}
  mutating func step(_ action: Int, using generator: inout PCG64) -> Step {
    Step(reward: 0, terminated: false)
  }
  func observe(into observation: inout MutableSpan<Float>) { observation[0] = 0 }
  mutating func visitState(_ visitor: inout StateVisitor) {}
}
