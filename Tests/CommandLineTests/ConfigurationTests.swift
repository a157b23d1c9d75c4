import Agents
import Environments
import Foundation
import RLRandom
import RLReports
import RLRuns
import RLState
import RLSupervised
import Testing

@Suite struct ConfigurationTests {
  /// `--set key=value` finds its owner by the key alone.
  @Test func noSettingBelongsToBothAgentAndEnvironment() {
    for agent in AgentCatalog.builtIn.all {
      let keys = Set(settingKeys(of: agent))
      #expect(!keys.isEmpty)
      for entry in EnvironmentRegistry.builtIn.entries {
        #expect(entry.settings.map(\.key).filter(keys.contains) == [], "\(agent.name), \(entry.id)")
      }
    }
  }

  private func settingKeys<A: Agent>(of agent: A.Type) -> [String] {
    A.Configuration.settings.map(\.key)
  }

  /// 495 is next to the most that 500 steps can give.
  @Test func aReturnToStopAtIsOfTheEnvironmentItWasMadeFor() throws {
    func stopReturn(_ assignments: (String, String)...) throws -> String? {
      var request = RunRequest(environment: "cartpole", agent: "dqn")
      request.assignments = assignments.map { .init(key: $0.0, value: $0.1) }
      return try AgentRun(request).hyperparameters["stopReturn"]?.description
    }
    #expect(try stopReturn() == "495.0")
    #expect(try stopReturn(("timeLimit", "500"), ("steps", "9")) == "495.0")
    #expect(try stopReturn(("timeLimit", "1000")) == "none")
    #expect(try stopReturn(("timeLimit", "1000"), ("stopReturn", "900")) == "900.0")

    let run = try AgentRun(RunRequest(environment: "cartpole", agent: "dqn"))
    let fork = try run.changed(by: [.init(key: "timeLimit", value: "1000")])
    #expect(fork.hyperparameters["stopReturn"]?.description == "none")
    let same = try fork.changed(by: [.init(key: "stopReturn", value: "900")])
    #expect(same.hyperparameters["stopReturn"]?.description == "900.0")
    #expect(try same.changed(by: []).hyperparameters["stopReturn"]?.description == "900.0")
  }

  /// No name of an environment or a task hides a command, and none an agent or one another. The task
  /// `csv` is its command.
  @Test func namesAreApart() {
    let commands = HelpWidthTests.topics.filter { $0 != "csv" } + ["version", "with"]
    let environments = EnvironmentRegistry.builtIn.entries.flatMap {
      Set(($0.shortNames + [$0.id]).map { $0.lowercased() })
    }
    let names =
      commands + AgentCatalog.builtIn.all.map { $0.name } + TaskCatalog.builtIn.all.map { $0.name }
      + environments
    #expect(Set(names).count == names.count)
    #expect(TaskCatalog.builtIn.all.allSatisfy { $0.name == $0.name.lowercased() })
  }

  /// Every preset on every environment that it fits survives being written and read.
  @Test func aConfigurationSurvivesItsFile() throws {
    for agent in AgentCatalog.builtIn.all {
      let entries = try EnvironmentRegistry.builtIn.entries.filter { try fits(agent, $0) }
      #expect(entries.count >= 2, "\(agent.name)")
      for entry in entries {
        for preset in presetNames(of: agent, for: entry.id) {
          var request = RunRequest(environment: entry.id, agent: agent.name)
          request.preset = preset
          request.seed = .max
          request.assignments = [.init(key: "timeLimit", value: "77")]
          let run = try AgentRun(request)
          let read = try JSONDecoder().decode(AgentRun.self, from: prettyJSON(run))
          #expect(try prettyJSON(read) == prettyJSON(run))
          try expectSameObjects(agent, run, read)
        }
      }
    }
  }

  private func fits<A: Agent>(_ agent: A.Type, _ entry: EnvironmentEntry) throws -> Bool {
    let world = try entry.make(texts: [("timeLimit", "77")]).environment
    return (try? A.requireFit(world, A.Configuration())) != nil
  }

  private func presetNames<A: Agent>(of agent: A.Type, for environment: String) -> [String] {
    A.presetNames(for: environment)
  }

  private func expectSameObjects<A: Agent>(
    _ agent: A.Type, _ first: AgentRun, _ second: AgentRun
  ) throws {
    let runs = try [first, second].map { try PreparedRun<Training<A>>($0, with: .builtIn) }
    let (first, second) = (runs[0], runs[1])
    #expect(first.recipe.configuration == second.recipe.configuration)
    #expect(runs.allSatisfy { $0.recipe.environment.timeLimit == 77 })
    #expect(first.seed == .max && second.seed == .max)
  }

