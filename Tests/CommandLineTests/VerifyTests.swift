import Agents
import Foundation
import RLRuns
import Testing

/// `rlrun verify` says that a run is what its configuration gives, or what is not.
@Suite struct VerifyTests {
  private static let line =
    "cartpole with dqn --steps 900 --seed 4 --evaluation-episodes 10 --quiet --run-dir run"
    + " --set learningStarts=300 hidden=16"

  @Test func aRunIsIdentical() throws {
    try withTool { tool in
      #expect(try tool(Self.line).status == 0)
      let files = try tool.names(in: "run").map { try tool.data("run/\($0)") }
      for threads in 1...2 {
        let outcome = try tool("verify run --threads \(threads)")
        #expect(outcome.status == 0)
        let lines = outcome.output.split(separator: "\n")
        let episodes = try tool.text("run/metrics.csv").split(separator: "\n").count - 1
        #expect(
          lines[0] == "identical: 900 steps, \(episodes) episodes, evaluation and weights")
        let receipt = try tool.json("run/receipt.json")
        #expect(lines[1] == "transitions \(try #require(receipt["transitions"] as? String))")
        #expect(lines[2] == "weights     \(try #require(receipt["weights"] as? String))")
      }
      #expect(try tool.names(in: "run").map { try tool.data("run/\($0)") } == files)
    }
  }

  @Test func theFirstDifferentEpisodeIsNamed() throws {
    try withTool { tool in
      #expect(try tool(Self.line).status == 0)
      let metrics = try tool.text("run/metrics.csv")
      let rows = metrics.split(separator: "\n").map(String.init)

      func expect(_ changed: [String], episode: Int, _ recorded: String, _ trained: String) throws {
        try tool.write(Data((changed.joined(separator: "\n") + "\n").utf8), to: "run/metrics.csv")
        let outcome = try tool("verify run")
        #expect(outcome.status == 1)
        let lines = outcome.output.split(separator: "\n")
        try #require(lines.count == 3)
        #expect(lines[0].hasPrefix("different: episode \(episode), which ends at step "))
        #expect(lines[0].hasSuffix(", is the first that differs"))
        #expect(lines[1] == "recorded   \(recorded)")
        #expect(lines[2] == "trained    \(trained)")
      }
      // A digit in the middle, and in a later row.
      var changed = rows
      for row in [5, 9] {
        changed[row] = rows[row].replacing(",true,", with: ",false,")
      }
      try expect(changed, episode: 5, changed[5], rows[5])
      changed = rows
      let digit = try #require(rows[8].last)
      changed[8] = rows[8].dropLast() + (digit == "7" ? "8" : "7")
      try expect(changed, episode: 8, changed[8], rows[8])
      changed = rows
      changed.remove(at: 3)
      try expect(changed, episode: 3, rows[4], rows[3])
      try expect(rows.dropLast(), episode: rows.count - 1, "nothing", rows[rows.count - 1])
      try expect(rows + ["1"], episode: rows.count, "1", "nothing")
      changed = rows
      changed[0] = rows[0].uppercased()
      try expect(changed, episode: 0, changed[0], rows[0])
      // The file ends in the middle of a row.
      try tool.write(Data(metrics.utf8.dropLast(7)), to: "run/metrics.csv")
      #expect(
        try tool("verify run").output.hasPrefix("different: episode \(rows.count - 1), which"))
    }
  }

  @Test func aChangedReceiptIsTold() throws {
    try withTool { tool in
      #expect(try tool(Self.line).status == 0)
      let receipt = try tool.text("run/receipt.json")
      let fields = try tool.json("run/receipt.json")
      let (episodes, updates) = (fields["episodes"] ?? "", fields["updates"] ?? "")
      let evaluation = try #require(fields["evaluation"] as? [String: Any])
      func value(_ key: String) throws -> String {
        let line = receipt.split(separator: "\n").first { $0.contains("\"\(key)\" : ") }
        return try #require(line?.split(separator: " ").last?.filter { $0 != "," })
      }
      let cases = [
        ("\"steps\" : 900,\n  \"system", "\"steps\" : 901,\n  \"system", "steps"),
        ("\"episodes\" : \(episodes),", "\"episodes\" : 1,", "episodes"),
        ("\"updates\" : \(updates),", "\"updates\" : 7,", "updates"),
        ("\"mean\" : \(try value("mean"))", "\"mean\" : 500.5", "evaluation.mean"),
        ("\"max\" : \(try value("max"))", "\"max\" : 501", "evaluation.max"),
        ("\"min\" : \(try value("min"))", "\"min\" : \"-inf\"", "evaluation.min"),
        ("\"mean\" :", "\"exact\" : 1,\n    \"mean\" :", "evaluation.exact"),
        (
          try #require(evaluation["returns"] as? String), String(repeating: "a", count: 64),
          "evaluation.returns"
        ),
        (
          try #require(fields["transitions"] as? String), String(repeating: "b", count: 64),
          "transitions"
        ),
        ("{\n", "{ \n", "the text of the receipt"),
        ("{\n", "{\n  \"note\" : \"\",\n", "the text of the receipt"),
      ]
      for (old, new, field) in cases {
        try tool.replace(old, by: new, in: "run/receipt.json")
        let outcome = try tool("verify run --quiet")
        #expect(outcome.status == 1)
        #expect(
          outcome.output.hasPrefix("different: every episode is the same, but not \(field)\n"),
          "\(outcome.output)\(outcome.errors)")
        try tool.write(Data(receipt.utf8), to: "run/receipt.json")
      }
      try tool.replace("\"version\" : \"", by: "\"version\" : \"9", in: "run/receipt.json")
      let outcome = try tool("verify run --quiet")
      #expect(outcome.status == 1)
      #expect(outcome.errors.contains("them was altered"))
      try tool.write(Data(receipt.utf8), to: "run/receipt.json")
      #expect(try tool("verify run").status == 0)
    }
  }

  /// What keeps a run from being compared at all is an error that names the file.
  @Test func alteredFilesAreTold() throws {
    try withTool { tool in
      #expect(try tool(Self.line).status == 0)
      func expect(
        _ text: String, _ file: String, _ change: (Data) throws -> Data?,
        sourceLocation: SourceLocation = #_sourceLocation
      ) throws {
        let whole = try tool.data("run/\(file)")
        if let changed = try change(whole) {
          try tool.write(changed, to: "run/\(file)")
        } else {
          try tool.remove("run/\(file)")
        }
        let outcome = try tool("verify run")
        #expect(outcome.status == 1, sourceLocation: sourceLocation)
        #expect(outcome.output == "", sourceLocation: sourceLocation)
        #expect(
          outcome.message.contains(text), "\(outcome.message)", sourceLocation: sourceLocation)
        try tool.write(whole, to: "run/\(file)")
      }
      func replacing(_ old: String, _ new: String) -> (Data) throws -> Data {
        { data in
          let text = String(decoding: data, as: UTF8.self)
          try #require(text.contains(old))
          return Data(text.replacing(old, with: new, maxReplacements: 1).utf8)
        }
      }
      let digest = "its SHA-256 is not that of run/receipt.json; one of them was altered"
      try expect("run/weights.safetensors: \(digest)", "weights.safetensors") { data in
        var data = data
        data[data.count - 3] ^= 1
        return data
      }
      try expect("run/weights.safetensors: \(digest)", "receipt.json") { data in
        let weights = try #require(try tool.json("run/receipt.json")["weights"] as? String)
        return try replacing(weights, String(repeating: "0", count: 64))(data)
      }
      let other = "it is not the configuration of run/receipt.json; one of them was altered"
      for (old, new) in [
        ("\"seed\" : 4", "\"seed\" : 5"), ("\"trainEvery\" : 1", "\"trainEvery\" : 2"),
      ] {
        try expect("run/config.json: \(other)", "config.json", replacing(old, new))
        try expect("run/config.json: \(other)", "receipt.json", replacing(old, new))
      }
      try expect("run/config.json: the file is not JSON", "config.json") { $0.dropLast(5) }
      try expect("run/receipt.json: the file is not JSON", "receipt.json") { $0.dropLast(5) }
      try expect(
        "run/receipt.json: formatVersion: found 2, expected 1", "receipt.json",
        replacing("\"formatVersion\" : 1", "\"formatVersion\" : 2"))
      try expect(
        "run/receipt.json: transitions: it is missing", "receipt.json",
        replacing("\"transitions\"", "\"transition\""))
      try expect("cannot read run/weights.safetensors", "weights.safetensors") { _ in nil }
      try expect("cannot read run/metrics.csv", "metrics.csv") { _ in nil }
      try expect("run has no receipt, because the run has not come to its end", "receipt.json") {
        _ in nil
      }
      #expect(try tool("verify run").status == 0)
    }
  }

  @Test func anotherVersionOrMathematicsIsSaid() throws {
    try withTool { tool in
      #expect(try tool(Self.line).status == 0)
      let mathematics = try #require(
        try tool.json("run/receipt.json")["systemMathematics"] as? String)
      try tool.copy("run", to: "other")
      try tool.replace(mathematics, by: "0123", in: "other/receipt.json")
      var outcome = try tool("verify other")
      #expect(outcome.status == 1)
      #expect(
        outcome.output.hasSuffix(
          "the run was made with the sine and cosine of a mathematical library whose last bits are "
            + "others; CartPole-v1 has had those of glibc with fused multiply-add on every machine since "
            + "0.4.0\n"))

      for file in ["receipt.json", "config.json"] {
        try tool.replace(
          "\"version\" : \"\(toolkitVersion)\"", by: "\"version\" : \"0.0.9\"", in: "run/\(file)")
      }
      outcome = try tool("verify run")
      #expect(outcome.status == 1)
      #expect(
        outcome.output.hasSuffix(
          "the run was made by version 0.0.9, and this is \(toolkitVersion)\n"),
        "\(outcome.output)")
      try tool.remove("run/receipt.json")
      outcome = try tool("resume run")
      #expect(outcome.status == 1)
      #expect(
        outcome.message
          == "rlrun: the run was made by version 0.0.9, and this is \(toolkitVersion), whose steps may differ; "
          + "only version 0.0.9 goes on with it exactly")
    }
  }
}
