import Foundation
import Testing

/// `fork`, `diff` and `compare` of runs of tasks.
@Suite struct TaskForkTests {
  private static let line = "moons --quiet --set decay=1 evaluateEvery=1"

  /// More epochs for a run that has ended give the run that was to have them.
  @Test func moreEpochsAreAFork() throws {
    try withTool { tool in
      #expect(try tool(Self.line + " --epochs 4 --run-dir short").status == 0)
      #expect(try tool(Self.line + " --epochs 9 --run-dir long").status == 0)
      let fork = try tool("fork short --epochs 9 --run-dir fork")
      #expect(fork.status == 0, "\(fork.errors)")
      #expect(fork.errors.hasPrefix("forking short at update "))
      for file in ["weights.safetensors"] {
        #expect(try tool.data("fork/\(file)") == tool.data("long/\(file)"), "\(file)")
      }
      let rows = try ["short", "fork", "long"].map { name in
        try tool.text("\(name)/metrics.csv").split(separator: "\n").map(String.init)
      }
      #expect(rows[0] + rows[1].dropFirst() == rows[2], "the fork's rows go on")
      #expect(try tool("verify fork --quiet").output.hasPrefix("identical: 9 epochs, "))
      let receipts = try ["fork", "long"].map { try tool.json("\($0)/receipt.json") }
      for field in ["losses", "evaluation"] {
        let values = try receipts.map { try #require($0[field] as? NSObject) }
        #expect(values[0] == values[1], "\(field)")
      }

      let diff = try tool("diff fork long")
      #expect(diff.status == 1)
      #expect(diff.output.contains("the updates are the same throughout; the weights are the same"))
      #expect(try tool("diff long long").status == 0)
      // From the middle, and of a run whose checkpoint is older.
      #expect(try tool("fork long@30 --epochs 9 --run-dir middle --quiet").status == 0)
      #expect(try tool.data("middle/weights.safetensors") == tool.data("long/weights.safetensors"))
      let nothing = try tool("fork short --quiet")
      #expect(nothing.status == 2)
      #expect(nothing.message.contains("give it more with --epochs, or fork short at an earlier"))
    }
  }

  /// The step size goes on as it was, or begins again where that is asked for.
  @Test func schedulesAreKeptOrBegunAgain() throws {
    try withTool { tool in
      let line = "moons --quiet --set decay=0.1 --epochs 4 --run-dir run"
      #expect(try tool(line).status == 0)
      let kept = try tool("fork run --epochs 8 --run-dir kept")
      #expect(kept.message.contains("learningRate stays at 0.00"), "\(kept.errors)")
      #expect(try tool.json("kept/config.json")["scheduledEpochs"] as? Int == 4)
      let again = try tool("fork run --epochs 8 --schedules restart --run-dir again")
      #expect(again.message.contains("learningRate goes on from "), "\(again.errors)")
      #expect(try tool.json("again/config.json")["scheduledEpochs"] == nil)
      for run in ["kept", "again"] {
        #expect(try tool("verify \(run) --quiet").status == 0)
      }
      #expect(try tool("diff kept again").output.contains("scheduledEpochs"))
      for wrong in ["0", "\(Int.max)"] {
        try tool.copy("kept", to: "wrong")
        try tool.replace(
          "\"scheduledEpochs\" : 4", by: "\"scheduledEpochs\" : \(wrong)",
          in: "wrong/config.json")
        let outcome = try tool("verify wrong")
        #expect(outcome.status == 1)
        #expect(
          outcome.message.contains("wrong/config.json: scheduledEpochs: found \(wrong), expected"),
          "\(outcome.message)")
        try tool.remove("wrong")
      }
    }
  }

  /// Each ancestor is trained again with its own schedule.
  @Test(arguments: [("restart", "keep"), ("keep", "restart")])
  func aForkOfAForkIsVerified(_ first: String, _ second: String) throws {
    try withTool { tool in
      let line = "moons --quiet --set decay=0.1 --epochs 4 --run-dir a"
      #expect(try tool(line).status == 0)
      let fork = "--quiet --schedules"
      #expect(try tool("fork a@10 --epochs 8 --run-dir b \(fork) \(first)").status == 0)
      #expect(try tool("fork b --epochs 12 --run-dir c \(fork) \(second)").status == 0)
      for run in ["b", "c"] {
        let verified = try tool("verify \(run) --quiet")
        #expect(verified.status == 0, "\(run): \(verified.output)")
      }
      let diff = try tool("diff b c").output
      #expect(diff.contains("B is a fork of A at update "), "\(diff)")
      #expect(diff.contains("scheduledEpochs"))
      // Evaluations may fall elsewhere in a fork.
      let other = try tool("fork a@7 --set evaluateEvery=1 --quiet --run-dir d")
      #expect(other.status == 0, "\(other.errors)")
      let batches = try tool("fork a@7 --set batchSize=3 --quiet")
      #expect(batches.message.contains("its batches would not begin where they did"))
      // What was altered is not shown as the run's.
      let text = try tool.text("a/config.json").replacing(
        "\"decay\" : 0.1", with: "\"decay\" : 0.2")
      try tool.write(Data(text.utf8), to: "a/config.json")
      for line in ["evaluate a@5", "fork a --epochs 9 --quiet"] {
        #expect(try tool(line).message.contains("one of them was altered"), "\(line)")
      }
    }
  }

  @Test func theFirstUpdateThatDiffersIsTold() throws {
    try withTool { tool in
      #expect(try tool(Self.line + " --epochs 4 --run-dir a").status == 0)
      #expect(try tool(Self.line + " learningRate=0.02 --epochs 4 --run-dir b").status == 0)
      let diff = try tool("diff a b")
      #expect(diff.status == 1)
      // The first loss is of the same weights.
      #expect(diff.output.contains("\nupdate 2 is the first that differs"), "\(diff.output)")
      #expect(diff.output.contains("\n  loss "))
      #expect(diff.output.contains("the row of epoch 1 is the first that differs"))
    }
  }

  @Test func groupsOfTasksAreCompared() throws {
    try withTool { tool in
      let line = "iris --epochs 20 --quiet --seeds 4"
      #expect(try tool(line + " --run-dir plain").status == 0)
      #expect(try tool(line + " --set hidden=32 --run-dir wide").status == 0)
      let outcome = try tool("compare plain vs wide")
      #expect(outcome.status == 0)
      for text in ["task", "hidden", "accuracy, mean", "cost, mean", "higher accuracy:"] {
        #expect(outcome.output.contains(text), "\(text): \(outcome.output)")
      }
      let json = try tool("compare plain vs wide --json").json()
      let chances = try #require(json["probabilityOfImprovement"] as? [String: [String: Double]])
      #expect(chances.keys.sorted() == ["accuracy", "cost"])
      let summary = try #require((json["first"] as? [String: Any])?["summary"] as? [String: Any])
      let cost = try #require(summary["cost"] as? [String: Any])
      let values = try (1...4).map { seed in
        let evaluation = try tool.json("plain/seed-\(seed)/result.json")["evaluation"]
        return try #require((evaluation as? [String: Double])?["cost"])
      }
      let mean = try #require((cost["mean"] as? [String: Double])?["value"])
      #expect(abs(mean - values.reduce(0, +) / 4) < 1e-12)
      #expect(cost["min"] as? Double == values.min() && cost["max"] as? Double == values.max())
    }
  }
}