  /// So does that of every task's presets, also through a folder.
  @Test func aTaskConfigurationSurvivesItsFile() throws {
    let tool = try Tool()
    defer { tool.remove() }
    for task in TaskCatalog.builtIn.all {
      for preset in presetNames(of: task) {
        var request = TaskRequest(task: task.name.uppercased())
        request.preset = preset
        request.seed = .max
        request.assignments = [.init("epochs", "77")]
        var run = try TaskRun(request)
        run.data = "0"
        let folder = try RunFolder.create(at: "\(tool.folder.path)/\(task.name)-\(preset)")
        try run.write(to: folder)
        let toolkit = Toolkit(data: DataStore(folder: "/nowhere"))
        #expect(try toolkit.subject(of: folder) == TaskSubject.self)
        let read = try TaskRun.read(from: folder)
        let type = try read.taskType(in: folder)
        #expect(type == task && read.seed == .max && read.preset == preset)
        #expect(try prettyJSON(read) == prettyJSON(run))
        #expect(try read.fingerprint == run.fingerprint)
        try expectSameConfiguration(task, run, read)
      }
    }
  }

  private func presetNames<T: SupervisedTask>(of task: T.Type) -> [String] {
    T.presets.map(\.name)
  }

  private func expectSameConfiguration<T: SupervisedTask>(
    _ task: T.Type, _ first: TaskRun, _ second: TaskRun
  ) throws {
    let store = DataStore(folder: "/nowhere")
    let configurations = try [first, second].map { run in
      try SupervisedTraining<T>.recipe(for: run.subject, run.settings, in: store).configuration
    }
    #expect(configurations[0] == configurations[1])
    #expect(configurations[0].training.epochs == 77)
  }

  /// An agent for discrete actions says why it does not fit continuous ones, and which agents do:
  /// not REINFORCE, since these episodes need not end.
  @Test func continuousActionsAreRefused() throws {
    let registry = EnvironmentRegistry([
      EnvironmentEntry(id: "Pushing-v0", summary: "push") { Pushing() }
    ])
    let request = RunRequest(environment: "pushing-v0", agent: "dqn")
    let error = #expect(throws: AgentFitError.self) {
      try AgentRun(request, in: Catalog(environments: registry))
    }
    #expect(
      error?.description
        == "dqn takes discrete actions, and those of Pushing-v0 are continuous (Box [1]); "
        + "these agents do: ppo, a2c, sac, td3, ddpg")
  }

  /// Two runs never share a fresh folder.
  @Test func freshFoldersDiffer() async throws {
    let tool = try Tool()
    defer { tool.remove() }
    let parent = tool.folder.path + "/runs"
    let paths = await withTaskGroup(of: String?.self) { group in
      for _ in 0..<20 {
        group.addTask { try? RunFolder.createFresh(in: parent, name: "a").path }
      }
      return await group.reduce(into: Set<String>()) { if let path = $1 { $0.insert(path) } }
    }
    #expect(paths.count == 20)
    #expect(paths.contains(parent + "/a") && paths.contains(parent + "/a-20"))
  }

  /// Whoever trains in a folder has it alone; another process is told who that is.
  @Test func aFolderHoldsOneRun() throws {
    let tool = try Tool()
    defer { tool.remove() }
    let folder = try RunFolder.create(at: tool.folder.path + "/run")
    do {
      let lock = try RunLock(folder)
      let error = #expect(throws: RunFolderError.self) { _ = try RunLock(folder) }
      #expect(error?.description.contains("is in use: process \(getpid()) on ") == true)
      withExtendedLifetime(lock) {}
    }
    _ = try RunLock(folder)
  }
}

/// An environment with continuous actions.
private struct Pushing: Environment {
  let observationSpace = Box(shape: [1], low: [-1], high: [1])
  let actionSpace = Box(shape: [1], low: [-1], high: [1])

  mutating func reset(using generator: inout PCG64) {}
  mutating func step(_ action: [Float], using generator: inout PCG64) -> Step {
    Step(reward: 0, terminated: true)
  }
  func observe(into observation: inout MutableSpan<Float>) { observation[0] = 0 }

  mutating func visitState(_ visitor: inout StateVisitor) {}
}
