import Foundation
import Testing

/// What a resumed run does with damaged, foreign and left-over files.
@Suite struct DamageTests {
  private static let line =
    "cartpole with dqn --steps 4000 --quiet --checkpoints 4 --checkpoint-every 500"
    + " --set selectEvery=0 stopReturn=none hidden=64,64"

  /// A whole run, and one that was killed after some checkpoints.
  private func withKilledRun(
    _ body: (Tool, _ checkpoints: [Int]) throws -> Void
  ) throws {
    try withTool { tool in
      #expect(try tool(Self.line + " --run-dir whole").status == 0)
      // The checkpoints of a run that comes to its end are as good as those of a killed one.
      try tool.copy("whole", to: "killed")
      for file in ["receipt.json", "result.json", "weights.safetensors"] {
        try tool.remove("killed/\(file)")
      }
      let last = try #require(tool.checkpoints(of: "killed").last)
      if last == 4000 { try tool.remove("killed/checkpoints/\(last).safetensors") }
      let steps = tool.checkpoints(of: "killed")
      try #require(steps.count >= 2)
      try body(tool, steps)
    }
  }

  /// Resumes a copy of the killed run after a change to it.
  private func expectResume(
    _ tool: Tool, from step: Int, saying messages: [String],
    sourceLocation: SourceLocation = #_sourceLocation, after change: (String) throws -> Void,
    andThen check: (String) throws -> Void = { _ in }
  ) throws {
    try tool.copy("killed", to: "run")
    defer { try? tool.remove("run") }
    try change("run")
    let outcome = try tool("resume run")
    #expect(outcome.status == 0, "\(outcome.errors)", sourceLocation: sourceLocation)
    let start = step == 0 ? "from the start" : "from step \(Self.grouped(step)) of"
    #expect(outcome.message.contains(start), "\(outcome.errors)", sourceLocation: sourceLocation)
    for message in messages {
      #expect(
        outcome.message.contains(message), "\(outcome.errors)", sourceLocation: sourceLocation)
    }
    let complaints = outcome.message.components(separatedBy: "cannot be used").count - 1
    #expect(complaints == messages.count, "\(outcome.errors)", sourceLocation: sourceLocation)
    try tool.expectSameRun("run", "whole", outcome.errors, sourceLocation: sourceLocation)
    try check("run")
  }

  private static func grouped(_ number: Int) -> String {
    number < 1000 ? "\(number)" : "\(number / 1000),\(String(number % 1000 + 1000).dropFirst())"
  }

  @Test func aDamagedCheckpointIsPassedOver() throws {
    try withKilledRun { tool, steps in
      let (last, previous) = (steps[steps.count - 1], steps[steps.count - 2])
      let file = "checkpoints/\(last).safetensors"
      try expectResume(tool, from: last, saying: []) { _ in }
      let digest = "the checkpoint of step \(last) cannot be used: run/\(file): "
      try expectResume(tool, from: previous, saying: [digest]) { run in
        var data = try tool.data("\(run)/\(file)")
        data[data.count * 2 / 3] ^= 0x10
        try tool.write(data, to: "\(run)/\(file)")
      }
      for size in [0, 5, 1000, try tool.data("killed/\(file)").count - 1] {
        try expectResume(tool, from: previous, saying: [digest]) { run in
          try tool.write(tool.data("\(run)/\(file)").prefix(size), to: "\(run)/\(file)")
        }
      }
      // An earlier one under the name of a later one.
      try expectResume(
        tool, from: previous, saying: ["training: it is at step \(previous), not \(last)"]
      ) { run in
        try tool.write(
          tool.data("\(run)/checkpoints/\(previous).safetensors"), to: "\(run)/\(file)")
      }
    }
  }

  @Test func withoutAUsableCheckpointItBeginsAgain() throws {
    try withKilledRun { tool, steps in
      let messages = steps.map { "the checkpoint of step \($0) cannot be used" }
      try expectResume(tool, from: 0, saying: messages) { run in
        for step in steps {
          let file = "\(run)/checkpoints/\(step).safetensors"
          try tool.write(tool.data(file).dropLast(), to: file)
        }
      }
      try expectResume(tool, from: 0, saying: []) { try tool.remove("\($0)/checkpoints") }
      try expectResume(tool, from: 0, saying: []) { run in
        for file in ["checkpoints", "metrics.csv", "timing.csv"] {
          try tool.remove("\(run)/\(file)")
        }
      }
    }
  }

  /// A checkpoint goes on with a record; where that is missing, an earlier checkpoint has to do.
  @Test func aShortenedRecordIsNoticed() throws {
    try withKilledRun { tool, steps in
      let metrics = try tool.data("killed/metrics.csv")
      // The rows up to the checkpoint before the last one, and a few more.
      let (last, previous) = (steps[steps.count - 1], steps[steps.count - 2])
      let rows = try tool.text("killed/metrics.csv").split(separator: "\n")
      let enough = rows.prefix { Int($0.split(separator: ",")[1]).map { $0 <= previous } ?? true }
      let size = enough.reduce(0) { $0 + $1.utf8.count + 1 }
      try expectResume(
        tool, from: previous,
        saying: [
          "the checkpoint of step \(last) cannot be used: run/metrics.csv: it has \(size + 3) bytes,"
        ]
      ) { try tool.write(metrics.prefix(size + 3), to: "\($0)/metrics.csv") }
      let messages = steps.map { "the checkpoint of step \($0) cannot be used: run/metrics.csv" }
      try expectResume(tool, from: 0, saying: messages) { try tool.remove("\($0)/metrics.csv") }
      // Rows after the checkpoint, also broken ones, are made again.
      try expectResume(tool, from: last, saying: []) {
        try tool.write(metrics + Data("99,1,2".utf8), to: "\($0)/metrics.csv")
      }
    }
  }

  @Test func aCheckpointOfAnotherRunIsNotUsed() throws {
    try withKilledRun { tool, steps in
      let last = steps[steps.count - 1]
      for (number, change) in ["--seed 7", "--set discount=0.9", "--evaluation-episodes 6"]
        .enumerated()
      {
        let other = "other\(number)"
        #expect(try tool("\(Self.line) \(change) --run-dir \(other)").status == 0)
        let foreign = try #require(tool.checkpoints(of: other).first)
        try expectResume(
          tool, from: last,
          saying: [
            "the checkpoint of step 3999 cannot be used: run/checkpoints/3999.safetensors: "
              + "__metadata__.configuration: it is of another run"
          ]
        ) { run in
          try tool.copy(
            "\(other)/checkpoints/\(foreign).safetensors", to: "\(run)/checkpoints/3999.safetensors"
          )
        }
      }
      // How a run is recorded does not make it another run.
      try expectResume(tool, from: last, saying: []) { run in
        try tool.replace(
          "\"checkpointEvery\" : 500", by: "\"checkpointEvery\" : 0", in: "\(run)/config.json")
      }
    }
  }

  /// A checkpoint holds what is recorded of a run, so that it fits no other record. To begin again
  /// would take the one that is there away.
  @Test func aRecordThatWasNotKeptCannotBeGoneOnWith() throws {
    try withKilledRun { tool, _ in
      try tool.replace(
        "\"evaluateEvery\" : 0", by: "\"evaluateEvery\" : 1000", in: "killed/config.json")
      let before = try tool.data("killed/metrics.csv")
      let outcome = try tool("resume killed")
      #expect(outcome.status == 1)
      #expect(
        outcome.message.contains("killed/config.json: it is not the configuration of killed/"),
        "\(outcome.message)")
      #expect(try tool.data("killed/metrics.csv") == before)
    }
  }

  @Test func leftOversAreTakenAway() throws {
    try withKilledRun { tool, steps in
      try expectResume(tool, from: steps[steps.count - 1], saying: []) { run in
        for file in ["weights.safetensors.99-0", "checkpoints/3500.safetensors.7-1"] {
          try tool.write(Data([1, 2]), to: "\(run)/\(file).partial")
        }
        // A lock that a killed process left, and files that are none of ours.
        try tool.write(Data("process 1 on elsewhere\n".utf8), to: "\(run)/lock")
        for name in ["notes.txt", "007.safetensors", "-3.safetensors", "9.safetensors.gz"] {
          try tool.write(Data([3]), to: "\(run)/checkpoints/\(name)")
        }
      }
    }
  }

  /// Each number is in its range, but they do not go together.
  @Test func settingsThatDoNotGoTogetherAreToldWithTheirFile() throws {
    try withKilledRun { tool, _ in
      try tool.replace(
        "\"batchSize\" : 32", by: "\"batchSize\" : 60000", in: "killed/config.json")
      let outcome = try tool("resume killed")
      #expect(
        outcome.message
          == "rlrun: killed/config.json: batchSize=60000 is more than bufferSize=50000 remembers; "
          + "set one of them such that a batch fits", "\(outcome.errors)")
      #expect(outcome.status == 1)
    }
  }

  /// Whoever makes a report of a run does not wait for its lock.
  @Test func whatAnotherProcessWritesIsLeftAlone() throws {
    try withTool { tool in
      #expect(
        try tool("gridworld with dqn --steps 60 --evaluation-episodes 1 --quiet --run-dir run")
          .status == 0)
      try tool.remove("run/receipt.json")
      try tool.write(Data([1]), to: "run/report.html.9-0.partial")
      // Its writer holds it.
      let path = tool.folder.appending(path: "run/report.html.9-0.partial").path
      let descriptor = open(path, O_RDONLY)
      defer { close(descriptor) }
      #expect(flock(descriptor, LOCK_EX | LOCK_NB) == 0)
      try tool.write(Data([2]), to: "run/receipt.json.9-0.partial")
      #expect(try tool("resume run --quiet").status == 0)
      #expect(try tool.data("run/report.html.9-0.partial") == Data([1]))
      #expect(!tool.exists("run/receipt.json.9-0.partial"))
    }
  }

  /// The latest ones are kept, as many as were asked for.
  @Test(arguments: [1, 2, 3]) func asManyAreKeptAsWereAskedFor(_ count: Int) throws {
    try withTool { tool in
      let line = Self.line.replacing("--checkpoints 4", with: "--checkpoints \(count)")
      let outcome = try tool(line + " --run-dir run")
      #expect(outcome.status == 0)
      let steps = tool.checkpoints(of: "run")
      #expect(steps.count == count)
      #expect(try #require(steps.last) >= 2000)
      #expect(try tool.names(in: "run/checkpoints").count == count)
    }
  }

  /// A writer that was killed leaves one too many.
  @Test func oneTooManyIsTakenAway() throws {
    try withKilledRun { tool, steps in
      let last = steps[steps.count - 1]
      try expectResume(tool, from: last, saying: []) { run in
        for (old, new) in [
          ("\"checkpoints\" : 4", "\"checkpoints\" : 1"),
          ("Every\" : 500,\n    \"checkpoints", "Every\" : 0,\n    \"checkpoints"),
        ] {
          try tool.replace(old, by: new, in: "\(run)/config.json")
        }
      } andThen: { run in
        #expect(tool.checkpoints(of: run) == [last])
      }
    }
  }

  /// Whoever trains in a folder has it alone.
  @Test(.timeLimit(.minutes(10))) func aSecondProcessIsToldWhoTrains() throws {
    try withTool { tool in
      let line = "cartpole with dqn --steps 10000000 --quiet --set stopReturn=none --run-dir run"
      let outcome = try tool(line) { process in
        try wait { tool.exists("run/metrics.csv") }
        // So that only the others could change the folder.
        try tool.stop(process)
        let files = try tool.names(in: "run")
        let second = try tool("resume run")
        #expect(second.status == 1)
        #expect(
          second.message.hasPrefix(
            "rlrun: 'run' is in use: process \(process.processIdentifier) on "))
        #expect(second.message.hasSuffix(" trains there; wait until it ends, or stop it"))
        #expect(try tool(line).status == 2, "it is not empty")
        #expect(try tool.names(in: "run") == files)
        kill(process.processIdentifier, SIGTERM)
        kill(process.processIdentifier, SIGCONT)
      }
      #expect(outcome.status == 143)
      #expect(!tool.exists("run/lock"))
    }
  }

  /// A pipe in the place of a file is told at once, where somebody might never write into it.
  @Test(.timeLimit(.minutes(2)))
  func aPipeInThePlaceOfAFileIsTold() throws {
    try withTool { tool in
      let line = "gridworld --agent dqn --steps 60 --evaluation-episodes 1 --quiet --run-dir run"
      #expect(try tool(line).status == 0)
      for name in ["config.json", "metrics.csv", "receipt.json", "weights.safetensors"] {
        try tool.remove("run/\(name)")
        #expect(mkfifo(tool.folder.appending(path: "run/\(name)").path, 0o600) == 0)
        let command = name == "weights.safetensors" ? "evaluate" : "verify"
        let outcome = try tool(
          "\(command) run --quiet".replacing("evaluate run --quiet", with: "evaluate run"))
        #expect(outcome.status == 1)
        #expect(
          outcome.message
            == "rlrun: cannot read run/\(name): it is a pipe, a socket or a device, and no regular file"
        )
        try tool.remove("run")
        #expect(try tool(line).status == 0)
      }
    }
  }
}
