import Environments
import RLRandom

extension Benchmark {
  /// CartPole with random actions and automatic resets, alone and in vectors.
  static var environments: [Benchmark] { [cartPole, cartPoleVector(64), cartPoleVector(1024)] }

  private static var cartPole: Benchmark {
    Benchmark(name: "cartpole-single", unit: .stepsPerSecond, work: 1) {
      var environment = TimeLimit(CartPole(), limit: 500)
      var generator = PCG64(seed: 1)
      var policy = PCG64(seed: 2)
      environment.reset(using: &generator)
      return { repetitions in
        var sum = 0.0
        for _ in 0..<repetitions {
          let step = environment.step(policy.integer(below: 2), using: &generator)
          sum += step.reward
          if step.isDone { environment.reset(using: &generator) }
        }
        keep(sum)
      }
    }
  }

  private static func cartPoleVector(_ count: Int) -> Benchmark {
    Benchmark(
      name: "cartpole-vector-\(count)", unit: .stepsPerSecond, work: Double(count)
    ) {
      var vector = VectorEnvironment(TimeLimit(CartPole(), limit: 500), count: count, seed: 1)
      var policy = PCG64(seed: 2)
      var actions = Array(repeating: 0, count: count)
      var memory = VectorMemory(count: count, width: vector.observationScalars)
      var observations = memory.observations.mutableSpan
      vector.reset(observations: &observations)
      return { repetitions in
        for _ in 0..<repetitions {
          for index in 0..<count { actions[index] = policy.integer(below: 2) }
          memory.step(&vector, actions)
        }
        keep(memory.rewards)
      }
    }
  }
}

/// What the steps of a vector are written into.
private struct VectorMemory {
  var observations: [Float]
  var rewards: [Double]
  var terminated: [Bool]
  var truncated: [Bool]

  init(count: Int, width: Int) {
    observations = Array(repeating: 0, count: count * width)
    rewards = Array(repeating: 0, count: count)
    terminated = Array(repeating: false, count: count)
    truncated = terminated
  }

  mutating func step(
    _ vector: inout VectorEnvironment<TimeLimit<CartPole>>, _ actions: [Int]
  ) {
    Self.step(&vector, actions, &observations, &rewards, &terminated, &truncated)
  }

  private static func step(
    _ vector: inout VectorEnvironment<TimeLimit<CartPole>>, _ actions: [Int],
    _ observations: inout [Float], _ rewards: inout [Double], _ terminated: inout [Bool],
    _ truncated: inout [Bool]
  ) {
    var observations = observations.mutableSpan
    var rewards = rewards.mutableSpan
    var terminated = terminated.mutableSpan
    var truncated = truncated.mutableSpan
    vector.step(
      actions.span, observations: &observations, rewards: &rewards, terminated: &terminated,
      truncated: &truncated)
  }
}
