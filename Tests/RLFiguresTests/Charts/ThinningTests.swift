import RLFigures
import Testing

struct ThinningTests {
  @Test func shortSeriesStay() {
    #expect(thinned([1, 2, 3], to: 4) == [0, 1, 2])
    #expect(thinned([], to: 4) == [])
  }

  /// Two parts of five values: the least and the greatest of each.
  @Test func extremesOfEachPartStay() {
    let values: [Double] = [5, 1, 9, 5, 5, 5, 5, 7, 2, 5]
    #expect(thinned(values, to: 6) == [0, 1, 2, 7, 8, 9])
  }

  @Test func gapsStay() {
    let values: [Double] = [1, 1, .nan, 3, 2, 2, 2, 2, .infinity, 1]
    #expect(thinned(values, to: 6) == [0, 2, 3, 5, 8, 9])
  }

  @Test(arguments: 0..<30)
  func theGreatestAndTheLeastOfAllStay(seed: Int) {
    var generator = TestGenerator(state: UInt64(seed))
    let values = (0..<5000).map { _ in generator.next() }
    let indices = thinned(values, to: 200)
    #expect(indices.count <= 202 && indices.count >= 150, "seed \(seed)")
    #expect(zip(indices, indices.dropFirst()).allSatisfy { $0 < $1 }, "seed \(seed)")
    #expect(indices.first == 0 && indices.last == 4999)
    #expect(indices.map { values[$0] }.max() == values.max(), "seed \(seed)")
    #expect(indices.map { values[$0] }.min() == values.min(), "seed \(seed)")
  }
}
