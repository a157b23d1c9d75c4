import Environments
import RLRandom

extension Benchmark {
  /// CartPole with random actions and automatic resets, alone and in vectors.
  static var environments: [Benchmark] {
    [cartPole, cartPoleVector(64), cartPoleVector(1024), cartPoleWorld(64)]
  }

  private static var cartPole: Benchmark {
    Benchmark(name: "cartpole-single", unit: .stepsPerSecond, work: 1) {
      var walk = RandomWalk()
      return { keep(walk.run($0)) }
    }
  }

  private static func cartPoleVector(_ count: Int) -> Benchmark {
    Benchmark(
      name: "cartpole-vector-\(count)", unit: .stepsPerSecond, work: Double(count)
    ) {
      var walk = VectorWalk(count: count)
      return { keep(walk.run($0)) }
    }
  }
}

extension Benchmark {
  /// The same as agents act in it, without a log: what a world adds to a vector.
  private static func cartPoleWorld(_ count: Int) -> Benchmark {
    Benchmark(name: "cartpole-world-\(count)", unit: .stepsPerSecond, work: Double(count)) {
      var walk = WorldWalk(count: count)
      return { keep(walk.run($0)) }
    }
  }
}

/// A world of CartPoles under random actions.
private struct WorldWalk {
  var world: World
  var policy = PCG64(seed: 2)
  var actions: [Int]

  init(count: Int) {
    guard let world = try? World(TimeLimit(CartPole(), limit: 500), count: count, seed: 1) else {
      fatalError("CartPole's spaces are those of worlds")
    }
    self.world = world
    actions = Array(repeating: 0, count: count)
  }

  /// Takes `repetitions` steps in each environment. Returns the latest rewards.
  mutating func run(_ repetitions: Int) -> [Double] {
    for _ in 0..<repetitions {
      for index in actions.indices { actions[index] = policy.integer(below: 2) }
      world.step(.discrete(actions))
    }
    return world.transitions.rewards
  }
}

/// CartPole under random actions.
private struct RandomWalk {
  var environment = TimeLimit(CartPole(), limit: 500)
  var generator = PCG64(seed: 1)
  var policy = PCG64(seed: 2)

  init() { environment.reset(using: &generator) }

  /// Returns the sum of the rewards.
  mutating func run(_ steps: Int) -> Double {
    var sum = 0.0
    for _ in 0..<steps {
      let step = environment.step(policy.integer(below: 2), using: &generator)
      sum += step.reward
      if step.isDone { environment.reset(using: &generator) }
    }
    return sum
  }
}

/// CartPoles side by side under random actions, with the memory that their steps are written into.
private struct VectorWalk {
  var vector: VectorEnvironment<TimeLimit<CartPole>>
  var policy = PCG64(seed: 2)
  var actions: [Int]
  var observations: [Float]
  var rewards: [Double]
  var terminated: [Bool]
  var truncated: [Bool]

  init(count: Int) {
    vector = VectorEnvironment(TimeLimit(CartPole(), limit: 500), count: count, seed: 1)
    actions = Array(repeating: 0, count: count)
    observations = Array(repeating: 0, count: count * vector.observationScalars)
    rewards = Array(repeating: 0, count: count)
    terminated = Array(repeating: false, count: count)
    truncated = terminated
    vector.reset(observations: &observations)
  }

  /// Takes `repetitions` steps in each environment. Returns the latest rewards.
  mutating func run(_ repetitions: Int) -> [Double] {
    for _ in 0..<repetitions {
      for index in actions.indices { actions[index] = policy.integer(below: 2) }
      vector.step(
        actions, observations: &observations, rewards: &rewards, terminated: &terminated,
        truncated: &truncated)
    }
    return rewards
  }
}
