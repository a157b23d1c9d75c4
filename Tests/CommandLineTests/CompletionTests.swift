import Environments
import Foundation
import RLCommandLine
import RLRuns
import Testing

/// A line as somebody types it, and what the Tab key offers for its last word.
struct TypedLine: Sendable, CustomTestStringConvertible {
  let words: [String]
  let offered: [String]

  var testDescription: String { "rlrun " + words.joined(separator: " ") }

  /// - Parameter line: all after the program's name, a space at its end where a new word begins.
  init(_ line: String, _ offered: [String]) {
    words = line.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
    self.offered = offered
  }

  init(words: [String], _ offered: [String]) {
    self.words = words
    self.offered = offered
  }
}

extension TypedLine {
  static let agents = ["dqn", "reinforce", "ppo", "a2c", "sac", "td3", "ddpg"]

  /// In every shell.
  static let all = [
    TypedLine("resu", ["resume"]),
    TypedLine("recor", ["record"]),
    TypedLine("moun", ["mountaincar", "mountaincarcontinuous"]),
    TypedLine("mnis", ["mnist"]),
    TypedLine("--v", ["--version"]),
    TypedLine("cartpole --agent ", agents),
    TypedLine("cartpole --agent dd", ["ddpg"]),
    TypedLine("CartPole-v1 --agent dd", ["ddpg"]),
    TypedLine("train cartpole --agent dd", ["ddpg"]),
    TypedLine("cartpole with ", agents),
    TypedLine("cartpole ", ["with"]),
    TypedLine("cartpole --agent dqn --preset ", ["default", "cleanrl", "zoo"]),
    TypedLine("cartpole --agent=dqn --preset ", ["default", "cleanrl", "zoo"]),
    TypedLine("cartpole with ppo --preset r", ["rpo"]),
    TypedLine("moons --preset ", ["default", "spirals"]),
    TypedLine("learn moons --preset ", ["default", "spirals"]),
    TypedLine("optimizers iris --preset ", ["default", "small", "linear"]),
    TypedLine("cartpole --seed 3 --agen", ["--agent"]),
    TypedLine("fork runs/b@50 --sched", ["--schedules"]),
    TypedLine("cartpole --sched", []),
    TypedLine("fork runs/b --schedules ", ["keep", "restart"]),
    TypedLine("record runs/b --theme ", ["light", "dark"]),
    TypedLine("gates --optimizer ada", ["adagrad", "adadelta", "adam", "adamw"]),
    TypedLine("gates --epochs ", []),
    TypedLine("cartpole --agent dqn --set doub", ["doubleQ="]),
    TypedLine("cartpole --agent ppo --set doub", []),
    TypedLine("cartpole --agent dqn --set doubleQ=true targetF", ["targetFraction="]),
    TypedLine("cartpole --agent dqn --set timeL", ["timeLimit="]),
    TypedLine("play frozenlake --human --set isS", ["isSlippery="]),
    TypedLine("gates --set gat", ["gate="]),
    TypedLine("compare runs/b v", ["vs"]),
    TypedLine("datasets f", ["fetch"]),
    TypedLine("datasets fetch wine mn", ["mnist"]),
    TypedLine("help landsc", ["landscape"]),
    TypedLine("completions ", ["bash", "zsh", "fish"]),
    TypedLine("list sa", ["sac"]),
    TypedLine("cs", ["csv"]),
    TypedLine("help cs", ["csv"]),
    TypedLine("optimizers cs", ["csv"]),
    TypedLine("csv a.csv --targ", ["--target"]),
    TypedLine("csv a.csv --task ", ["classify", "regress"]),
    TypedLine("csv a.csv --preset ", ["mlp", "linear"]),
    TypedLine("csv a.csv --set goa", ["goal="]),
  ]
}

/// The scripts, in the shells that they are for. Each says once what a word may be.
@Suite struct CompletionTests {
  @Test(arguments: TypedLine.all) func bashOffers(_ line: TypedLine) throws {
    try withRuns { (tool) throws in
      let offered = try tool.offered(by: .bash, line.words)
      #expect(offered == line.offered)
    }
  }

  @Test(
    .enabled(if: Shell.zsh.isInstalled, "zsh is not installed"), arguments: TypedLine.all)
  func zshOffers(_ line: TypedLine) throws {
    try withRuns { (tool) throws in
      let offered = try tool.offered(by: .zsh, line.words)
      #expect(offered == line.offered)
    }
  }

  @Test(
    .enabled(if: Shell.fish.isInstalled, "fish is not installed"), arguments: TypedLine.all)
  func fishOffers(_ line: TypedLine) throws {
    try withRuns { (tool) throws in
      // Fish sorts what it offers, and takes what has the letters elsewhere if nothing begins so.
      let offered = try tool.offered(by: .fish, line.words).filter {
        $0.hasPrefix(line.words.last!)
      }
      #expect(Set(offered) == Set(line.offered))
      #expect(offered.count == line.offered.count)
    }
  }

