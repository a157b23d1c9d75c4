import Agents
import Environments
import Foundation
import Testing

/// The README's examples are these files, word for word.
@Suite struct ExampleTests {
  @Test func qLearningLearnsTheCliffsEdge() throws {
    let environment = try AnyEnvironment(TimeLimit(CliffWalking(isSlippery: false), limit: 200))
    var training = Training<QLearning>(environment, QLearning.Configuration(), seed: 1)
    while !training.isFinished { training.advance() }
    // The shortest way is 13 steps, as the exact solver says too.
    #expect(training.evaluate(episodes: 1).exact == -13)
  }

  @Test(arguments: [
    "Tests/AgentsTests/Examples/QLearning.swift",
    "Tests/Dependency/Package/Sources/Example/Thermostat.swift",
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
