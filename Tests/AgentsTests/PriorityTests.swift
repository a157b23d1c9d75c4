import Agents
import RLRandom
import RLState
import TestSupport
import Testing

struct PriorityTests {
  /// Against an array that is added up, with whole numbers, whose sums are exact in any order.
  @Test func theTreeIsAnArrayThatIsAddedUp() throws {
    var generator = PCG64(seed: 1)
    for capacity in [1, 2, 3, 7, 8, 33, 100] {
      var tree = PriorityTree(capacity: capacity)
      var numbers = Array(repeating: 0.0, count: capacity)
      for _ in 0..<200 {
        let place = generator.integer(below: capacity)
        numbers[place] = Double(generator.integer(below: 5))
        tree[place] = numbers[place]
        let total = numbers.reduce(0, +)
        #expect(tree.total == total && tree[place] == numbers[place])
        #expect(tree.minimum == numbers.filter { $0 > 0 }.min() ?? .infinity)
        guard total > 0 else { continue }
        for prefix in [0, total - 1, (total * generator.uniform()).rounded(.down), total - 0.5] {
          var sum = 0.0
          let expected = numbers.firstIndex {
            sum += $0
            return sum > prefix
          }
          #expect(tree.find(prefix) == expected, "\(prefix) in \(numbers)")
        }
      }
      let copy = try restored(tree, into: PriorityTree(capacity: capacity))
      #expect(copy.stateEntries == tree.stateEntries)
      #expect(copy.total == tree.total && copy.minimum == tree.minimum)
    }
  }

  /// Sums of fractions round; no prefix up to the total itself leads to a place of 0, and the order
  /// in which numbers were set is not to be seen.
  @Test func roundingLeadsNowhere() throws {
    var generator = PCG64(seed: 2)
    for _ in 0..<50 {
      var (tree, other) = (PriorityTree(capacity: 20), PriorityTree(capacity: 20))
      let numbers = (0..<13).map { _ in generator.uniform() * 1e3 + 1e-9 }
      for (place, number) in numbers.enumerated() {
        tree[place] = 5
        tree[place] = number
      }
      for place in numbers.indices.reversed() { other[place] = numbers[place] }
      #expect(tree.total == other.total)
      for prefix in [tree.total, tree.total.nextUp, tree.total.nextDown] {
        #expect(tree.find(prefix) == 12)
      }
      #expect(try restored(tree, into: PriorityTree(capacity: 20)).total == tree.total)
    }
  }

  /// Priorities 1, 2, 3 with α = 0.5 and β = 0.4.
  @Test func knownProbabilitiesAndWeights() {
    var places = PrioritizedPlaces(capacity: 3, exponent: 0.5, epsilon: 1e-300)
    for place in 0..<3 { places.add(at: place) }
    places.update([0, 1, 2], errors: [1, -2, 3])
    let probabilities = (0..<3).map { places.tree[$0] / places.tree.total }
    let expected = [0.241180954897, 0.341081377402, 0.417737667700]
    #expect(relativeError(probabilities, expected) < 1e-11)
    var generator = PCG64(seed: 3)
    // So many equal parts that each place gets some.
    let draw = places.sample(30, beta: 0.4, using: &generator)
    #expect(Set(draw.places) == [0, 1, 2])
    for (place, weight) in zip(draw.places, draw.weights) {
      #expect(abs(weight - [1, 0.870550563296, 0.802741561760][place]) < 1e-7)
    }
    // Parts are in the order of the places, so only the two at its borders can miss a place.
    #expect(draw.places == draw.places.sorted())
    for place in 0..<3 {
      let count = draw.places.count { $0 == place }
      #expect(abs(Double(count) - 30 * expected[place]) < 2)
    }
  }

  /// χ² with 15 degrees of freedom exceeds 44.3 with a probability of 10⁻⁴.
  @Test func withoutAnExponentAllPlacesAreEqual() {
    var places = PrioritizedPlaces(capacity: 64, exponent: 0)
    for place in 0..<16 { places.add(at: place) }
    places.update(Array(0..<16), errors: (0..<16).map { Double($0 * $0) })
    var generator = PCG64(seed: 4)
    var counts = Array(repeating: 0, count: 16)
    for _ in 0..<4_000 {
      let draw = places.sample(1, beta: 0.7, using: &generator)
      #expect(draw.weights == [1])
      counts[draw.places[0]] += 1
    }
    #expect(chiSquare(counts) < 44.3)
  }

  @Test func weightsAreDividedByTheGreatest() {
    var places = PrioritizedPlaces(capacity: 8, exponent: 1, epsilon: 1e-6)
    places.add(at: 0)
    places.add(at: 5)
    places.update([0, 5], errors: [1e-7, 4])
    var (first, second) = (PCG64(seed: 5), PCG64(seed: 5))
    // One of four million draws would be the other place.
    let batch = places.sample(4, beta: 1, dividedBy: .inBatch, using: &first)
    let all = places.sample(4, beta: 1, dividedBy: .ofAll, using: &second)
    #expect(batch.places == [5, 5, 5, 5] && all.places == batch.places && first == second)
    #expect(batch.weights == [1, 1, 1, 1])
    for weight in all.weights { #expect(abs(weight / (1.1e-6 / 4.000001) - 1) < 1e-6) }
  }

  @Test func newTransitionsGetTheGreatestPriority() throws {
    var places = PrioritizedPlaces(capacity: 4, exponent: 1, epsilon: 0.5)
    places.add(at: 0)
    #expect(places.tree[0] == 1)
    places.update([0], errors: [-7])
    places.add(at: 1)
    #expect(places.tree[0] == 7.5 && places.tree[1] == 7.5)
    places.update([0, 1], errors: [.nan, 2])
    #expect(places.tree[0] == 7.5 && places.tree[1] == 2.5 && places.greatest == 7.5)
    var copy = try restored(
      places, into: PrioritizedPlaces(capacity: 4, exponent: 1, epsilon: 0.5))
    copy.add(at: 3)
    #expect(copy.tree[3] == 7.5 && copy.tree.total == 17.5)
  }

  @Test func damagedPrioritiesAreRefused() {
    #expect(throws: StateError.self) {
      var tree = PriorityTree(capacity: 2)
      try tree.loadState([
        StateEntry(name: "priorities", shape: [2], values: .float64([1, -1]))
      ])
    }
  }

  @Test func mistakesStop() async {
    expectStop(
      saying: "all priorities are 0; there is no place to find",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        _ = PriorityTree(capacity: 3).find(0)
      })
    expectStop(
      saying: "a priority is 0 or more, and finite, not nan",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        var tree = PriorityTree(capacity: 3)
        tree[1] = .nan
      })
    expectStop(
      saying: "there is no place 3 of 3",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        var tree = PriorityTree(capacity: 3)
        tree[3] = 1
      })
  }
}
