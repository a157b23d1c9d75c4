import RLRuns
import Testing

@Suite struct GroupSummaryTests {
  let outcomes = [
    SeedOutcome(score: 500, reached: .init(steps: 9_000, seconds: 0.5)),
    SeedOutcome(score: 475, reached: .init(steps: 20_000, seconds: 2)),
    SeedOutcome(score: 20),
    // It reached the threshold, and lost it again.
    SeedOutcome(score: 400, reached: .init(steps: 10_000, seconds: 1)),
    SeedOutcome(score: 490, reached: .init(steps: 13_000, seconds: 1.5)),
  ]

  @Test func numbers() throws {
    let summary = try GroupSummary(outcomes, threshold: 475)
    let returns = outcomes.map(\.score)
    #expect(summary.seeds == 5)
    #expect(summary.mean == (try .bootstrap(returns, \.mean)))
    #expect(summary.interquartileMean == (try .bootstrap(returns, \.interquartileMean)))
    #expect(summary.mean.value == 377)
    #expect(summary.interquartileMean.value == 455)
    #expect((summary.min, summary.median, summary.max) == (20, 475, 500))
    #expect(summary.solved?.seeds == 3)
    #expect(summary.solved?.share == .wilson(successes: 3, of: 5))
    #expect(summary.reached?.seeds == 4)
    #expect(summary.reached?.medianSteps == 11_500)
    #expect(summary.reached?.stepsInterval == nil, "one seed never got there")
    #expect(summary.reached?.medianSeconds == 1.25)
  }

  /// Only where all seeds got there is the interval not that of the lucky ones.
  @Test func stepsHaveAnIntervalWhereAllReachedTheThreshold() throws {
    let reaching = outcomes.filter { $0.reached != nil }
    let summary = try GroupSummary(reaching, threshold: 475)
    let expected = try Estimate.bootstrap([9_000, 20_000, 10_000, 13_000], \.median)
    #expect(summary.reached?.stepsInterval == expected)
    #expect(expected.value == 11_500 && expected.low < 10_000 && expected.high > 13_000)
    let failed = try GroupSummary(reaching, failures: 1, threshold: 475)
    #expect(try #require(failed.reached).stepsInterval == nil)
    let single = try GroupSummary(Array(reaching.prefix(1)), threshold: 475)
    #expect(try #require(single.reached).stepsInterval == nil)
  }

  @Test func orderDoesNotMatter() throws {
    #expect(
      try GroupSummary(outcomes.reversed(), threshold: 475)
        == GroupSummary(outcomes, threshold: 475))
  }

  /// A seed that failed has no return, but it is not solved either.
  @Test func failuresCount() throws {
    let summary = try GroupSummary(outcomes, failures: 3, threshold: 475)
    #expect((summary.seeds, summary.failures) == (8, 3))
    #expect(summary.mean == (try GroupSummary(outcomes, threshold: 475).mean))
    #expect(summary.solved?.seeds == 3)
    #expect(summary.solved?.share == .wilson(successes: 3, of: 8))
    #expect(summary.reached?.seeds == 4)
    #expect(try compactJSON(summary).contains(#""failed":3,"#))
  }

  @Test func json() throws {
    let summary = try GroupSummary(
      [SeedOutcome(score: 0.1, reached: .init(steps: 70))], threshold: 1)
    let high = Estimate.wilson(successes: 0, of: 1).high
    #expect(
      try compactJSON(summary) == """
        {"confidence":0.95,"failed":0,"iqm":{"high":0.1,"low":0.1,"value":0.1},"max":0.1,\
        "mean":{"high":0.1,"low":0.1,"value":0.1},"median":0.1,"min":0.1,\
        "reached":{"medianSeconds":null,"medianSteps":70,"seeds":1,"stepsInterval":null},"seeds":1,\
        "solved":{"seeds":0,"share":{"high":\(high),"low":0,"value":0}},"threshold":1}
        """)
    let bare = try compactJSON(GroupSummary(outcomes, threshold: nil))
    #expect(bare.hasSuffix(#""reached":null,"seeds":5,"solved":null,"threshold":null}"#))
  }

  @Test func noneReachedTheThreshold() throws {
    let summary = try GroupSummary([SeedOutcome(score: 3)], threshold: 475)
    #expect(summary.reached?.seeds == 0)
    #expect(summary.reached?.medianSteps == nil)
    #expect(summary.reached?.medianSeconds == nil)
    #expect(summary.solved?.seeds == 0)
  }

  /// A median of some of the times would look like that of all.
  @Test func oneTimeIsMissing() throws {
    var outcomes = outcomes
    outcomes[0].reached?.seconds = nil
    let summary = try GroupSummary(outcomes, threshold: 475)
    #expect(summary.reached?.medianSteps == 11_500)
    #expect(summary.reached?.medianSeconds == nil)
  }

  @Test func refusals() {
    let empty = #expect(throws: SampleError.self) { try GroupSummary([], threshold: nil) }
    #expect(empty?.description == "there is no mean return to summarise; at least 1 is needed")
    var outcomes = outcomes
    outcomes[3].reached?.seconds = .infinity
    let time = #expect(throws: SampleError.self) { try GroupSummary(outcomes, threshold: 475) }
    #expect(time?.description.hasPrefix("time in seconds 4 is inf") == true)
    outcomes[2].score = .nan
    let number = #expect(throws: SampleError.self) { try GroupSummary(outcomes, threshold: 475) }
    #expect(number?.description.hasPrefix("mean return 3 is nan") == true)
  }
}
