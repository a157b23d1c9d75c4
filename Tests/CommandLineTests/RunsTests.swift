import Agents
import Foundation
import Testing

/// `rlrun runs`, and what is shown of a run at a step.
@Suite struct RunsTests {
  @Test func runsAreListed() throws {
    try withTool { tool in
      #expect(
        try tool("runs").errors
          == "runs: there are no runs yet; train one with: rlrun cartpole --agent dqn\n")
      let line = "gridworld --agent dqn --steps 300 --evaluation-episodes 5 --quiet"
      #expect(try tool(line + " --seeds 2").status == 0)
      #expect(try tool(line + " --set slip=0.1").status == 0)
      #expect(try tool("gates --preset xor --epochs 20 --quiet").status == 0)
      let outcome = try tool("runs")
      #expect(outcome.status == 0 && outcome.errors == "")
      let rows = outcome.output.split(separator: "\n").map {
        $0.split(separator: " ").map(String.init)
      }
      try #require(rows.count == 5)
      #expect(rows[0] == ["run", "trained", "seed", "state", "done", "result", "age"])
      #expect(
        rows.dropFirst().map { $0[0] } == [
          "runs/gates-xor-1", "runs/gridworld-dqn/seed-1", "runs/gridworld-dqn/seed-2",
          "runs/gridworld-dqn-slip=0.1-1",
        ])
      #expect(rows[1][1...6].joined(separator: " ") == "gates 1 complete 20 updates error")
      #expect(
        rows[3][1...8].joined(separator: " ") == "dqn on GridWorld-v1 2 complete 300 steps return")

      let data = Data(try tool("runs --json").output.utf8)
      let list = try #require(try JSONSerialization.jsonObject(with: data) as? [[String: Any]])
      #expect(list.map { $0["run"] as? String } == rows.dropFirst().map { $0[0] })
      let mean = try #require(list[2]["result"] as? [String: Double])["mean"]
      let evaluation = try tool.json("runs/gridworld-dqn/seed-2/result.json")["evaluation"]
      #expect(mean == (evaluation as? [String: Any])?["mean"] as? Double)
      #expect(list[0]["agent"] is NSNull && list[0]["unit"] as? String == "update")

      // One that is damaged is told, and the others are listed.
      try tool.write(Data("{".utf8), to: "runs/gates-xor-1/config.json")
      let damaged = try tool("runs")
      #expect(damaged.status == 1)
      #expect(damaged.errors == "rlrun: runs/gates-xor-1/config.json: the file is not JSON\n")
      #expect(damaged.output.split(separator: "\n").count == 4)
    }
  }

  /// A run at a step is the run that was to end there.
  @Test func aRunIsShownAtAStep() throws {
    try withTool { tool in
      let line = "cartpole --agent dqn --evaluation-episodes 7 --quiet --set selectEvery=0"
      let long = line + " stopReturn=none --steps 3000 --checkpoint-every 700"
      #expect(try tool(long + " --run-dir long").status == 0)
      // ε falls over the steps of each.
      let short = line + " stopReturn=none explorationFraction=0.6 --steps 1000"
      let whole = line + " stopReturn=none explorationFraction=0.2 --steps 3000"
      #expect(try tool(short + " --run-dir short").status == 0)
      #expect(try tool(whole + " --run-dir whole").status == 0)
      func evaluation(_ run: String) throws -> NSDictionary {
        let result = try tool("evaluate \(run) --episodes 7 --json").json()["evaluation"]
        return try #require(result as? NSDictionary)
      }
      let one = try evaluation("short")
      #expect(try evaluation("whole@1000") == one)
      // From the checkpoint before the step too.
      let kept = whole.replacing("--steps 3000", with: "--steps 3000 --checkpoint-every 300")
      #expect(try tool(kept + " --run-dir kept").status == 0)
      #expect(tool.exists("kept/checkpoints/2400.safetensors"))
      #expect(try evaluation("kept@2500") == evaluation("whole@2500"))

      for command in ["evaluate long@2000", "play long@2000", "report long@2000"] {
        let outcome = try tool(command)
        #expect(outcome.status == 0, "\(command): \(outcome.errors)")
      }
      #expect(try tool.text("long/report-2000.html").contains("up to step 2,000"))
      #expect(!tool.exists("long/report.html"))
      #expect(try tool("record long@1400 --output film.gif").status == 0)
      let beyond = try tool("evaluate long@3001")
      #expect(beyond.status == 1)
      #expect(beyond.errors == "rlrun: there is no step 3001 in long, which ended at step 3000\n")
      #expect(
        try tool("play long@half").message
          == "rlrun: 'half' in 'long@half' is no step; it must be a whole number of 0 or more, as in "
          + "long@5000")
      // What exists under the name that was typed is what is meant.
      try FileManager.default.copyItem(
        at: tool.folder.appending(path: "short"), to: tool.folder.appending(path: "long@7"))
      #expect(try evaluation("long@7") == one)
      // A folder of runs is evaluated run by run.
      let all = try tool("evaluate . --episodes 3")
      #expect(all.status == 0)
      #expect(all.output.split(separator: "\n").filter { $0.hasPrefix("./") }.count == 5)
    }
  }

  /// Videos change nothing.
  @Test func videosAreRecordedInTraining() throws {
    try withTool { tool in
      let line = "gridworld --agent dqn --steps 1500 --evaluation-episodes 3 --quiet"
      #expect(try tool(line + " --run-dir plain").status == 0)
      #expect(try tool(line + " --run-dir filmed --record-every 600").status == 0)
      #expect(try tool.names(in: "filmed/videos") == ["step-1200.gif", "step-600.gif"])
      for name in ["step-600.gif", "step-1200.gif"] {
        #expect(try tool.data("filmed/videos/\(name)").starts(with: Array("GIF8".utf8)))
      }
      try tool.expectSameRun("plain", "filmed")
      // Of several seeds each has its own.
      #expect(
        try tool(line + " --seeds 2 --run-dir all --record-every 600").status == 0)
      #expect(try tool(line + " --seed 2 --run-dir alone --record-every 600").status == 0)
      #expect(
        try tool.data("all/seed-2/videos/step-600.gif") == tool.data("alone/videos/step-600.gif"))
      let recording = try tool.json("filmed/config.json")["recording"] as? [String: Any]
      #expect(recording?["recordEvery"] as? Int == 600)
    }
  }

  /// Settings that fight are told before training, also where nothing else is.
  @Test(arguments: [
    (
      "learningStarts=900",
      "learningStarts=900 is not before the end at step 800, so no update "
        + "will be made"
    ),
    (
      "targetEvery=2 trainEvery=2",
      "targetEvery=2 is not above trainEvery=2, so the target network "
        + "is the online one at each update"
    ),
    (
      "selectEvery=900",
      "selectEvery=900 is beyond the end at step 800, so no evaluation chooses "
        + "weights: the last ones are the result"
    ),
  ])
  func doubtfulSettingsAreTold(_ settings: String, _ warning: String) throws {
    try withTool { tool in
      let line =
        "cartpole --agent dqn --steps 800 --evaluation-episodes 1 --quiet --set \(settings)"
      let outcome = try tool(line)
      #expect(outcome.status == 0)
      #expect(outcome.message == "rlrun: warning: \(warning)")
    }
  }

  /// Whatever the agent, and for several seeds once.
  @Test(arguments: AgentCatalog.builtIn.all.map { $0.name })
  func anEvaluationThatNeverComesIsTold(_ agent: String) throws {
    try withTool { tool in
      let environment = ["sac", "td3", "ddpg"].contains(agent) ? "pendulum" : "cartpole"
      let line =
        "\(environment) --agent \(agent) --steps 1100 --evaluation-episodes 1 --quiet "
        + "--set selectEvery=90000 stopReturn=none"
      let warning =
        "rlrun: warning: selectEvery=90000 is beyond the end at step 1100, so no evaluation chooses "
        + "weights: the last ones are the result"
      for seeds in ["", " --seeds 2"] {
        let outcome = try tool(line + seeds)
        #expect(outcome.status == 0)
        #expect(outcome.message.ranges(of: warning).count == 1, "\(outcome.message)")
      }
    }
  }

  /// A run's state, as far as its folder tells it.
  @Test(.timeLimit(.minutes(10))) func statesAreTold() throws {
    try withTool { tool in
      func states() throws -> [String] {
        let data = Data(try tool("runs . --json").output.utf8)
        let list = try #require(try JSONSerialization.jsonObject(with: data) as? [[String: Any]])
        return list.compactMap { $0["state"] as? String }
      }
      let line = "cartpole --agent dqn --steps 5000000 --set selectEvery=0 stopReturn=none --quiet"
      var seen: [String] = []
      let outcome = try tool(line + " --run-dir run") { process in
        try wait { try tool.exists("run/timing.csv") && tool.text("run/timing.csv").contains("\n") }
        seen = try states()
        process.interrupt()
      }
      #expect(outcome.status == 130)
      #expect(seen == ["in training"])
      #expect(try states() == ["interrupted"])
      // One that was killed has left no result.
      try tool.remove("run/result.json")
      #expect(try states() == ["stopped"])
      try tool.write(Data("{".utf8), to: "run/config.json")
      let damaged = try tool("runs .")
      #expect(damaged.status == 1 && damaged.output == "")
      #expect(damaged.errors == "rlrun: ./run/config.json: the file is not JSON\n")
    }
  }

  /// A run that was killed between two videos has them all in the end.
  @Test(.timeLimit(.minutes(10))) func videosGoOnAfterAKill() throws {
    try withTool { tool in
      let line =
        "cartpole --agent dqn --steps 9000 --set selectEvery=0 stopReturn=none --quiet "
        + "--evaluation-episodes 1 --record-every 3000 --checkpoint-every 1000"
      #expect(try tool(line + " --run-dir whole").status == 0)
      let killed = try tool(line + " --run-dir killed") { process in
        try wait { tool.exists("killed/videos/step-3000.gif") }
        kill(process.processIdentifier, SIGKILL)
      }
      #expect(killed.status != 0 && !tool.exists("killed/receipt.json"))
      #expect(try tool("resume killed --quiet").status == 0)
      for step in [3000, 6000] {
        let name = "videos/step-\(step).gif"
        #expect(try tool.data("killed/\(name)") == tool.data("whole/\(name)"))
      }
      #expect(try tool.names(in: "killed/videos") == tool.names(in: "whole/videos"))
      try tool.expectSameRun("killed", "whole")
    }
  }

}
