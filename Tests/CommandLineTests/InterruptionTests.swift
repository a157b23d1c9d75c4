import Foundation
import Testing

@Suite struct InterruptionTests {
  /// Ctrl-C ends training and leaves a run that can be evaluated and played.
  @Test(.timeLimit(.minutes(10)))
  func theRunIsSavedAsItStands() throws {
    try withTool { tool in
      let line =
        "cartpole --agent dqn --steps 300000000 --json --run-dir run --set stopReturn=none"
      let outcome = try tool(line.split(separator: " ").map(String.init)) { process in
        // Until training writes its record, about once a second.
        try wait { (try? tool.text("run/timing.csv").split(separator: "\n").count) ?? 0 >= 2 }
        process.interrupt()
      }
      #expect(outcome.status == 130)
      #expect(!outcome.isSignalled)
      #expect(
        outcome.errors.hasSuffix(
          "rlrun: interrupted; the run is saved as it stands in run\n"
            + "go on with it: rlrun resume run\n"))
      let result = try outcome.json()
      #expect(result["interrupted"] as? Bool == true)
      #expect(result["evaluation"] is NSNull)
      #expect(result["solved"] is NSNull)
      #expect(try tool.json("run/result.json") as NSDictionary == result as NSDictionary)
      let rows = try tool.text("run/metrics.csv").split(separator: "\n").count - 1
      #expect(rows == result["episodes"] as? Int)
      #expect(try tool("evaluate run --episodes 3").status == 0)
      #expect(try tool("play run").status == 0)
    }
  }

  /// As `nohup` starts it.
  @Test(.timeLimit(.minutes(10))) func aHangUpThatIsIgnoredStaysSo() throws {
    try withTool { tool in
      let line = "gridworld --agent dqn --steps 40000 --quiet --run-dir run"
      let outcome = try tool(
        ["-c", "trap '' HUP; exec \"$0\" \(line)", Tool.executable.path],
        executable: URL(filePath: "/bin/sh")
      ) { process in
        try wait { tool.exists("run/metrics.csv") }
        while process.isRunning {
          kill(process.processIdentifier, SIGHUP)
          Thread.sleep(forTimeInterval: 0.05)
        }
      }
      #expect(outcome.status == 0 && !outcome.isSignalled)
      #expect(try tool.json("run/result.json")["steps"] as? Int == 40_000)
    }
  }

  /// The second one does not wait for anything.
  @Test(.timeLimit(.minutes(10)))
  func theSecondEndsAtOnce() throws {
    try withTool { tool in
      // The evaluation of an untrained agent in the maze takes long.
      let line = "maze --agent dqn --steps 1 --evaluation-episodes 1000000 --run-dir run"
      let outcome = try tool(line.split(separator: " ").map(String.init)) { process in
        try wait { tool.exists("run/weights.safetensors") }
        // Two that come at once are one.
        while process.isRunning {
          process.interrupt()
          Thread.sleep(forTimeInterval: 0.1)
        }
      }
      #expect(outcome.status == 130)
      #expect(!outcome.isSignalled)
      #expect(try tool("evaluate run --episodes 1").status == 0, "the weights are saved before")
    }
  }

  /// Of several runs, each is gone on with; those that cannot be are named.
  @Test func severalRunsAreResumed() throws {
    try withTool { tool in
      for name in ["a", "b", "c"] {
        // Long enough that the agent begins to learn.
        let line = "gridworld --agent dqn --steps 600 --evaluation-episodes 1 --quiet --run-dir"
        #expect(try tool("\(line) \(name)").status == 0)
      }
      try tool.write(Data("{}".utf8), to: "a/config.json")
      let receipt = try tool.data("c/receipt.json")
      try FileManager.default.removeItem(at: tool.folder.appending(path: "c/receipt.json"))
      let outcome = try tool("resume a b c --quiet --json")
      #expect(outcome.status == 1)
      #expect(
        outcome.errors == """
          rlrun: a/config.json: formatVersion: it is missing
          b is complete; there is nothing to go on with

          """)
      #expect(try outcome.json()["run"] as? String == "c")
      #expect(try tool.data("c/receipt.json") == receipt)

      // Runs of tasks beside those of agents.
      #expect(try tool("gates --epochs 20 --quiet --run-dir all/d").status == 0)
      try tool.copy("c", to: "all/c")
      let receipts = try ["c", "d"].map { try tool.data("all/\($0)/receipt.json") }
      for name in ["c", "d"] { try tool.remove("all/\(name)/receipt.json") }
      let both = try tool("resume all --quiet --json")
      #expect(both.status == 0 && both.errors == "")
      #expect(both.output.filter(\.isNewline).count == 2)
      #expect(try ["c", "d"].map { try tool.data("all/\($0)/receipt.json") } == receipts)

      let mistake = try tool("resume c nowhere")
      #expect(mistake.status == 2)
      #expect(mistake.errors == "rlrun: there is no folder 'nowhere'\n")
    }
  }
}
