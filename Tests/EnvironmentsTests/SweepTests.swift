import Environments
import RLRandom
import Testing

/// Iterations over tables end as soon as they can.
@Suite struct SweepTests {
  @Test func optimalReturnIsThatOfTheWholeSolution() throws {
    for table in [
      GridWorld().table, FrozenLake().table, CliffWalking(isSlippery: true).table,
      GridWorld(map: .fourRooms, slip: 0.1, stepReward: -0.01).table,
    ] {
      for timeLimit in [0, 1, 7, 100] {
        let whole = table.optimum(timeLimit: timeLimit, discount: 0.9).expectedReturn
        #expect(try table.optimalReturn(timeLimit: timeLimit, discount: 0.9) == whole)
      }
      #expect(try table.optimalReturn(timeLimit: nil) == table.optimum().expectedReturn)
    }
    // The figure of dynamic programming over Gymnasium's own table.
    #expect(abs(try FrozenLake().table.optimalReturn(timeLimit: 100) - 0.74419) < 5e-6)
  }

  @Test(.timeLimit(.minutes(10))) func longTimeLimitsNeedNoLongerThanShortOnes() throws {
    let table = FrozenLake().table
    let exact = 14.0 / 17
    #expect(abs(try table.optimalReturn(timeLimit: 1_000_000_000_000) - exact) < 1e-9)
    let policy = try table.optimum().policy
    let evaluated = try table.expectedReturn(of: policy, timeLimit: 1_000_000_000_000)
    #expect(abs(evaluated - exact) < 1e-9)
    let random = try table.uniformRandomReturn(timeLimit: 1_000_000_000_000)
    #expect(abs(random - (try table.uniformRandomReturn(timeLimit: nil))) < 1e-9)
  }

  @Test func actionsStayOnceValuesDo() throws {
    let solution = GridWorld(slip: 0, stepReward: -0.25).table.optimum(timeLimit: 1_000)
    #expect(solution.actions.count == 1_000)
    let first = GridWorld(slip: 0, stepReward: -0.25).table.optimum(timeLimit: 20)
    #expect(solution.values == first.values)
    #expect(solution.actions.prefix(20) == first.actions[...])
    #expect(solution.actions[20...].allSatisfy { $0 == first.actions[19] })
  }

  /// A table in which action `a` of state `s` surely leads to `next[s][a]`; a state −1 is the end.
  func table(_ next: [[Int]], rewards: [[Double]]) -> TransitionTable {
    TransitionTable(
      initialDistribution: next.indices.map { $0 == 0 ? 1 : 0 }, actionCount: next[0].count
    ) { state, action in
      [
        .init(
          probability: 1, nextState: max(next[state][action], 0), reward: rewards[state][action],
          terminated: next[state][action] < 0)
      ]
    }
  }

  @Test func loopsWithoutRewardsHaveABoundedReturn() throws {
    // 0 earns 3 and leads to 1, which stands still and earns nothing.
    let quiet = table([[1], [1]], rewards: [[3], [0]])
    #expect(try quiet.expectedReturn(of: [0, 0], timeLimit: nil) == 3)
    // The same where 2, which earns for ever, cannot be reached.
    let apart = table([[1], [1], [2]], rewards: [[3], [0], [1]])
    #expect(try apart.expectedReturn(of: [0, 0, 0], timeLimit: nil) == 3)
  }

  @Test func loopsWithRewardsHaveNone() throws {
    // Action 0 stays, action 1 ends; in state 1 both stay.
    let leaving = table([[0, -1]], rewards: [[1, 0]])
    #expect(throws: SolverError.unboundedReturn(state: 0)) {
      try leaving.expectedReturn(of: [0], timeLimit: nil)
    }
    // Staying with probability 3/4 earns 3 on average: 1/4 · Σ k (3/4)^k.
    #expect(
      abs(try leaving.expectedReturn(ofProbabilities: [0.75, 0.25], timeLimit: nil) - 3) < 1e-9)
    let trap = table([[-1, 1], [1, 1]], rewards: [[0, 0], [-1, 1]])
    #expect(throws: SolverError.unboundedReturn(state: 1)) {
      try trap.uniformRandomReturn(timeLimit: nil)
    }
    #expect(try trap.expectedReturn(of: [0, 0], timeLimit: nil) == 0)
    #expect(try trap.expectedReturn(of: [1, 0], timeLimit: 5) == -4)
  }
}
