import Foundation
import Testing

/// Commands that the tool tells a person can be pasted, and options that would say nothing are
/// refused.
@Suite struct ToldCommandTests {
  private static let short = [
    "cartpole", "with", "dqn", "--steps", "20", "--evaluation-episodes", "1",
  ]

  /// Lines that are told stay whole where they are commands, and names stay as they are.
  @Test func commandsAndNamesAreNotBroken() throws {
    try withTool { tool in
      let missing = try tool(["report", "x  y"])
      #expect(missing.errors == "rlrun: there is no folder 'x  y'\n")
      let data = try tool([
        "mnist", "--data", "a folder of data that is nowhere, and has a long name",
      ])
      #expect(
        data.errors.hasSuffix(
          """
           Get it with:
            rlrun datasets fetch mnist --data 'a folder of data that is nowhere, and has a long name'

          """), "\(data.errors)")
    }
  }

  @Test func foldersAreQuotedForTheShell() throws {
    try withTool { tool in
      let outcome = try tool(Self.short + ["--run-dir", "a  b"])
      #expect(outcome.errors.contains("\nwatch it with: rlrun play 'a  b'\n"))
      #expect(outcome.errors.contains("\nsee all of it: rlrun report 'a  b'\n"))
      #expect(try tool.shell("rlrun report 'a  b'").status == 0)
    }
  }

  /// What comes next is told of tasks as of agents, and of several runs.
  @Test func theReportIsTold() throws {
    try withTool { tool in
      let options = "--steps 20 --evaluation-episodes 1 --seeds 2"
      for (line, told) in [
        ("gates --epochs 3 --data d", "see all of it: rlrun report runs/gates-1 --data d"),
        ("gates --epochs 3 --seeds 2,3", "see all of them: rlrun report runs/gates"),
        ("gates --epochs 3 --seeds 2 --run-dir all", "see all of them: rlrun report all"),
        ("optimizers gates --epochs 3", "see all of them: rlrun report runs/optimizers-gates-1"),
        ("cartpole with dqn \(options) --run-dir two", "see all of them: rlrun report two"),
        (
          "cartpole with dqn \(options)",
          "see all of them: rlrun report runs/cartpole-dqn"
        ),
      ] {
        let outcome = try tool(line)
        #expect(outcome.told.hasSuffix("\n\(told)\n"), "\(line): \(outcome.told)")
        #expect(try tool.shell(String(told.drop { $0 != ":" }.dropFirst(2))).status == 0)
      }
      #expect(try tool("gates --epochs 3 --seeds 4,5 --quiet").errors == "")
    }
  }

  /// What is not as in the preset is told where training begins.
  @Test func settingsThatAreChangedAreTold() throws {
    try withTool { tool in
      let options = "--steps 20 --evaluation-episodes 1 --set doubleQ=true slip=0.1"
      for (line, told) in [
        (
          "iris --epochs 3 --optimizer nesterov --initializer he --threads 1",
          "(preset default with initializer=he learningRate=0.4 optimizer=nesterov, seed 1, 1 thread)"
        ),
        (
          "iris --epochs 3 --initializer he --seeds 3 --threads 1",
          "3 epochs of 120 examples on each of 3 seeds, 1 at once (preset default with initializer=he)"
        ),
        (
          "gridworld with dqn \(options) --threads 1",
          "for 20 steps (preset default with doubleQ=true slip=0.1, seed 1, 1 thread)"
        ),
        (
          "gridworld with dqn \(options) --seeds 2 --threads 1",
          "2 seeds, 1 at once (preset default with doubleQ=true slip=0.1)"
        ),
        (
          "optimizers iris --epochs 3 --initializer he",
          "for 3 epochs (preset default with initializer=he, seed 1)"
        ),
      ] {
        let outcome = try tool(line)
        #expect(outcome.message.contains(told), "\(line): \(outcome.message)")
      }
    }
  }

  /// Who named the folder of data has to name it again.
  @Test func theFolderOfDataIsTold() throws {
    try withTool { tool in
      let outcome = try tool.signalled(
        SIGINT,
        ["digits", "--epochs", "100000", "--data", "my data", "--run-dir", "run"],
        making: "run", once: { tool.exists("run/metrics.csv") },
        wasAmid: { !tool.exists("run/receipt.json") })
      #expect(outcome.errors.hasSuffix("\ngo on with it: rlrun resume run --data 'my data'\n"))
      let verified = try tool(["verify", "run", "--data", "my data"])
      #expect(
        verified.message.hasSuffix("go on with it first: rlrun resume run --data 'my data'"),
        "\(verified.message)")
    }
  }

  /// What a killed run has not is not sought at a wrong path.
  @Test(arguments: ["evaluate", "play", "record", "landscape"])
  func aRunWithoutWeightsIsGoneOnWith(_ command: String) throws {
    try withTool { tool in
      #expect(try tool(Self.short + ["--run-dir", "run"]).status == 0)
      for file in ["weights.safetensors", "receipt.json", "result.json"] {
        try tool.remove("run/\(file)")
      }
      let outcome = try tool("\(command) run")
      #expect(outcome.status == 1)
      #expect(
        outcome.errors == """
          rlrun: run has no weights, because the run has not come to its end; go on with
            it first: rlrun resume run

          """)
    }
  }

  /// A folder that is no run of ours is not told to be gone on with.
  @Test func aForeignConfigurationIsTold() throws {
    try withTool { tool in
      try FileManager.default.createDirectory(
        at: tool.folder.appending(path: "other"), withIntermediateDirectories: true)
      try tool.write(Data("{}".utf8), to: "other/config.json")
      let outcome = try tool("verify other")
      #expect(outcome.status == 1)
      #expect(outcome.errors == "rlrun: other/config.json: formatVersion: it is missing\n")
    }
  }

  @Test(arguments: ["evaluate", "play", "landscape", "verify"])
  func dataAreForTasks(_ command: String) throws {
    try withTool { tool in
      #expect(try tool(Self.short + ["--run-dir", "run"]).status == 0)
      let outcome = try tool("\(command) run --data elsewhere")
      #expect(outcome.status == 2)
      #expect(
        outcome.errors
          == "rlrun: --data is for runs of tasks, and 'run' is the run of an agent\n")
    }
  }

  /// Where the runs of a task's seeds are.
  @Test func foldersOfSeedsAreTold() throws {
    try withTool { tool in
      let line = "gates --epochs 2 --quiet --seeds"
      let few = try tool("\(line) 3").output
      for seed in 1...3 { #expect(few.contains("  runs/gates/seed-\(seed)\n"), "\(few)") }
      let many = try tool("\(line) 1,5,7,9 --run-dir all").output
      for seed in [1, 5, 7, 9] { #expect(many.contains("  all/seed-\(seed)\n"), "\(many)") }
    }
  }
}
