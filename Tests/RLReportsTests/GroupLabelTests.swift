import Agents
import Environments
import Foundation
import RLFiles
import RLReports
import RLRuns
import RLSettings
import RLSupervised
import Testing

/// What reports and comparisons say of the settings of runs.
struct GroupLabelTests {
  private let toolkit = Toolkit(data: DataStore(folder: "/nowhere"))

  /// As a run's `config.json` gives it back.
  private func read<Run: Codable>(_ run: Run) throws -> Run {
    try decodeJSON(Run.self, from: prettyJSON(run), file: FilePlace("config.json"))
  }

  private func task(
    _ name: String, preset: String? = nil, _ assignments: [(String, String)] = []
  ) throws -> TaskRun {
    var request = TaskRequest(task: name)
    request.preset = preset
    request.assignments = assignments.map { .init($0.0, $0.1) }
    var run = try TaskRun(request)
    run.data = "0"
    return try read(run)
  }

  private func agent(
    _ name: String, preset: String = "default", _ assignments: [(String, String)] = []
  ) throws -> AgentRun {
    var request = RunRequest(environment: "cartpole", agent: name)
    request.preset = preset
    request.assignments = assignments.map { .init(key: $0.0, value: $0.1) }
    return try read(AgentRun(request))
  }

  private func changes(_ settings: [ConfiguredSetting]) -> [String] {
    settings.filter(\.isChanged).map(\.assignment)
  }

  /// A file has 1 for 1.0, which is no change.
  @Test func presetsOfTasksAreUnchanged() throws {
    for type in TaskCatalog.builtIn.all {
      func presets<T: SupervisedTask>(_ type: T.Type) -> [String] { T.presets.map(\.name) }
      for preset in presets(type) {
        let run = try task(type.name, preset: preset)
        #expect(changes(run.configuredSettings(toolkit)) == [], "\(type.name) \(preset)")
      }
    }
  }

  @Test func presetsOfAgentsAreUnchanged() throws {
    for (environment, name) in [
      ("cartpole", "dqn"), ("cartpole", "reinforce"), ("cartpole", "ppo"), ("frozenlake", "a2c"),
      ("pendulum", "sac"), ("gridworld", "dqn"),
    ] {
      let run = try read(AgentRun(RunRequest(environment: environment, agent: name)))
      #expect(!run.configuredSettings(toolkit).isEmpty)
      #expect(changes(run.configuredSettings(toolkit)) == [], "\(environment) \(name)")
    }
  }

  @Test func changedSettingsAreNamed() throws {
    let run = try task("iris", [("optimizer", "nesterov"), ("decay", "1"), ("initializer", "he")])
    #expect(
      changes(run.configuredSettings(toolkit)) == [
        "decay=1.0", "initializer=he", "learningRate=0.4", "optimizer=nesterov",
      ])
    #expect(
      changes(
        try agent("dqn", [("doubleQ", "true"), ("timeLimit", "100")]).configuredSettings(toolkit))
        == ["doubleQ=true", "stopReturn=none", "timeLimit=100"])
  }

  private func labels<Subject: ShownSubject>(_ runs: [RunConfiguration<Subject>]) -> [String] {
    groupLabels(runs.map { Subject.example($0, toolkit) })
  }

  /// A LeNet beside a perceptron is no comparison of their optimizers.
  @Test func presetsAreNamedBesideTheirChanges() throws {
    #expect(
      try labels([
        task("mnist", preset: "lenet5", [("epochs", "2")]),
        task("mnist", [("optimizer", "nesterov"), ("initializer", "he")]), task("mnist"),
      ]) == [
        "preset lenet5 epochs=2", "preset mlp-100 nesterov initializer=he", "preset mlp-100",
      ])
  }

  @Test func optimizersAreToldByTheirNames() throws {
    func run(_ name: String, _ others: [(String, String)] = []) throws -> TaskRun {
      try task("digits", [("optimizer", name)] + others)
    }
    #expect(try labels([run("adam"), run("sgd")]) == ["adam", "sgd"])
    // A step size that is not the optimizer's own is told.
    #expect(
      try labels([run("adam"), run("sgd", [("learningRate", "0.25")])]) == [
        "adam learningRate=0.005", "sgd learningRate=0.25",
      ])
    #expect(
      try labels([run("adam", [("epochs", "3")]), run("sgd", [("epochs", "4")])]) == [
        "adam epochs=3", "sgd epochs=4",
      ])
  }

  @Test func agentsAreToldBySettingsTheyShare() throws {
    #expect(
      try labels([agent("dqn"), agent("dqn", [("doubleQ", "true")]), agent("reinforce")])
        == ["dqn doubleQ=false", "dqn doubleQ=true", "reinforce"])
    #expect(try labels([agent("dqn")]) == ["dqn"])
    #expect(
      try labels([agent("dqn"), agent("dqn", preset: "cleanrl", [("doubleQ", "true")])]) == [
        "dqn preset default", "dqn preset cleanrl doubleQ=true",
      ])
  }

  /// Where they are many, those that a preset has are told by its name.
  @Test func manySettingsAreThoseThatChanged() throws {
    let many = [("doubleQ", "true"), ("discount", "0.5"), ("batchSize", "8"), ("hidden", "9")]
    #expect(
      try labels([agent("dqn"), agent("dqn", many)]) == [
        "dqn preset default", "dqn batchSize=8 discount=0.5 doubleQ=true hidden=9",
      ])
  }

  @Test func settingsThatDifferAreListed() throws {
    let runs = try [agent("dqn"), agent("dqn", [("steps", "10"), ("timeLimit", "9")])]
    // A preset's return to stop at goes with its environment's settings.
    #expect(
      differingSettings(runs.map { AgentSubject.example($0, toolkit) }) == [
        "steps", "stopReturn", "timeLimit",
      ])
    // Of different agents, what both have.
    let both = try [agent("dqn", [("discount", "0.5")]), agent("reinforce")]
    let names = differingSettings(both.map { AgentSubject.example($0, toolkit) })
    #expect(names.contains("discount") && !names.contains("doubleQ") && !names.contains("hidden"))
  }
}
