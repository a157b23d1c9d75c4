import Environments
import RLRandom
import TestSupport
import Testing

/// The same trajectories as Gymnasium 1.4.0, bit for bit.
@Suite struct CartPoleTests {
  struct File: Decodable {
    var rewards: [Double]
    var cases: [Case]
    var beyond: [Episode]
    var actionSamples: String
  }
  struct Case: Decodable {
    var id: String
    var suttonBarto: Bool
    var episodes: [Episode]
    var long: [LongEpisode]
    var limit: Int { id == "CartPole-v0" ? 200 : 500 }
  }
  struct Episode: Decodable {
    var seed: UInt64
    var episode: Int?
    var suttonBarto: Bool?
    var actions, observations, rewards, flags: String
  }
  struct LongEpisode: Decodable {
    var seed: UInt64
    var actions, hash, last, lastFlag: String
  }
  struct Trajectory {
    var observations = ""
    var rewards = ""
    var flags = ""
  }

  let file: File

  init() throws { file = try Fixture.load("cartpole", as: File.self) }

  /// Takes the recorded actions; the environment was reset before.
  func follow<Base: Environment>(
    _ actions: String, _ environment: inout Base, _ generator: inout PCG64
  ) -> Trajectory where Base.ObservationSpace == Box, Base.ActionSpace == Discrete {
    var trajectory = Trajectory(observations: bits(observation(environment)))
    for action in digits(actions) {
      let step = environment.step(action, using: &generator)
      trajectory.observations += bits(observation(environment))
      trajectory.rewards += "\(file.rewards.firstIndex(of: step.reward) ?? 9)"
      trajectory.flags += flag(step)
    }
    return trajectory
  }

  @Test func episodesEqualGymnasium() {
    for recorded in file.cases {
      var environment = TimeLimit(
        CartPole(suttonBartoReward: recorded.suttonBarto), limit: recorded.limit)
      var generator = PCG64(seed: 0)
      var actions = PCG64(seed: 0)
      #expect(Set(recorded.episodes.map(\.seed)).count >= 20)
      for episode in recorded.episodes {
        if episode.episode == 0 {
          generator = PCG64(seed: episode.seed)
          actions = PCG64(seed: episode.seed + 100)
        }
        environment.reset(using: &generator)
        let sampled = digits(episode.actions).map { _ in
          environment.actionSpace.sample(using: &actions)
        }
        #expect(sampled == digits(episode.actions))
        let found = follow(episode.actions, &environment, &generator)
        let name = "\(recorded.id), seed \(episode.seed), episode \(episode.episode ?? 0)"
        #expect(found.observations == episode.observations, "\(name)")
        #expect(found.rewards == episode.rewards, "\(name)")
        #expect(found.flags == episode.flags, "\(name)")
      }
    }
  }

  @Test func longEpisodesEqualGymnasium() {
    for recorded in file.cases {
      var truncations = 0
      for episode in recorded.long {
        var environment = TimeLimit(
          CartPole(suttonBartoReward: recorded.suttonBarto), limit: recorded.limit)
        var generator = PCG64(seed: episode.seed)
        environment.reset(using: &generator)
        let found = follow(episode.actions, &environment, &generator)
        #expect(found.observations.suffix(32) == episode.last)
        #expect(found.flags.suffix(1) == episode.lastFlag)
        #expect(fnv(found.observations + found.rewards + found.flags) == episode.hash)
        truncations += episode.lastFlag == "2" ? 1 : 0
      }
      #expect(truncations > 0, "the recorded policy should reach the time limit of \(recorded.id)")
    }
  }

  @Test func stepsAfterTheEndEqualGymnasium() {
    for episode in file.beyond {
      var environment = CartPole(
        suttonBartoReward: episode.suttonBarto ?? false, resetBounds: -0.2...0.1)
      var generator = PCG64(seed: episode.seed)
      environment.reset(using: &generator)
      let found = follow(episode.actions, &environment, &generator)
      #expect(found.observations == episode.observations)
      #expect(found.rewards == episode.rewards)
      #expect(found.flags == episode.flags)
    }
  }

  @Test func actionSpaceSamplesAsGymnasium() {
    var generator = PCG64(seed: 1)
    let space = CartPole().actionSpace
    let samples = digits(file.actionSamples).map { _ in space.sample(using: &generator) }
    #expect(samples == digits(file.actionSamples))
    #expect(samples.prefix(16) == [0, 1, 1, 1, 0, 0, 1, 1, 0, 0, 1, 0, 0, 1, 0, 0])
  }

  @Test func resetStateOfSeed42() {
    var generator = PCG64(seed: 42)
    var environment = CartPole()
    environment.reset(using: &generator)
    #expect(
      environment.state
        == CartPole.State(
          position: 0.027395604855596334, velocity: -0.006112156024794771,
          angle: 0.03585979199113824, angularVelocity: 0.019736802905936393))
  }

  @Test func terminatedAndTruncatedCanBothBeTrue() {
    var generator = PCG64(seed: 1)
    var environment = TimeLimit(CartPole(), limit: 1)
    environment.reset(using: &generator)
    environment.base.state.position = 2.5
    let step = environment.step(1, using: &generator)
    #expect(step == Step(reward: 1, terminated: true, truncated: true))
    environment.reset(using: &generator)
    #expect(environment.elapsed == 0)
  }

  @Test func observationSpaceHasGymnasiumsBounds() {
    let space = CartPole().observationSpace
    #expect(space.high == [4.8, .infinity, 0.41887903, .infinity])
    #expect(space.low == space.high.map(-))
    #expect(space.contains([4.8, 1e30, -0.4188, -1e30]))
    #expect(!space.contains([4.9, 0, 0, 0]))
  }
}
