import RLRandom
import RLRuns
import TestSupport
import Testing

/// Statistics over seeds against NumPy, SciPy and rliable, intervals included: they come from the
/// same random stream.
@Suite struct StatisticsTests {
  struct Reference: Decodable {
    struct Sample: Decodable {
      let name: String
      let values: [Double]
      let mean: Double
      let median: Double
      let interquartileMean: Double
      let percents: [Double]
      let percentiles: [Double]
      let meanInterval: [Double]
      let medianInterval: [Double]
      let interquartileMeanInterval: [Double]
    }

    struct Pair: Decodable {
      let name: String
      let first: [Double]
      let second: [Double]
      let probability: Double
      let interval: [Double]
      let interquartileMeanDifference: [Double]
    }

    struct Profile: Decodable {
      let name: String
      let values: [Double]
      let thresholds: [Double]
      let shares: [Double]
      let intervals: [[Double]]
    }

    struct Share: Decodable {
      let successes: Int
      let trials: Int
      let low: Double
      let high: Double
    }

    let samples: [Sample]
    let pairs: [Pair]
    let profiles: [Profile]
    let shares: [Share]
  }

  let reference: Reference

  init() throws { reference = try Fixture.load("statistics", as: Reference.self) }

  func expect(
    _ found: [Double], _ expected: [Double], _ name: String,
    location: SourceLocation = #_sourceLocation
  ) {
    #expect(
      relativeError(found, expected) < 1e-12, "\(name): \(found), expected \(expected)",
      sourceLocation: location)
  }

  @Test func averagesEqualSciPy() {
    #expect(reference.samples.count == 9)
    for sample in reference.samples {
      let x = sample.values
      expect([x.mean], [sample.mean], sample.name)
      expect([x.median], [sample.median], sample.name)
      expect([x.interquartileMean], [sample.interquartileMean], sample.name)
      expect(sample.percents.map(x.percentile), sample.percentiles, sample.name)
    }
  }

  @Test func bootstrapIntervalsEqualSciPy() throws {
    for sample in reference.samples {
      let x = sample.values
      for (statistic, value, interval) in [
        (\[Double].mean, sample.mean, sample.meanInterval),
        (\.median, sample.median, sample.medianInterval),
        (\.interquartileMean, sample.interquartileMean, sample.interquartileMeanInterval),
      ] {
        let found = try Estimate.bootstrap(x) { $0[keyPath: statistic] }
        expect([found.value], [value], sample.name)
        expect([found.low, found.high], interval, sample.name)
      }
    }
  }

  @Test func improvementEqualsSciPy() throws {
    #expect(reference.pairs.count == 5)
    for pair in reference.pairs {
      let found = try Estimate.probabilityOfImprovement(pair.first, over: pair.second)
      expect([found.value], [pair.probability], pair.name)
      expect([found.low, found.high], pair.interval, pair.name)
      let difference = try Estimate.bootstrap(pair.first, pair.second) {
        $0.interquartileMean - $1.interquartileMean
      }
      expect([difference.low, difference.high], pair.interquartileMeanDifference, pair.name)
    }
  }

  /// rliable has agreed on them, where the fixture was made.
  @Test func performanceProfilesEqualSciPy() throws {
    #expect(reference.profiles.count == 4)
    for profile in reference.profiles {
      let found = try PerformanceProfile(profile.values, at: profile.thresholds)
      expect(found.shares.map(\.value), profile.shares, profile.name)
      expect(
        found.shares.flatMap { [$0.low, $0.high] }, profile.intervals.flatMap(\.self), profile.name)
    }
  }

  @Test func sharesEqualSciPy() {
    #expect(reference.shares.count == 8)
    for share in reference.shares {
      let found = Estimate.wilson(successes: share.successes, of: share.trials)
      #expect(found.value == Double(share.successes) / Double(share.trials))
      expect([found.low, found.high], [share.low, share.high], "\(share)")
    }
  }

  @Test func orderDoesNotMatter() throws {
    var x = try #require(reference.samples.last).values
    let estimate = try Estimate.bootstrap(x, resamples: 100, \.mean)
    var generator = PCG64(seed: 3)
    generator.shuffle(&x)
    #expect(try Estimate.bootstrap(x, resamples: 100, \.mean) == estimate)
  }

  @Test func oneNumberHasAnIntervalOfNoWidth() throws {
    let expected = Estimate(value: 0.1, low: 0.1, high: 0.1)
    for count in [1, 3, 10] {
      let x = Array(repeating: 0.1, count: count)
      #expect(try Estimate.bootstrap(x, \.mean) == expected)
      #expect(try Estimate.bootstrap(x, \.interquartileMean) == expected)
      #expect(try Estimate.bootstrap(x, \.median) == expected)
    }
    let even = Estimate(value: 0.5, low: 0.5, high: 0.5)
    #expect(try Estimate.probabilityOfImprovement([1], over: [1]) == even)
    let better = Estimate(value: 1, low: 1, high: 1)
    #expect(try Estimate.probabilityOfImprovement([2], over: [1]) == better)
  }

  @Test func notANumberIsPassedOn() {
    // In the middle and at an end, where trimming could hide it.
    for x in [[1, .nan, 2, 3], [.nan, 1, 2, 3], [1, 2, 3, .nan]] as [[Double]] {
      #expect(x.mean.isNaN)
      #expect(x.median.isNaN)
      #expect(x.interquartileMean.isNaN)
    }
    #expect([-.infinity, 1, 2, 3].interquartileMean == 1.5)
  }

  @Test func refusals() {
    let empty = #expect(throws: SampleError.self) { try Estimate.bootstrap([], \.mean) }
    #expect(empty?.description == "there is no number to summarise; at least 1 is needed")
    let infinite = #expect(throws: SampleError.self) {
      try Estimate.bootstrap([1, -.infinity], \.mean)
    }
    #expect(
      infinite?.description
        == "number 2 is -inf, which has no place in an average; every one must be a finite number")
    let second = #expect(throws: SampleError.self) {
      try Estimate.probabilityOfImprovement([1], over: [])
    }
    #expect(second?.quantity == "number of the second group")
    #expect(second?.problem == .empty)
  }

  @Test func emptyListsStop() async {
    for (index, name) in ["mean", "interquartileMean", "percentile"].enumerated() {
      let result = await #expect(
        processExitsWith: .failure, observing: [\.standardErrorContent]
      ) { [index = index as Int] in
        let none: [Double] = []
        switch index {
        case 0: _ = none.mean
        case 1: _ = none.interquartileMean
        default: _ = none.percentile(50)
        }
      }
      let message = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
      #expect(message.contains("\(name): there are no numbers"))
    }
  }
}
