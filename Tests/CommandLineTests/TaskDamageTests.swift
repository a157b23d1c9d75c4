import Foundation
import Testing

/// What tasks' runs do with damaged files, full disks and folders that are taken away.
@Suite struct TaskDamageTests {
  private static let line =
    "gates --preset xor --seed 6 --epochs 90 --quiet --checkpoints 4 --checkpoint-every 50"
    + " --set batchSize=1 evaluateEvery=1"

  /// Resumes copies of a run that was killed after four checkpoints, each after another change.
  @Test func damagedCheckpointsArePassedOver() throws {
    try withTool { tool in
      #expect(try tool(Self.line + " --run-dir whole").status == 0)
      // The checkpoints of a run that comes to its end are as good as those of a killed one.
      try tool.copy("whole", to: "killed")
      for file in ["receipt.json", "result.json", "weights.safetensors"] {
        try tool.remove("killed/\(file)")
      }
      // In the middle of an epoch, but for one.
      let steps = [200, 250, 300, 350]
      try #require(tool.checkpoints(of: "killed") == steps)
      let settings = "preset xor with batchSize=1 epochs=90 evaluateEvery=1"

      func expect(
        from step: Int, passingOver count: Int = 0,
        sourceLocation: SourceLocation = #_sourceLocation, after change: () throws -> Void
      ) throws {
        try tool.copy("killed", to: "run")
        defer { try? tool.remove("run") }
        try change()
        let outcome = try tool("resume run")
        #expect(outcome.status == 0, "\(outcome.errors)", sourceLocation: sourceLocation)
        let start = step == 0 ? "from the start" : "from update \(step)"
        #expect(
          outcome.message.contains("going on with gates \(start) of 360 (\(settings), seed 6, "),
          "\(outcome.errors)", sourceLocation: sourceLocation)
        let complaints = outcome.message.components(separatedBy: "cannot be used").count - 1
        #expect(complaints == count, "\(outcome.errors)", sourceLocation: sourceLocation)
        try tool.expectSameRun("run", "whole", outcome.errors, sourceLocation: sourceLocation)
      }
      func path(_ step: Int) -> String { "run/checkpoints/\(step).safetensors" }
      try expect(from: 350) {}
      try expect(from: 300, passingOver: 1) {
        var data = try tool.data(path(350))
        data[data.count * 2 / 3] ^= 0x10
        try tool.write(data, to: path(350))
      }
      for size in [0, 5, 1000] {
        try expect(from: 300, passingOver: 1) {
          try tool.write(tool.data(path(350)).prefix(size), to: path(350))
        }
      }
      // An earlier one under the name of a later one.
      try expect(from: 300, passingOver: 1) { try tool.write(tool.data(path(200)), to: path(350)) }
      try expect(from: 0, passingOver: 4) {
        for step in steps { try tool.write(tool.data(path(step)).dropLast(), to: path(step)) }
      }
      try expect(from: 0) { try tool.remove("run/checkpoints") }
      // A record that ends before the epochs of the last two checkpoints do.
      try expect(from: 250, passingOver: 2) {
        let rows = try tool.text("run/metrics.csv").split(separator: "\n").prefix(2 + 64)
        try tool.write(Data((rows.joined(separator: "\n") + "\n").utf8), to: "run/metrics.csv")
      }
      // What a writer left that was killed, and rows after the checkpoint.
      try expect(from: 350) {
        try tool.write(Data("part".utf8), to: "run/checkpoints/360.safetensors.1.partial")
        try tool.write(tool.data("run/metrics.csv") + Data("91,364".utf8), to: "run/metrics.csv")
      }
    }
  }

  /// A configuration that is not that of the checkpoints trains nothing under their name.
  @Test func anAlteredConfigurationIsTold() throws {
    try withTool { tool in
      #expect(try tool(Self.line + " --run-dir run").status == 0)
      try tool.remove("run/receipt.json")
      let configuration = try tool.data("run/config.json")
      for (old, new) in [
        ("\"learningRate\" : 0.05", "\"learningRate\" : 0.04"), ("\"seed\" : 6", "\"seed\" : 5"),
        ("\"hidden\" : 8", "\"hidden\" : 7"),
      ] {
        try tool.replace(old, by: new, in: "run/config.json")
        let outcome = try tool("resume run")
        #expect(outcome.status == 1)
        #expect(
          outcome.message.contains("run/config.json: it is not the configuration of"),
          "\(outcome.message)")
        try tool.write(configuration, to: "run/config.json")
      }
      // A receipt that was damaged is made again.
      try tool.write(Data("{}".utf8), to: "run/receipt.json")
      #expect(try tool("resume run --quiet").status == 0)
      #expect(try tool("verify run --quiet").status == 0)
    }
  }

  @Test func trainingDiverges() throws {
    try withTool { tool in
      let line = "gates --epochs 400 --checkpoint-every 5 --run-dir run --quiet"
      let outcome = try tool(line + " --optimizer sgd --set learningRate=1e38 evaluateEvery=1")
      #expect(outcome.status == 1 && outcome.output == "")
      #expect(outcome.message.hasPrefix("rlrun: training diverged: cost is nan at step "))
      #expect(
        outcome.message.hasSuffix(
          "; a smaller learningRate may help the record up to there is in run; there is no checkpoint; "
            + "train again with other settings, as with --set learningRate=1e+37"),
        "\(outcome.message)")
      let metrics = try tool.text("run/metrics.csv")
      #expect(metrics.hasSuffix("\n"))
      let rows = metrics.split(separator: "\n").map {
        $0.split(separator: ",", omittingEmptySubsequences: false)
      }
      #expect(rows.count >= 3 && rows.allSatisfy { $0.count == rows[0].count })
      #expect(rows.dropFirst().enumerated().allSatisfy { "\($0.offset)" == $0.element[0] })
      for file in ["receipt.json", "weights.safetensors", "result.json"] {
        #expect(!tool.exists("run/\(file)"), "\(file)")
      }
      #expect(!tool.isWritingCheckpoint(of: "run") && !tool.exists("run/lock"))

      // It diverges again from wherever it goes on.
      let again = try tool("resume run --quiet")
      #expect(again.status == 1 && again.message == outcome.message, "\(again.message)")
      #expect(try tool.text("run/metrics.csv") == metrics)
    }
  }

  /// A file that may grow no further is as good as a full disk.
  @Test(arguments: [
    // Which file, how many blocks of 1 024 bytes there are for each, and more options.
    ("run/checkpoints/", 90, "--epochs 120 --checkpoint-every 20 --set hidden=300"),
    ("run/metrics.csv", 20, "--epochs 400 --checkpoint-every 0 --set evaluateEvery=1"),
    ("run/weights.safetensors", 20, "--epochs 30 --checkpoint-every 0 --set hidden=300"),
  ])
  func aFileFindsNoRoom(_ file: String, _ blocks: Int, _ options: String) throws {
    try withTool { tool in
      let line = "gates --quiet --seed 2 \(options)"
      #expect(try tool(line + " --run-dir whole").status == 0)
      let outcome = try tool.shell("ulimit -f \(blocks); rlrun \(line) --run-dir run")
      #expect(outcome.status == 1 && !outcome.isSignalled)
      let message = outcome.message
      #expect(message.hasPrefix("rlrun: "), "\(message)")
      #expect(message.contains(file) && message.contains(": File too large"), "\(message)")
      #expect(
        message.hasSuffix(
          "the record up to there is in run; there is no checkpoint yet; once that is mended, begin "
            + "again with: rlrun resume run"),
        "\(message)")
      #expect(!tool.exists("run/receipt.json") && !tool.isWritingCheckpoint(of: "run"))
      let metrics = try tool.data("run/metrics.csv")
      #expect(metrics.last == UInt8(ascii: "\n"))
      #expect(try tool.data("whole/metrics.csv").starts(with: metrics))
      // With room it goes on.
      let again = try tool("resume run --quiet")
      #expect(again.status == 0 && again.errors == "", "\(again.errors)")
      try tool.expectSameRun("run", "whole", options)
    }
  }

  @Test func aFolderThatCannotBeMadeIsTold() throws {
    try withTool { tool in
      try tool.write(Data(), to: "file")
      for command in ["gates", "gates --seeds 2", "optimizers gates"] {
        let outcome = try tool(command + " --epochs 2 --quiet --run-dir file/run")
        #expect(outcome.status == 2 && outcome.output == "")
        #expect(
          outcome.message.hasPrefix("rlrun: the folder 'file/run' cannot be made: "),
          "\(outcome.message)")
        let taken = try tool(command + " --epochs 2 --quiet --run-dir file")
        #expect(taken.status == 2)
        #expect(taken.message == "rlrun: 'file' is not a folder that can be read")
      }
    }
  }

  @Test(.timeLimit(.minutes(10)), arguments: ["--checkpoint-every 200", "--checkpoint-every 0"])
  func theFolderIsTakenAway(_ option: String) throws {
    try withTool { tool in
      let line = "gates --quiet --epochs 1000000000 \(option) --run-dir run"
      let outcome = try tool(line) { _ in
        try wait { tool.exists("run/metrics.csv") }
        try tool.takeAway("run")
      }
      #expect(outcome.status == 1 && !outcome.isSignalled)
      #expect(
        outcome.message == "rlrun: the folder run has vanished while the run trained in it")
      #expect(!tool.exists("run"), "it is not made again")
    }
  }

  /// Two processes never train in one folder.
  @Test(.timeLimit(.minutes(10))) func aFolderInUseIsRefused() throws {
    try withTool { tool in
      let line = "gates --quiet --epochs 1000000000 --run-dir run --checkpoint-every 300"
      _ = try tool(line) { process in
        try wait { tool.checkpoints(of: "run") != [] }
        try tool.stop(process)
        let outcome = try tool("resume run")
        #expect(outcome.status == 1)
        #expect(
          outcome.message.hasPrefix(
            "rlrun: 'run' is in use: process \(process.processIdentifier) on "),
          "\(outcome.message)")
        kill(process.processIdentifier, SIGKILL)
      }
    }
  }
}
