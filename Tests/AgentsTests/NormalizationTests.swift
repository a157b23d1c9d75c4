import Agents
import Environments
import RLRandom
import RLState
import TestSupport
import Testing

/// Running statistics of observations and of returns.
struct NormalizationTests {
  @Test func knownBatches() {
    var statistics = RunningStatistics(width: 1)
    statistics.update([1, 2, 3].span as Span<Float>)
    #expect(abs(statistics.mean[0] - 1.9999333355554814) < 1e-15)
    #expect(abs(statistics.variance[0] - 0.6668111018523086) < 1e-15)
    statistics.update([10, -4].span as Span<Double>)
    #expect(abs(statistics.mean[0] - 2.399952000959981) < 1e-15)
    #expect(abs(statistics.variance[0] - 20.239730403087986) < 1e-14)
    #expect(abs(statistics.count - 5.0001) < 1e-15)
  }

  @Test func statisticsAreThoseOfTheLibrary() throws {
    let batches = try BuildingBlocks.load().statistics
    var statistics = RunningStatistics(width: 3)
    for batch in batches {
      let rows = batch.rows.map(Float.init)
      statistics.update(rows.span)
      #expect(relativeError(statistics.mean, batch.mean) < 1e-14)
      #expect(relativeError(statistics.variance, batch.variance) < 1e-13)
      #expect(abs(statistics.count - batch.count) < 1e-12)
      let normalized = statistics.normalized(rows).map(Double.init)
      #expect(relativeError(normalized, batch.normalized) < 1e-7)
    }
    #expect(try restored(statistics, into: RunningStatistics(width: 3)) == statistics)
    let before = statistics
    statistics.update([Float]().span)
    #expect(statistics == before)
  }

  @Test func numbersFarOffAreClippedAndNaNStays() {
    let statistics = RunningStatistics(width: 2, bound: 5)
    let normalized = statistics.normalized([4, -7, 1e30, -.infinity, .nan, 5])
    #expect(abs(normalized[0] - 4) < 1e-6)
    #expect(Array(normalized[1...3]) == [-5, 5, -5])
    #expect(normalized[4].isNaN)
  }

  @Test func rewardsAreThoseOfTheLibrary() throws {
    let test = try BuildingBlocks.load().rewards
    let fresh = ReturnNormalization(environments: 2, discount: test.discount)
    var normalization = fresh
    var found: [Double] = []
    for first in stride(from: 0, to: test.rewards.count, by: 2) {
      let rewards = Array(test.rewards[first..<first + 2])
      normalization.update(rewards, ended: Array(test.ended[first..<first + 2]))
      found += rewards.map(normalization.normalized)
      // From any step on, what was written down goes on as the original.
      normalization = try restored(normalization, into: fresh)
    }
    #expect(relativeError(found, test.normalized) < 1e-13)
  }

  /// Rewards of 1 and γ = ½, cut off after three steps: 1.75 goes on to 1.875, or starts again at 1.
  @Test(arguments: [(false, 1.875), (true, 1)]) func returnsGoOnAtTimeLimitsUnlessTheyAreValued(
    _ bootstrap: Bool, _ expected: Double
  ) throws {
    var configuration = PPO.Configuration()
    configuration.rollout.environments = 1
    configuration.rollout.normalizeRewards = true
    configuration.rollout.truncationBootstrap = bootstrap
    configuration.network.hidden = [2]
    configuration.discount = 0.5
    var running = try Running<PPO>(
      TimeLimit(Clock(isSeen: false), limit: 3), configuration, seed: 1)
    running.run(to: 4)
    let returns = running.agent.stateEntries.filter { $0.name.hasSuffix("rewards.returns") }
    #expect(returns.map(\.values) == [.float64([expected])])
  }

  /// A return that ends starts again in either way.
  @Test(arguments: [false, true]) func returnsEndWithEpisodes(_ bootstrap: Bool) throws {
    var configuration = PPO.Configuration()
    configuration.rollout.environments = 1
    configuration.rollout.normalizeRewards = true
    configuration.rollout.truncationBootstrap = bootstrap
    configuration.network.hidden = [2]
    var running = try Running<PPO>(ContinuousIdentity(), configuration, seed: 1)
    running.run(to: 8)
    let returns = running.agent.stateEntries.filter { $0.name.hasSuffix("rewards.returns") }
    #expect(returns.map(\.values) == [.float64([0])])
  }

  @Test func damagedStatisticsAreRefused() {
    for (position, value) in [(1, -1.0), (1, .nan), (2, 0)] {
      var entries = RunningStatistics(width: 1).stateEntries
      let entry = entries[position]
      entries[position] = StateEntry(
        name: entry.name, shape: entry.shape, values: .float64([value]))
      #expect(throws: StateError.self) {
        var statistics = RunningStatistics(width: 1)
        try statistics.loadState(entries)
      }
    }
  }

  @Test func rowsThatAreNotWholeStop() async {
    expectStop(
      saying: "5 numbers are no rows of 3 columns",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        var statistics = RunningStatistics(width: 3)
        statistics.update([1, 2, 3, 4, 5].span as Span<Float>)
      })
    expectStop(
      saying: "1 rewards and 2 ends do not fit 2 environments",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        var normalization = ReturnNormalization(environments: 2, discount: 0.9)
        normalization.update([1], ended: [false, false])
      })
  }
}
