import Environments
import RLRandom
import RLState
import TestSupport
import Testing

/// The same episodes as Gymnasium 1.4.0, bit for bit.
@Suite struct ClassicControlTests {
  let file: ClassicControlRecording

  init() throws { file = try Fixture.load("classiccontrol", as: ClassicControlRecording.self) }

  /// Calls `body` with each recorded case and its environment.
  private func forEachCase(
    _ body: (ClassicControlRecording.Case, any Followed, _ limit: Int) throws -> Void
  ) rethrows {
    for recorded in file.cases {
      switch recorded.id {
      case "Acrobot-v1": try body(recorded, Acrobot(recorded.variant), 500)
      case "MountainCar-v0": try body(recorded, MountainCar(recorded.variant), 200)
      case "MountainCarContinuous-v0":
        try body(recorded, MountainCarContinuous(recorded.variant), 999)
      case "Pendulum-v1": try body(recorded, Pendulum(recorded.variant), 200)
      default: Issue.record("\(recorded.id) is not known")
      }
    }
  }

  @Test func episodesEqualGymnasium() {
    var terminations: [String: Int] = [:]
    forEachCase { recorded, environment, limit in
      func play<Base: Followed>(_ base: Base) {
        var environment = TimeLimit(base, limit: limit)
        var generator = PCG64(seed: 0)
        var actions = PCG64(seed: 0)
        var seed: UInt64?
        for episode in recorded.episodes {
          if episode.seed != seed {
            generator = PCG64(seed: episode.seed)
            actions = PCG64(seed: episode.seed + 100)
            seed = episode.seed
          }
          environment.reset(using: &generator)
          var hash = SHA256()
          var current = observation(environment)
          hash.update(current.span)
          var step = Step(reward: 0, terminated: false)
          var steps = 0
          while !step.isDone {
            let action = base.action(recorded.policy, &actions, current, seed: episode.seed)
            step = environment.step(action, using: &generator)
            current = observation(environment)
            hash.update(current.span)
            hash.update(step.reward.bitPattern)
            hash.update(UInt8(flag(step))!)
            steps += 1
          }
          let name = "\(recorded.id), \(recorded.policy) \(recorded.variant), seed \(episode.seed)"
          #expect(steps == episode.steps && flag(step) == "\(episode.flag)", "\(name)")
          #expect(hash.hexDigest == episode.hash, "\(name)")
          terminations[recorded.id, default: 0] += step.terminated ? 1 : 0
        }
      }
      play(environment)
    }
    #expect(terminations.filter { $0.value > 0 }.count == 3, "all but the pendulum have an end")
    for id in terminations.keys {
      let plain = file.cases.filter { $0.id == id }.map(\.episodes).first
      #expect(Set(plain?.map(\.seed) ?? []).count == 20)
    }
  }

  /// With the state set to the recorded one before each step, so that a difference is told where it is.
  @Test func eachStepEqualsGymnasium() {
    forEachCase { recorded, environment, _ in
      func follow<Base: Followed>(_ base: Base) {
        var environment = base
        var generator = PCG64(seed: recorded.episodes[0].seed)
        environment.reset(using: &generator)
        let actions = floats(bits: recorded.first.actions)
        let count = actions.count
        #expect(count == min(60, recorded.episodes[0].steps))
        let width = environment.observationSpace.count
        let observations = floats(bits: recorded.first.observations)
        let states = doubles(bits: recorded.first.states)
        let rewards = doubles(bits: recorded.first.rewards)
        #expect(observations.count == width * (count + 1) && rewards.count == count)
        for index in 0...count {
          let name = "\(recorded.id), \(recorded.policy), after \(index) steps"
          let row = observations[width * index..<width * (index + 1)]
          #expect(observation(environment) == Array(row), "\(name)")
          guard index < count else { break }
          let numbers = states.count / (count + 1)
          environment.follow(Array(states[numbers * index..<numbers * (index + 1)]))
          let step = environment.step(base.action(actions[index]), using: &generator)
          #expect(step.reward == rewards[index], "\(name)")
        }
      }
      follow(environment)
    }
  }

  /// However fast it turns, its angles come back to ±π in a moment.
  @Test(arguments: [1e4, 1e9, 1e20]) func acrobotDoesNotTurnForEver(_ torque: Double) {
    var acrobot = Acrobot(torque: torque)
    var generator = PCG64(seed: 1)
    acrobot.reset(using: &generator)
    for step in 0..<20 { _ = acrobot.step(step % 3, using: &generator) }
    #expect(abs(acrobot.state.angle1) <= .pi && abs(acrobot.state.angle2) <= .pi)
  }

  /// Acrobot's first observation; the C library takes no part in it.
  @Test func sineAndCosineOfFloatsAreNumPys() {
    var generator = PCG64(seed: 3)
    var hash = SHA256()
    for bound in [0.1, 1, 4, 100, 70000] {
      var angles: [Float] = []
      for _ in 0..<5000 { angles.append(Float(generator.uniform(-bound, bound))) }
      var sines: [Float] = []
      var cosines: [Float] = []
      var acrobot = Acrobot()
      for angle in angles {
        acrobot.state.angle1 = Double(angle)
        let observed = observation(acrobot)
        cosines.append(observed[0])
        sines.append(observed[1])
      }
      hash.update(sines.span)
      hash.update(cosines.span)
    }
    #expect(hash.hexDigest == file.sines)
  }

  @Test func spacesAreGymnasiums() {
    #expect(
      Acrobot().observationSpace.high == [1, 1, 1, 1, 12.566_371, 28.274_334]
        && Acrobot().actionSpace.n == 3)
    let car = Box(shape: [2], low: [-1.2, -0.07], high: [0.6, 0.07])
    #expect(MountainCar().observationSpace == car && MountainCar().actionSpace.n == 3)
    #expect(MountainCarContinuous().observationSpace == car)
    #expect(MountainCarContinuous().actionSpace == Box(count: 1, low: -1, high: 1))
    #expect(Pendulum().observationSpace == Box(shape: [3], low: [-1, -1, -8], high: [1, 1, 8]))
    #expect(Pendulum().actionSpace == Box(count: 1, low: -2, high: 2))
  }

  /// A state that was written down in the middle of an episode goes on in the same way.
  @Test func aStateIsWholeInACheckpoint() throws {
    try forEachCase { recorded, environment, limit in
      func fork<Base: Followed>(_ base: Base) throws {
        for steps in [0, 1, 17] {
          var original = TimeLimit(base, limit: limit)
          var generator = PCG64(seed: 5)
          var actions = PCG64(seed: 6)
          original.reset(using: &generator)
          for _ in 0..<steps {
            let action = base.action(recorded.policy, &actions, observation(original), seed: 2)
            _ = original.step(action, using: &generator)
          }
          var copy = TimeLimit(base, limit: limit)
          try copy.loadState(original.stateEntries)
          var copiedGenerator = generator
          #expect(bits(observation(copy)) == bits(observation(original)))
          for _ in 0..<20 {
            let action = base.action(recorded.policy, &actions, observation(original), seed: 2)
            #expect(
              copy.step(action, using: &copiedGenerator)
                == original.step(action, using: &generator))
            #expect(bits(observation(copy)) == bits(observation(original)))
          }
        }
      }
      try fork(environment)
    }
  }
}
