import Agents
import Environments
import Foundation
import Testing

/// The README's examples are these files, word for word.
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

  @Test(arguments: [
    "Tests/AgentsTests/Examples/TrainCartPole.swift",
    "Tests/AgentsTests/Examples/LearnXOR.swift",
    "Tests/AgentsTests/Examples/QLearning.swift",
    "Tests/RLSupervisedTests/Examples/TwoNetworks.swift",
    "Tests/Dependency/Package/Sources/Example/Thermostat.swift",
    "Tests/Dependency/Package/Sources/Example/Hover.swift",
    "Tests/Dependency/Package/Package.swift",
  ])
  func theREADMEShowsTheFile(_ path: String) throws {
    let root = URL(filePath: #filePath)
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let readme = try String(contentsOf: root.appending(path: "README.md"), encoding: .utf8)
    let file = try String(contentsOf: root.appending(path: path), encoding: .utf8)
    #expect(readme.contains("```swift\n" + file + "```"), "README.md does not show \(path)")
  }
}
