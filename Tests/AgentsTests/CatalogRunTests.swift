import Agents
import Environments
import Foundation
import RLRandom
import RLRuns
import RLState
import Synchronization
import Testing

/// Runs from a program of one's own.
@Suite struct CatalogRunTests {
  private let catalog = Catalog(
    environments: .builtIn + [
      EnvironmentEntry(id: "Valley-v0", shortNames: ["valley"], summary: "mountain car, shorter") {
        TimeLimit(MountainCar(), limit: 50)
      }
    ], agents: .builtIn + [QLearning.self])

  private func withFolder(_ body: (String) throws -> Void) throws {
    let path = FileManager.default.temporaryDirectory.appending(path: "runs-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: path) }
    try body(path.path)
  }

  @Test func aRunIsTrainedVerifiedAndUsed() throws {
    try withFolder { folder in
      let settings = ["steps": "700", "learningStarts": "100", "selectEvery": "300"]
      let told = Mutex((episodes: 0, evaluations: [Int]()))
      try withExtendedLifetime(told) {
        var callbacks = RunCallbacks()
        callbacks.episode = { episode in told.withLock { $0.episodes = episode.number } }
        callbacks.evaluation = { step, _ in told.withLock { $0.evaluations.append(step) } }
        let run = try catalog.train(
          "valley", with: "dqn", settings: settings, seed: 3, evaluationEpisodes: 5,
          in: folder + "/run", callbacks: callbacks)
        #expect(run.isComplete && run.counters.steps == 700)
        #expect(run.evaluation?.returns.count == 5)
        #expect(told.withLock { $0.episodes } == run.counters.episodes)
        #expect(told.withLock { $0.evaluations } == [300, 600])
      }
      #expect(try catalog.verify(folder + "/run").isIdentical)

      let policy = try SavedPolicy(contentsOf: folder + "/run", in: catalog)
      guard case .discrete(let action) = try policy.action(for: [-0.5, 0]) else {
        Issue.record("the actions are discrete")
        return
      }
      #expect((0..<3).contains(action))
      guard case .values(let values) = try policy.opinion(of: [-0.5, 0]) else {
        Issue.record("DQN has values")
        return
      }
      #expect(values.elements[action] == values.elements.max())
      for wrong in [[-0.5], [-0.5, 0, 0], [.nan, 0]] as [[Float]] {
        #expect(throws: ObservationError.self) { try policy.action(for: wrong) }
      }
    }
  }

  /// One that is stopped goes on to the same receipt.
  @Test func aRunThatIsStoppedGoesOn() throws {
    try withFolder { folder in
      let settings = ["steps": "600", "learningStarts": "100"]
      try catalog.train(
        "valley", with: "dqn", settings: settings, evaluationEpisodes: 2, in: folder + "/whole")
      let steps = Atomic(0)
      try withExtendedLifetime(steps) {
        var callbacks = RunCallbacks()
        callbacks.shouldStop = { steps.add(1, ordering: .relaxed).newValue > 250 }
        let run = try catalog.train(
          "valley", with: "dqn", settings: settings, evaluationEpisodes: 2, in: folder + "/parts",
          callbacks: callbacks)
        #expect(!run.isComplete && run.evaluation == nil && run.counters.steps == 250)
      }
      #expect(throws: IncompleteRunError.self) { try catalog.verify(folder + "/parts") }
      #expect(try catalog.resume(folder + "/parts").isComplete)
      for file in ["receipt.json", "metrics.csv", "weights.safetensors"] {
        let files = try ["whole", "parts"].map {
          try Data(contentsOf: URL(filePath: "\(folder)/\($0)/\(file)"))
        }
        #expect(files[0] == files[1], "\(file)")
      }
      #expect(throws: RunFolderError.self) { try catalog.resume(folder + "/parts") }
    }
  }

  @Test func anAgentOfOnesOwnIsSavedToo() throws {
    try withFolder { folder in
      let run = try catalog.train(
        "cliffwalking", with: "q-learning", settings: ["steps": "40000"], in: folder + "/run")
      #expect(try #require(run.evaluation).mean == -13, "the optimum")
      let policy = try SavedPolicy(contentsOf: folder + "/run", in: catalog)
      // From the tile above the goal one goes down.
      #expect(try policy.action(for: 35) == .discrete(2))
      #expect(throws: ObservationError.self) { try policy.action(for: 48) }
      #expect(throws: RunFileError.self) {
        try SavedPolicy(contentsOf: folder + "/run")
      }
    }
  }

  @Test func mistakesAreThrown() throws {
    try withFolder { folder in
      #expect(throws: UnknownEnvironmentError.self) {
        try catalog.train("vally", with: "dqn", in: folder)
      }
      #expect(throws: UnknownNameError.self) { try catalog.train("valley", with: "dq", in: folder) }
      #expect(throws: UnknownSettingError.self) {
        try catalog.train("valley", with: "dqn", settings: ["step": "1"], in: folder)
      }
      #expect(throws: RunFolderError.self) { try catalog.resume(folder + "/none") }
      #expect(!FileManager.default.fileExists(atPath: folder), "nothing was made")
    }
  }

  /// A policy with chance draws what its probabilities say; one without takes the best action.
  @Test func actionsAreDrawnAsWhileTraining() throws {
    try withFolder { folder in
      try catalog.train(
        "cartpole", with: "reinforce", settings: ["steps": "500", "episodesPerBatch": "8"],
        evaluationEpisodes: 1, in: folder + "/run")
      let policy = try SavedPolicy(contentsOf: folder + "/run", in: catalog)
      let seen: [Float] = [0.01, 0.2, -0.03, -0.1]
      guard case .probabilities(let probabilities) = try policy.opinion(of: seen) else {
        Issue.record("REINFORCE has probabilities")
        return
      }
      var generator = PCG64(seed: 1)
      let draws = try (0..<4_000).map { _ in try policy.sampledAction(for: seen, using: &generator)
      }
      let share = Double(draws.count { $0 == .discrete(1) }) / 4_000
      // Five standard deviations of a share of 4,000.
      #expect(abs(share - Double(probabilities[0, 1])) < 5 * 0.5 / 4_000.0.squareRoot())
    }
  }

  /// What is not the same is named.
  @Test func differencesOfAVerificationAreNamed() throws {
    try withFolder { folder in
      try catalog.train(
        "valley", with: "dqn", settings: ["steps": "300", "learningStarts": "100"],
        evaluationEpisodes: 2, in: folder + "/run")
      let path = URL(filePath: folder + "/run/receipt.json")
      let sound = try String(contentsOf: path, encoding: .utf8)
      #expect(sound.contains("\"updates\" : 200,"))
      try Data(sound.replacing("\"updates\" : 200,", with: "\"updates\" : 201,").utf8).write(
        to: path)
      let found = try catalog.verify(folder + "/run")
      #expect(!found.isIdentical && found.differences == ["updates"])
      try Data(sound.utf8).write(to: path)
      let rows = URL(filePath: folder + "/run/metrics.csv")
      let text = try String(contentsOf: rows, encoding: .utf8)
      try Data(text.replacing("\n2,100,", with: "\n2,101,").utf8).write(to: rows)
      #expect(try catalog.verify(folder + "/run").differences == ["episode 2"])
    }
  }
}