  /// Bash hands over `--agent=dd` in three words, and takes what comes after the `=`.
  @Test func bashPartsWords() throws {
    try withRuns { (tool) throws in
      func offered(_ words: String...) throws -> [String] { try tool.offered(by: .bash, words) }
      #expect(try offered("cartpole", "--agent", "=", "dd") == ["ddpg"])
      #expect(try offered("cartpole", "--agent", "=") == TypedLine.agents)
      #expect(
        try offered("cartpole", "with", "dqn", "--set", "doubleQ", "=") == ["true", "false"])
      #expect(
        try offered("cartpole", "with", "dqn", "--set", "loss", "=", "huber", "doubl")
          == ["doubleQ="])
      #expect(try offered("gates", "--set", "gate", "=", "no") == ["nor", "not", "none"])
      #expect(try offered("fork", "runs/b", "@", "50", "--sched") == ["--schedules"])
      #expect(try offered("record", "runs/b", "--theme", "=", "d") == ["dark"])
      #expect(try offered("gates", "--data", "=", "oth") == ["other"])
    }
  }

  /// Runs, and folders that lead to some; what lies in a run is none.
  @Test(arguments: Shell.allCases.filter(\.isInstalled)) func runsAreOffered(_ shell: Shell) throws
  {
    try withRuns { (tool) throws in
      func offered(_ words: String...) throws -> [String] {
        try tool.offered(by: shell, words).map { $0.last == "/" ? String($0.dropLast()) : $0 }
      }
      #expect(try offered("evaluate", "") == ["runs"])
      #expect(try offered("evaluate", "runs/") == ["runs/a run's", "runs/b"])
      #expect(try offered("resume", "runs/b", "runs/b") == ["runs/b"])
      #expect(try offered("evaluate", "runs/b/") == [])
      #expect(try offered("evaluate", "oth") == ["other"], "there is no run")
      #expect(try offered("evaluate", #"runs/a\ r"#) == ["runs/a run's"])
    }
  }

  @Test(arguments: [Shell.bash, .fish].filter(\.isInstalled))
  func filesAndFoldersAreOffered(_ shell: Shell) throws {
    try withRuns { (tool) throws in
      func offered(_ words: String...) throws -> [String] {
        try tool.offered(by: shell, words).map { $0.last == "/" ? String($0.dropLast()) : $0 }
      }
      #expect(try offered("record", "runs/b", "--output", "a") == ["a file.gif"])
      #expect(try offered("gates", "--run-dir", "") == ["other", "runs"])
    }
  }

  /// Another tool, whose names a shell could misread.
  @Test(arguments: Shell.allCases.filter(\.isInstalled))
  func namesMayHaveAnyCharacter(_ shell: Shell) throws {
    let entry = EnvironmentEntry(
      id: "it's $HOME (2)", shortNames: ["two words"], summary: "it's `a` \"world\"\\",
      configuration: 0, settings: []
    ) { _ in fatalError("nobody asks for the world") }
    let script = CommandLineTool.completion(
      in: shell, program: "my.tool", environments: EnvironmentRegistry([entry]))
    #expect(!script.contains("rlrun"))
    try withRuns { (tool) throws in
      func offered(_ words: String...) throws -> [String] {
        try tool.offered(by: shell, words, script: script, program: "my.tool")
      }
      let names = ["two words", "it's $HOME (2)"]
      #expect(try offered("train", "").sorted() == names.sorted())
      #expect(try offered("train", #"two\ w"#) == [names[0]])
      #expect(try offered("cartpol") == [])
    }
  }

  @Test func aShellHasToBeNamed() throws {
    try withTool { tool in
      let missing = try tool("completions")
      #expect(
        missing.errors == """
          rlrun: the shell is missing; for example: rlrun completions bash
          rlrun: `rlrun help completions` shows how it goes

          """)
      #expect(missing.status == 2)
      let unknown = try tool("completions zhs")
      #expect(
        unknown.errors == """
          rlrun: there is no completion for 'zhs'; did you mean 'zsh'? (shells: bash, zsh,
            fish)

          """)
      #expect(unknown.status == 2)
    }
  }
}

/// Calls `body` in a folder with runs and other things in it.
private func withRuns(_ body: (Tool) throws -> Void) throws {
  try withTool { tool in
    for path in ["runs/a run's/config.json", "runs/b/config.json", "a file.gif"] {
      try tool.write(Data(), to: path)
    }
    for path in ["runs/b/checkpoints", "other"] {
      try FileManager.default.createDirectory(
        at: tool.folder.appending(path: path), withIntermediateDirectories: true)
    }
    try body(tool)
  }
}
