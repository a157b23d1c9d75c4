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

  @Test func tableWithANegativeProbability() async {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      _ = TransitionTable(initialDistribution: [1], actionCount: 1) { _, _ in
        [1.5, -0.5].map { .init(probability: $0, nextState: 0, reward: 0, terminated: true) }
      }
    }
    #expect(
      message(result).contains("probability 1 of the outcomes of action 0 in state 0 is -0.5"))
  }

  @Test func tableThatLeadsOutside() async {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      _ = TransitionTable(initialDistribution: [1, 0], actionCount: 1) { _, _ in
        [.init(probability: 1, nextState: 2, reward: 0, terminated: false)]
      }
    }
    #expect(message(result).contains("action 0 in state 0 leads to state 2; there are 2 states"))
  }

  @Test func stateOutsideATable() async {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      _ = FrozenLake().table.outcomes(of: 16, action: 0)
    }
    #expect(
      message(result).contains("no action 0 in state 16; actions are 0 ... 3, states 0 ... 15"))
  }

  @Test func actionsThatCartPoleDoesNotHave() async {
    let high = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      var (pole, generator) = (CartPole(), PCG64(seed: 1))
      _ = pole.step(7, using: &generator)
    }
    #expect(message(high).contains("CartPole: there is no action 7; 0 pushes left, 1 pushes right"))
    let low = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      var (pole, generator) = (CartPole(), PCG64(seed: 1))
      _ = pole.step(-1, using: &generator)
    }
    #expect(message(low).contains("CartPole: there is no action -1"))
  }

  @Test(arguments: AutoresetMode.allCases)
  func vectorStepBeforeTheFirstReset(mode: AutoresetMode) async {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) { [mode] in
      var vector = VectorEnvironment(CartPole(), count: 2, seed: 1, autoreset: mode)
      var observations = [Float](repeating: 0, count: 8)
      var rewards = [0.0, 0]
      var terminated = [false, false]
      var truncated = terminated
      var span = observations.mutableSpan
      vector.reset(where: [true, false].span, observations: &span)
      vector.step(
        [0, 0], observations: &observations, rewards: &rewards, terminated: &terminated,
        truncated: &truncated)
    }
    #expect(message(result).contains("reset(observations:) must come before the first step"))
  }

  @Test func actionsThatClassicControlDoesNotHave() async {
    let acrobot = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      var environment = Acrobot()
      var generator = PCG64(seed: 0)
      _ = environment.step(3, using: &generator)
    }
    #expect(message(acrobot).contains("Acrobot: there is no action 3; 0, 1 and 2 are a torque"))
    let car = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      var environment = MountainCar()
      var generator = PCG64(seed: 0)
      _ = environment.step(-1, using: &generator)
    }
    #expect(message(car).contains("MountainCar: there is no action -1; 0 pushes left"))
    let continuous = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      var environment = MountainCarContinuous()
      var generator = PCG64(seed: 0)
      _ = environment.step([], using: &generator)
    }
    #expect(
      message(continuous).contains("MountainCarContinuous: an action is 1 number, got 0: []"))
    let pendulum = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      var environment = Pendulum()
      var generator = PCG64(seed: 0)
      _ = environment.step([1, 2], using: &generator)
    }
    #expect(message(pendulum).contains("Pendulum: an action is 1 number, got 2: [1.0, 2.0]"))
  }

  @Test func tilesThatAreNoMap() async {
    let ragged = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      _ = TileGrid([[.init(.floor)], []], agent: nil)
    }
    #expect(message(ragged).contains("TileGrid: rows of [1, 0] tiles"))
    let outside = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      _ = TileGrid([[.init(.floor)]], agent: 1)
    }
    #expect(message(outside).contains("the agent is in row 1, column 0 of 1 × 1 tiles"))
  }

  @Test func bytesThatAreNoImage() async {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      _ = DepictedImage(width: 2, height: 1, channels: 3, [0, 0, 0])
    }
    #expect(message(result).contains("DepictedImage: 3 bytes for [1, 2, 3]"))
  }

  @Test func planeWithoutExtent() async {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      _ = PhasePlane.Axis("height", in: 0...(.infinity))
    }
    #expect(message(result).contains("PhasePlane: height is in 0.0...inf"))
  }
}
