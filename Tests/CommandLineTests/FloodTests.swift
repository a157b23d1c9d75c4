import Foundation
import Testing

/// Files of others with text that is long beyond all measure: it is told, and does not fill the screen.
@Suite struct FloodTests {
  private static let long = String(repeating: "x", count: 300_000)

  /// Trains a short run in `run`.
  private func withRun(_ line: String, _ body: (Tool) throws -> Void) throws {
    try withTool { tool in
      #expect(try tool("\(line) --quiet --run-dir run").status == 0)
      try body(tool)
    }
  }

  /// Changes `config.json` and lets each command read it.
  private func expectShort(
    _ tool: Tool, _ changed: (inout [String: Any]) -> Void, saying text: String
  ) throws {
    var fields = try tool.json("run/config.json")
    changed(&fields)
    try tool.write(JSONSerialization.data(withJSONObject: fields), to: "run/config.json")
    for command in ["runs .", "evaluate run", "report run", "verify run", "diff run run"] {
      let outcome = try tool(command)
      #expect(!outcome.isSignalled && outcome.status <= 2)
      #expect(outcome.message.contains(text), "\(command): \(outcome.message.prefix(600))")
      let count = outcome.output.utf8.count + outcome.errors.utf8.count
      #expect(count < 6000, "\(command): \(count)")
    }
  }

  private static let noName =
    "'\(String(repeating: "x", count: 40))…' has more than 200 characters, and no name has so many"

  @Test(arguments: ["\n", "\u{1b}", "\u{3164}"]) func unseenNamesAreRefused(_ letter: String) throws
  {
    try withRun("gridworld with dqn --steps 60 --evaluation-episodes 1") { tool in
      let outcome = try {
        var fields = try tool.json("run/config.json")
        fields["preset"] = "a\(letter)INJECTED"
        try tool.write(JSONSerialization.data(withJSONObject: fields), to: "run/config.json")
        return try tool("evaluate run")
      }()
      #expect(outcome.status == 1 && outcome.message.contains("preset: 'a\\u{"))
      #expect(!outcome.errors.contains(letter + "INJECTED"))
    }
  }

  @Test(arguments: ["environment", "agent", "preset", "version"])
  func longNamesOfRunsAreRefused(_ field: String) throws {
    try withRun("gridworld with dqn --steps 60 --evaluation-episodes 1") { tool in
      try expectShort(
        tool, { $0[field] = Self.long },
        saying:
          "run/config.json: \(field): \(Self.noName)")
    }
  }

  @Test func manyNumbersOfAnEvaluationAreRefused() throws {
    try withRun("gates --epochs 2") { tool in
      for file in ["result.json", "receipt.json"] {
        var fields = try tool.json("run/\(file)")
        fields["evaluation"] = Dictionary(
          uniqueKeysWithValues: (0..<100_000).map { ("metric\($0)", 0.5) })
        try tool.write(JSONSerialization.data(withJSONObject: fields), to: "run/\(file)")
      }
      for command in ["diff run run", "runs .", "report run --quiet", "compare run vs run"] {
        let outcome = try tool(command)
        #expect(
          !outcome.isSignalled && outcome.errors.utf8.count + outcome.output.utf8.count < 3000)
        #expect(outcome.message.contains("evaluation"), "\(command): \(outcome.message)")
      }
    }
  }

  @Test func aLongNameOfATaskIsRefused() throws {
    try withRun("gates --epochs 2") { tool in
      try expectShort(
        tool, { $0["task"] = Self.long },
        saying: "run/config.json: task: \(Self.noName)")
    }
  }

  @Test(arguments: ["hyperparameters", "environmentSettings"])
  func longNamesOfSettingsAreRefused(_ field: String) throws {
    try withRun("gridworld with dqn --steps 60 --evaluation-episodes 1") { tool in
      try expectShort(
        tool, { $0[field] = [Self.long: 1] },
        saying:
          "run/config.json: \(field): \(Self.noName)")
    }
  }

  @Test func aLongMapIsShortened() throws {
    try withRun("gridworld with dqn --steps 60 --evaluation-episodes 1") { tool in
      var fields = try tool.json("run/config.json")
      var settings = fields["environmentSettings"] as? [String: Any] ?? [:]
      settings["map"] = Self.long
      fields["environmentSettings"] = settings
      try tool.write(JSONSerialization.data(withJSONObject: fields), to: "run/config.json")
      let outcome = try tool("evaluate run")
      #expect(outcome.status == 1)
      #expect(
        outcome.message.contains("map = xxxx") && outcome.message.contains("x…: it is neither"))
      #expect(outcome.errors.utf8.count < 2000)
    }
  }

  @Test func aLongRowIsShortened() throws {
    try withRun("gridworld with dqn --steps 600 --evaluation-episodes 1") { tool in
      var lines = try tool.text("run/metrics.csv").split(separator: "\n").map(String.init)
      lines[1] += "," + Self.long
      try tool.write(Data((lines.joined(separator: "\n") + "\n").utf8), to: "run/metrics.csv")
      let outcome = try tool("verify run --quiet")
      #expect(outcome.status == 1 && outcome.output.contains("x…"), "\(outcome.output.prefix(600))")
      #expect(outcome.output.utf8.count + outcome.errors.utf8.count < 6000)
    }
  }

  @Test func fewUnusableCheckpointsAreToldOneByOne() throws {
    try withRun("gridworld with dqn --steps 600 --evaluation-episodes 1") { tool in
      try tool.remove("run/receipt.json")
      for step in 1000..<1040 {
        try tool.write(Data("junk".utf8), to: "run/checkpoints/\(step).safetensors")
      }
      let outcome = try tool("resume run --quiet")
      #expect(outcome.status == 0)
      let message = outcome.message
      #expect(message.components(separatedBy: "the checkpoint of step").count == 4, "\(message)")
      #expect(message.contains("rlrun: and 37 more checkpoints cannot be used"), "\(message)")
    }
  }
}
