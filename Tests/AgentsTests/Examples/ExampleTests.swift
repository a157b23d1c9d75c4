import Agents
import Environments
import Foundation
import TestSupport
import Testing

/// The examples that README.md and the guides show do what is said of them.
@Suite struct ExampleTests {
  @Test func qLearningLearnsTheCliffsEdge() throws {
    let environment = TimeLimit(CliffWalking(isSlippery: false), limit: 200)
    var training = try Training<QLearning>(environment, QLearning.Configuration(), seed: 1)
    while !training.isFinished { try training.advance() }
    // The shortest way is 13 steps, as the exact solver says too.
    #expect(training.evaluate(episodes: 1).exact == -13)
  }

  @Test(arguments: 1001...1003 as ClosedRange<UInt64>)
  func theExclusiveOrIsLearned(_ seed: UInt64) {
    let outputs = learnXOR(seed: seed).elements
    for (output, target) in zip(outputs, [0, 1, 1, 0] as [Float]) {
      #expect(abs(output - target) < 0.05, "seed \(seed): \(outputs)")
    }
  }

  @Test func cartPoleIsSolved() throws { #expect(try trainCartPole(seed: 1001) >= 475) }

  /// Random actions get some 22.
  @Test func aNetworkOfOnesOwnLearns() throws {
    #expect(NormalisedDQN.name == "dqn-normalised")
    #expect(try trainOwnNetwork(steps: 8_000, seed: 1001) > 150)
  }

  /// A run that is stopped at its first step and gone on with is one that was never stopped.
  @Test func aRunIsStoppedAndGoneOnWith() throws {
    try withTemporaryFolder { folder in
      let run = folder + "/run"
      let stopped = try trainForAWhile(.zero, in: run)
      #expect(!stopped.isComplete && stopped.evaluation == nil && stopped.counters.steps < 10_000)
      let complete = try trainForAWhile(.seconds(600), in: run)
      #expect(complete.isComplete && complete.counters.steps >= 10_000)
      #expect(try Catalog.builtIn.verify(run).isIdentical)

      // The time limit of 500 steps is the most that there is to earn; random actions get some 22.
      let evaluation = try #require(complete.evaluation)
      let total = try playCartPole(by: run, seed: 1)
      #expect(evaluation.mean > 100 && total > 50 && total <= 500)
    }
  }
}
