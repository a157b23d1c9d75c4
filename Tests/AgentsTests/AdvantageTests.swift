import Agents
import RLRandom
import TestSupport
import Testing

struct AdvantageTests {
  private let values = [0.5, 0.6, 0.7, 0.8]
  private let ended = [false, true, false, false]

  /// γ = 0.99, λ = 0.95; an episode ends with the second step.
  @Test func advantagesOfAKnownRollout() {
    func advantages(_ rewards: [Double]) -> [Double] {
      generalizedAdvantages(
        rewards: rewards, values: values, ended: ended, lastValues: [0.9], discount: 0.99,
        lambda: 0.95)
    }
    let terminated = advantages([1, 2, 3, 4])
    #expect(relativeError(terminated, [2.4107, 1.4, 6.9395855, 4.091]) < 1e-14)
    let normalized = [-0.53656864187, -0.953851657347, 1.333251283122, 0.157169016095]
    #expect(relativeError(normalizedAdvantages(terminated), normalized) < 1e-11)

    var rewards = [1.0, 2, 3, 4]
    bootstrap(&rewards, at: [1], finalValues: [0.65], discount: 0.99)
    let truncated = [3.01591175, 2.0435, 6.9395855, 4.091]
    #expect(relativeError(advantages(rewards), truncated) < 1e-14)
  }

  @Test func advantagesAreThoseOfTheLibraries() throws {
    let test = try BuildingBlocks.load().advantages
    let found = generalizedAdvantages(
      rewards: test.rewards, values: test.values, ended: test.ended, lastValues: test.lastValues,
      discount: test.discount, lambda: test.lambda)
    #expect(relativeError(found, test.advantages) < 1e-14)
    #expect(relativeError(normalizedAdvantages(found), test.normalized) < 1e-13)
    let returns = zip(found, test.values).map { $0 + $1 }
    let explained = try #require(explainedVariance(values: test.values, returns: returns))
    #expect(abs(explained - test.explainedVariance) < 1e-13)
    let divergence = ApproximateDivergence(logRatios: test.logRatios)
    #expect(abs(divergence.plain - test.plain) < 1e-15)
    #expect(abs(divergence.nonnegative - test.nonnegative) < 1e-15)
  }

  /// A problem of one state with the reward 1, cut off after 5 steps, γ = 0.9: its value is 10, and
  /// with it no step has an advantage. Treated as termination, the first step would be worth 4.0951.
  @Test func aTruncatedEpisodeHasAFuture() {
    func returns(bootstrapped: Bool) -> [Double] {
      var rewards = Array(repeating: 1.0, count: 5)
      if bootstrapped { bootstrap(&rewards, at: [4], finalValues: [10], discount: 0.9) }
      let values = Array(repeating: bootstrapped ? 10.0 : 0, count: 5)
      let advantages = generalizedAdvantages(
        rewards: rewards, values: values, ended: [false, false, false, false, true],
        lastValues: [-50], discount: 0.9, lambda: 1)
      return zip(advantages, values).map { $0 + $1 }
    }
    #expect(relativeError(returns(bootstrapped: true), Array(repeating: 10, count: 5)) < 1e-14)
    #expect(abs(returns(bootstrapped: false)[0] - 4.0951) < 1e-14)
  }

  @Test func advantagesOfOneAndOfEqualStepsStayFinite() {
    #expect(normalizedAdvantages([]) == [])
    #expect(normalizedAdvantages([3]) == [3])
    #expect(normalizedAdvantages([3, 3]) == [0, 0])
  }

  @Test func minibatchesAreAllOfAnOrder() {
    var generator = PCG64(seed: 1)
    for (count, size, sizes) in [(10, 4, [4, 4, 2]), (8, 4, [4, 4]), (3, 5, [3]), (0, 5, [])] {
      let order = generator.permutation(count)
      let parts = minibatches(of: order, size: size)
      #expect(parts.map(\.count) == sizes)
      #expect(parts.flatMap { $0 } == order)
    }
  }

  @Test func explainedVarianceHasItsLandmarks() {
    let returns = [1.0, 2, 4, 9]
    #expect(explainedVariance(values: returns, returns: returns) == 1)
    #expect(explainedVariance(values: [7, 7, 7, 7], returns: returns) == 0)
    #expect(explainedVariance(values: returns.map { -$0 }, returns: returns) == -3)
    #expect(explainedVariance(values: returns, returns: [2, 2, 2, 2]) == nil)
  }

  @Test func divergencesOfKnownRatios() {
    let found = ApproximateDivergence(logRatios: [0.1, -0.2])
    #expect(abs(found.plain - 0.05) < 1e-16)
    #expect(abs(found.nonnegative - 0.01195083557681477) < 1e-15)
    let single = ApproximateDivergence(logRatios: [0.1, -0.2] as [Float])
    #expect(abs(single.nonnegative - found.nonnegative) < 1e-8)
    #expect(ApproximateDivergence(logRatios: [-1e9]).nonnegative == 1e9 - 1)
    #expect(ApproximateDivergence(logRatios: [1e9]).nonnegative == .infinity)
    #expect(ApproximateDivergence(logRatios: [0, .nan]).nonnegative.isNaN)
    #expect(ApproximateDivergence(logRatios: [Double]()).plain.isNaN)
  }

  @Test func arraysThatDoNotFitStop() async {
    expectStop(
      saying: "4 rewards, 4 values and 3 ends do not fit last values of 2 environments",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        _ = generalizedAdvantages(
          rewards: [1, 1, 1, 1], values: [1, 1, 1, 1], ended: [false, false, false],
          lastValues: [0, 0], discount: 1, lambda: 1)
      })
    expectStop(
      saying: "a minibatch has at least 1 transition, not 0",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        _ = minibatches(of: [0, 1], size: 0)
      })
  }
}
