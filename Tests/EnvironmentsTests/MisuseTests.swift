import Environments
import RLRandom
import Testing

/// A programmer's mistake stops with the values in the message.
@Suite struct MisuseTests {
  func message(_ result: ExitTest.Result?) -> String {
    String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
  }

  @Test func emptyDiscreteSpace() async {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      _ = Discrete(0)
    }
    #expect(message(result).contains("Discrete(0): the number of elements must be in 1 ..."))
  }

  @Test func boundsOfABox() async {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      _ = Box(shape: [2], low: [0, 3], high: [1, 2])
    }
    #expect(message(result).contains("low[1] = 3.0 is above high[1] = 2.0"))
  }

  @Test func rowsThatDoNotFitAVector() async {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      var vector = VectorEnvironment(CartPole(), count: 3, seed: 1)
      var observations = [Float](repeating: 0, count: 11)
      var span = observations.mutableSpan
      vector.reset(observations: &span)
    }
    #expect(message(result).contains("observations has 11 elements; 3 environments need 3 × 4"))
  }

  @Test func stepAfterTheEndWithoutAutoreset() async {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      var vector = VectorEnvironment(
        TimeLimit(CartPole(), limit: 1), count: 1, seed: 1, autoreset: .disabled)
      var observations = [Float](repeating: 0, count: 4)
      var rewards = [0.0]
      var terminated = [false]
      var truncated = [false]
      var observationSpan = observations.mutableSpan
      var rewardSpan = rewards.mutableSpan
      var terminatedSpan = terminated.mutableSpan
      var truncatedSpan = truncated.mutableSpan
      vector.reset(observations: &observationSpan)
      for _ in 0..<2 {
        vector.step(
          [0].span, observations: &observationSpan, rewards: &rewardSpan,
          terminated: &terminatedSpan, truncated: &truncatedSpan)
      }
    }
    #expect(message(result).contains("reset(where:observations:) must come before the next step"))
  }

  @Test func tableWhoseProbabilitiesDoNotAddUp() async {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      _ = TransitionTable(initialDistribution: [1], actionCount: 1) { _, _ in
        [.init(probability: 0.5, nextState: 0, reward: 0, terminated: true)]
      }
    }
    #expect(message(result).contains("action 0 in state 0 add up to 0.5, not to 1"))
  }
}
