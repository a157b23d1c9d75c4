import Foundation
import RLRuns
import Testing

/// `rlrun verify` says that a task's run is what its configuration and data give, or what is not.
@Suite struct TaskVerifyTests {
  private static let line = "gates --preset xor --seed 4 --epochs 60 --quiet --run-dir run"

  @Test func aRunIsIdentical() throws {
    try withTool { tool in
      #expect(try tool(Self.line).status == 0)
      let files = try tool.names(in: "run").map { try tool.data("run/\($0)") }
      for options in ["--threads 1", "--threads 2 --quiet", "--data nowhere"] {
        let outcome = try tool("verify run \(options)")
        #expect(outcome.status == 0 && outcome.errors == "")
        let receipt = try tool.json("run/receipt.json")
        #expect(
          outcome.output == """
            identical: 60 epochs, 60 updates, evaluation and weights
            losses   \(try #require(receipt["losses"] as? String))
            weights  \(try #require(receipt["weights"] as? String))

            """)
      }
      #expect(try tool.names(in: "run").map { try tool.data("run/\($0)") } == files)
    }
  }

  @Test func theFirstDifferentEpochIsNamed() throws {
    try withTool { tool in
      #expect(try tool(Self.line).status == 0)
      let metrics = try tool.text("run/metrics.csv")
      let rows = metrics.split(separator: "\n").map(String.init)
      // The header, the start, and every tenth epoch.
      try #require(rows.count == 8)
      #expect(rows[0] == "epoch,update,training.cost,evaluation.error,hash")
      #expect(rows[1].hasPrefix("0,0,,0.") && rows[1].hasSuffix(","))
      #expect(rows[3].hasPrefix("20,20,0."))

      func expect(
        _ changed: [String], epoch: Int, update: Int, _ recorded: String, _ trained: String,
        sourceLocation: SourceLocation = #_sourceLocation
      ) throws {
        try tool.write(Data((changed.joined(separator: "\n") + "\n").utf8), to: "run/metrics.csv")
        let outcome = try tool("verify run")
        #expect(outcome.status == 1, sourceLocation: sourceLocation)
        #expect(
          outcome.output == """
            different: epoch \(epoch), which ends at update \(update), is the first that differs
            recorded   \(recorded)
            trained    \(trained)

            """, sourceLocation: sourceLocation)
      }
      var changed = rows
      for row in [4, 6] { changed[row] = rows[row].replacing(",0.", with: ",1.") }
      try expect(changed, epoch: 30, update: 30, changed[4], rows[4])
      changed = rows
      changed[7] = rows[7].dropLast() + (rows[7].last == "7" ? "8" : "7")
      try expect(changed, epoch: 60, update: 60, changed[7], rows[7])
      changed = rows
      changed.remove(at: 3)
      try expect(changed, epoch: 20, update: 20, rows[4], rows[3])
      try expect(rows.dropLast(), epoch: 60, update: 60, "nothing", rows[7])
      try expect(rows + ["1"], epoch: 61, update: 60, "1", "nothing")
      for row in 0...1 {
        changed = rows
        changed[row] = " " + rows[row]
        try expect(changed, epoch: 0, update: 0, changed[row], rows[row])
      }
      try tool.write(Data(metrics.utf8.dropLast(7)), to: "run/metrics.csv")
      #expect(try tool("verify run").output.hasPrefix("different: epoch 60, which"))
    }
  }

  @Test func aChangedReceiptIsTold() throws {
    try withTool { tool in
      #expect(try tool(Self.line).status == 0)
      let receipt = try tool.text("run/receipt.json")
      let fields = try tool.json("run/receipt.json")
      let losses = try #require(fields["losses"] as? String)
      let cases = [
        ("\"epochs\" : 60,\n  \"evaluation", "\"epochs\" : 61,\n  \"evaluation", "epochs"),
        ("\"updates\" : 60", "\"updates\" : 6", "updates"),
        ("\"error\" : ", "\"error\" : 1", "evaluation"),
        ("\"error\" : ", "\"another\" : 1,\n    \"error\" : ", "evaluation"),
        (losses, String(repeating: "a", count: 64), "losses"),
        ("{\n", "{ \n", "the text of the receipt"),
        ("{\n", "{\n  \"note\" : \"\",\n", "the text of the receipt"),
      ]
      for (old, new, field) in cases {
        try tool.replace(old, by: new, in: "run/receipt.json")
        let outcome = try tool("verify run --quiet")
        #expect(outcome.status == 1)
        #expect(
          outcome.output == "different: every epoch is the same, but not \(field)\n",
          "\(outcome.output)\(outcome.errors)")
        try tool.write(Data(receipt.utf8), to: "run/receipt.json")
      }
      let data = try #require(fields["data"] as? String)
      try tool.replace(data, by: String(repeating: "b", count: 64), in: "run/receipt.json")
      let one = try tool("verify run")
      #expect(one.status == 1)
      #expect(
        one.message == "rlrun: run/config.json: it is not the configuration of run/receipt.json; "
          + "one of them was altered", "\(one.errors)")
      // Where both say so, other examples were there when the run was trained.
      try tool.replace(data, by: String(repeating: "b", count: 64), in: "run/config.json")
      let outcome = try tool("verify run --quiet")
      #expect(outcome.status == 1)
      #expect(
        outcome.output == "different: the data are not those that the run was trained on\n")

      try tool.remove("run/receipt.json")
      let resumed = try tool("resume run")
      #expect(resumed.status == 1)
      #expect(
        resumed.message == "rlrun: the data are not those that run began with; name their folder "
          + "with --data or RLNET_DATA", "\(resumed.errors)")
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
          #expect(changed != whole, sourceLocation: sourceLocation)
          try tool.write(changed, to: "run/\(file)")
        } else {
          try tool.remove("run/\(file)")
        }
        let outcome = try tool("verify run")
        #expect(outcome.status == 1, sourceLocation: sourceLocation)
        #expect(outcome.output == "", sourceLocation: sourceLocation)
        #expect(
          outcome.message.hasPrefix("rlrun: run" + text), "\(outcome.message)",
          sourceLocation: sourceLocation)
        try tool.write(whole, to: "run/\(file)")
      }
      func replacing(_ old: String, _ new: String) -> (Data) throws -> Data {
        { data in
          let text = String(decoding: data, as: UTF8.self)
          try #require(text.contains(old), "\(text)")
          return Data(text.replacing(old, with: new, maxReplacements: 1).utf8)
        }
      }
      let digest = "/weights.safetensors: its SHA-256 is not that of run/receipt.json; one of them"
      try expect(digest, "weights.safetensors") { data in
        var data = data
        data[data.count - 3] ^= 1
        return data
      }
      try expect(digest, "receipt.json") { data in
        let weights = try #require(try tool.json("run/receipt.json")["weights"] as? String)
        return try replacing(weights, String(repeating: "0", count: 64))(data)
      }
      let other = "/config.json: it is not the configuration of run/receipt.json; one of them was"
      for (old, new) in [
        ("\"seed\" : 4", "\"seed\" : 5"), ("\"batchSize\" : 4", "\"batchSize\" : 3"),
        ("\"learningRate\" : 0.05", "\"learningRate\" : 0.06"),
        ("\"gate\" : \"xor\"", "\"gate\" : \"or\""),
        ("\"version\" : \"", "\"version\" : \"9"),
      ] {
        try expect(other, "config.json", replacing(old, new))
        try expect(other, "receipt.json", replacing(old, new))
      }
      try expect(
        "/config.json: task: there is no task 'gate'; did you mean 'gates'? (tasks: ",
        "config.json", replacing("\"task\" : \"gates\"", "\"task\" : \"gate\""))
      try expect(
        "/config.json: epochs = 0 is out of range; it must be an integer from 1 to ",
        "config.json", replacing("\"epochs\" : 60", "\"epochs\" : 0"))
      try expect(
        "/config.json: hyperparameters.epochs: it is missing", "config.json",
        replacing("\"epochs\"", "\"epoch\""))
      try expect(
        "/config.json: formatVersion: found 1, expected 2 to 3", "config.json",
        replacing("\"formatVersion\" : 3", "\"formatVersion\" : 1"))
      try expect(
        "/config.json: seed: it must be a whole number", "config.json",
        replacing("\"seed\" : 4", "\"seed\" : \"4\""))
      try expect("/config.json: the file is not JSON", "config.json") { $0.dropLast(5) }
      try expect("/receipt.json: the file is not JSON", "receipt.json") { $0.dropLast(5) }
      try expect(
        "/receipt.json: formatVersion: found 2, expected 1", "receipt.json",
        replacing("\"formatVersion\" : 1", "\"formatVersion\" : 2"))
      try expect(
        "/receipt.json: losses: it is missing", "receipt.json", replacing("\"losses\"", "\"loss\""))
      try expect(" has no receipt, because the run has not come to its end", "receipt.json") { _ in
        nil
      }
      let paths = ["weights.safetensors", "metrics.csv"]
      for path in paths {
        let whole = try tool.data("run/\(path)")
        try tool.remove("run/\(path)")
        let outcome = try tool("verify run")
        #expect(outcome.status == 1)
        #expect(outcome.message.hasPrefix("rlrun: cannot read run/\(path): "))
        try tool.write(whole, to: "run/\(path)")
      }
      #expect(try tool("verify run").status == 0)
    }
  }

  @Test func anotherVersionIsSaid() throws {
    try withTool { tool in
      #expect(try tool(Self.line).status == 0)
      for file in ["receipt.json", "config.json"] {
        try tool.replace(
          "\"version\" : \"\(toolkitVersion)\"", by: "\"version\" : \"0.0.9\"", in: "run/\(file)")
      }
      let outcome = try tool("verify run")
      #expect(outcome.status == 1)
      #expect(
        outcome.output.hasSuffix(
          "the run was made by version 0.0.9, and this is \(toolkitVersion)\n"),
        "\(outcome.output)")
      try tool.remove("run/receipt.json")
      let resumed = try tool("resume run")
      #expect(resumed.status == 1)
      #expect(resumed.message.hasPrefix("rlrun: the run was made by version 0.0.9, and this is"))
    }
  }
}
