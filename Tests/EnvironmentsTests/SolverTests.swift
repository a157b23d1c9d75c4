import Environments
import RLRandom
import Testing

/// Exact values of tables against the book's and against dynamic programming over Gymnasium's `P`.
@Suite struct SolverTests {
  @Test func bookUtilities() throws {
    let world = GridWorld()
    let solution = try world.table.optimum()
    // Russell and Norvig, "Artificial Intelligence: A Modern Approach", figure "utilities".
    let utilities: [Int: Double] = [
      0: 0.812, 1: 0.868, 2: 0.918, 4: 0.762, 6: 0.660, 8: 0.705, 9: 0.655, 10: 0.611, 11: 0.388,
    ]
    for (state, utility) in utilities {
      #expect(abs(solution.values[state] - utility) < 0.0005, "cell \(state)")
    }
    // The book's policy: right, right, right / up, up / up, left, left, left.
    let policy = [0: 1, 1: 1, 2: 1, 4: 0, 6: 0, 8: 0, 9: 3, 10: 3, 11: 3]
    for (state, action) in policy { #expect(solution.policy[state] == action, "cell \(state)") }
    #expect(abs(solution.expectedReturn - 0.705) < 0.0005)
  }

  @Test func frozenLake() throws {
    let table = FrozenLake().table
    #expect(abs(table.optimum(timeLimit: 100).expectedReturn - 0.74419) < 5e-6)
    #expect(abs(try table.optimum().expectedReturn - 14.0 / 17) < 1e-9)
    let discounted = try table.optimum(discount: 0.99)
    #expect(abs(discounted.values[0] - 0.5420259) < 5e-8)
    let stationary = try table.expectedReturn(of: try table.optimum().policy, timeLimit: 100)
    #expect(abs(stationary - 0.7402) < 5e-5)
    let large = FrozenLake(map: .large).table
    #expect(abs(large.optimum(timeLimit: 200).expectedReturn - 0.91322) < 5e-6)
  }

  @Test func cliffWalking() throws {
    let table = CliffWalking().table
    let solution = try table.optimum()
    #expect(solution.expectedReturn == -13)
    #expect(try table.expectedReturn(of: solution.policy, timeLimit: nil) == -13)
    #expect(try table.expectedReturn(of: solution.policy, timeLimit: 5) == -5)
    let slippery = CliffWalking(isSlippery: true).table
    #expect(abs(try slippery.optimum().expectedReturn + 64.709) < 5e-4)
  }

  @Test func policyOfASureWayWithDiscount1LeadsToTheGoal() throws {
    // Standing still costs nothing here, so values alone do not tell the way.
    let table = FrozenLake(isSlippery: false).table
    let solution = try table.optimum()
    #expect(try table.expectedReturn(of: solution.policy, timeLimit: 6) == 1)
    #expect(table.optimum(timeLimit: 5).expectedReturn == 0)
    #expect(table.optimum(timeLimit: 6).expectedReturn == 1)
  }

  @Test func builtInMapsHaveTheirShortestWays() throws {
    func steps(_ map: GridWorldMap) throws -> Int {
      let table = GridWorld(map: map, slip: 0, stepReward: -0.01).table
      return Int(((1 - (try table.optimum().expectedReturn)) * 100).rounded())
    }
    // Sutton and Barto, example 8.1: 14 steps. In the rooms, start and goal are 10 rows and 10
    // columns apart, and doors lie on a way without detours.
    #expect(try steps(.maze) == 14)
    #expect(try steps(.fourRooms) == 20)
  }

  @Test func evaluationEqualsTheMeanOfEpisodes() throws {
    let world = TimeLimit(GridWorld(), limit: 20)
    let exact = try world.table.uniformRandomReturn(timeLimit: 20)
    var environment = world
    var generator = PCG64(seed: 12)
    var actions = PCG64(seed: 13)
    let returns = (0..<20_000).map { _ in
      environment.reset(using: &generator)
      var sum = 0.0
      while true {
        let action = environment.actionSpace.sample(using: &actions)
        let step = environment.step(action, using: &generator)
        sum += step.reward
        if step.isDone { return sum }
      }
    }
    let mean = returns.reduce(0, +) / Double(returns.count)
    let variance = returns.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(returns.count)
    let standardError = (variance / Double(returns.count)).squareRoot()
    #expect(abs(mean - exact) < 4 * standardError, "seeds 12 and 13: \(mean), exactly \(exact)")
  }

  @Test func stochasticPoliciesMixDeterministicOnes() throws {
    let table = FrozenLake().table
    let policy = try table.optimum().policy
    let oneHot = policy.flatMap { best in (0..<4).map { $0 == best ? 1.0 : 0 } }
    let deterministic = try table.expectedReturn(of: policy, timeLimit: 50, discount: 0.9)
    let stochastic = try table.expectedReturn(
      ofProbabilities: oneHot, timeLimit: 50, discount: 0.9)
    #expect(deterministic == stochastic && deterministic > 0)
  }

  @Test func badPoliciesAreErrors() throws {
    let table = CliffWalking().table
    #expect(throws: SolverError.policySize(found: 2, expected: 48)) {
      try table.expectedReturn(of: [0, 1], timeLimit: 5)
    }
    #expect(throws: SolverError.action(4, state: 0, actionCount: 4)) {
      try table.expectedReturn(of: Array(repeating: 4, count: 48), timeLimit: 5)
    }
    #expect(throws: SolverError.policySize(found: 48, expected: 192)) {
      try table.expectedReturn(ofProbabilities: Array(repeating: 1, count: 48), timeLimit: 5)
    }
  }

  @Test func unboundedReturnsAreAnError() throws {
    // Going up for ever costs 1 a step and never ends.
    let table = GridWorld(slip: 0, stepReward: -1).table
    #expect(throws: SolverError.unboundedReturn(state: 0)) {
      try table.expectedReturn(of: Array(repeating: 0, count: 12), timeLimit: nil)
    }
    #expect(SolverError.unboundedReturn(state: 7).description.contains("state 7, from where the"))
    let discounted = try table.expectedReturn(
      of: Array(repeating: 0, count: 12), timeLimit: nil, discount: 0.5)
    #expect(abs(discounted + 2) < 1e-9)
  }
}
