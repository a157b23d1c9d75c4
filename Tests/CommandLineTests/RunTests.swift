import Foundation
import RLNet
import Testing

@Suite struct RunTests {
  @Test(arguments: ["dqn", "reinforce"])
  func resultHasItsKeysAndTypes(_ agent: String) throws {
    try withTool { tool in
      let outcome = try tool(
        "cartpole --agent \(agent) --steps 2000 --set selectEvery=1000 selectEpisodes=2 --json "
          + "--evaluation-episodes 7 --seed 18446744073709551615")
      #expect(outcome.status == 0)
      #expect(outcome.output.filter(\.isNewline).count == 1)
      let result = try outcome.json()
      #expect(
        result.keys.sorted() == [
          "agent", "environment", "episodes", "evaluation", "preset", "record", "run",
          "secondsToThreshold", "seed", "selectionSteps", "solved", "steps", "stepsPerSecond",
          "stepsToThreshold", "threshold", "trainSeconds", "updates",
        ])
      #expect(result["environment"] as? String == "CartPole-v1")
      #expect(result["agent"] as? String == agent)
      #expect(result["preset"] as? String == "default")
      #expect((result["seed"] as? NSNumber)?.uint64Value == .max)
      #expect(result["threshold"] as? Double == 475)
      #expect(result["solved"] as? Bool == false)
      #expect(try #require(result["steps"] as? Int) >= 2000)
      #expect(try #require(result["episodes"] as? Int) > 10)
      #expect(try #require(result["updates"] as? Int) > 0)
      #expect(try #require(result["selectionSteps"] as? Int) > 10)
      let seconds = try #require(result["trainSeconds"] as? Double)
      let rate = try #require(result["stepsPerSecond"] as? Double)
      #expect(abs(rate * seconds - Double(try #require(result["steps"] as? Int))) < 0.01)

      let evaluation = try #require(result["evaluation"] as? [String: Any])
      #expect(evaluation.keys.sorted() == ["episodes", "max", "mean", "min", "returns", "std"])
      #expect(evaluation["episodes"] as? Int == 7)
      let (low, mean, high) = (evaluation["min"], evaluation["mean"], evaluation["max"])
      #expect(try #require(low as? Double) <= #require(mean as? Double))
      #expect(try #require(mean as? Double) <= #require(high as? Double))
      #expect(
        try tool.json(#require(result["run"] as? String) + "/result.json") as NSDictionary
          == result as NSDictionary)
    }
  }

  @Test func anEnvironmentWithATableHasAnExactReturnAndNoThreshold() throws {
    try withTool { tool in
      let outcome = try tool("gridworld with dqn --steps 600 --json --quiet")
      let result = try outcome.json()
      #expect(result["threshold"] is NSNull)
      #expect(result["solved"] is NSNull)
      let evaluation = try #require(result["evaluation"] as? [String: Any])
      #expect(
        evaluation.keys.sorted() == [
          "episodes", "exact", "max", "mean", "min", "optimum", "returns", "std",
          "uniformRandom",
        ])
      let exact = try #require(evaluation["exact"] as? Double)
      #expect(exact <= evaluation["optimum"] as? Double ?? -.infinity)
      #expect(outcome.errors == "", "--quiet")
    }
  }

  @Test func plainResult() throws {
    try withTool { tool in
      let outcome = try tool(
        "frozenlake with dqn --steps 300 --seed 5 --evaluation-episodes 1 --threads=1")
      let lines = outcome.output.split(separator: "\n").map(String.init)
      #expect(lines.count == 6)
      #expect(lines[0].hasPrefix("return   0.00 ± 0.00 over 1 episode (min 0, max 0)"))
      #expect(lines[1].hasPrefix("exact    0."))
      #expect(lines[2] == "         (optimum 0.7442, uniform random 0.0139)")
      #expect(lines[3] == "solved   no (threshold 0.7)")
      #expect(lines[4].hasPrefix("trained  300 steps, "))
      #expect(lines[5] == "run      runs/frozenlake-dqn-5")
      #expect(
        outcome.told.hasPrefix(
          """
          training dqn on FrozenLake-v1 for 300 steps (preset default, seed 5, 1 thread)
          rlrun: warning: learningStarts=500 is not before the end at step 300, so no
            update will be made
          evaluating on 1 fresh episode
          """))
    }
  }

  @Test func theFolderHoldsTheRun() throws {
    try withTool { tool in
      #expect(
        try tool(
          "cartpole --agent dqn --steps 1500 --run-dir some/run/ --set loss=squared learningRate=0.25 "
            + "learningStarts=1000"
        )
        .status == 0)
      #expect(
        try tool.names(in: "some/run") == [
          "config.json", "events.out.tfevents.rlrun", "metrics.csv", "receipt.json", "result.json",
          "selections.csv", "timing.csv", "weights.safetensors",
        ])

      let configuration = try tool.json("some/run/config.json")
      #expect(configuration["formatVersion"] as? Int == 3)
      #expect(configuration["version"] as? String == "0.4.0")
      #expect(configuration["seed"] as? Int == 1)
      #expect(configuration["evaluationEpisodes"] as? Int == 100)
      let settings = try #require(configuration["environmentSettings"] as? [String: Any])
      #expect(settings["timeLimit"] as? Int == 500)
      let hyperparameters = try #require(configuration["hyperparameters"] as? [String: Any])
      #expect(hyperparameters["loss"] as? String == "squared")
      #expect(hyperparameters["steps"] as? Int == 1500)
      #expect(hyperparameters["hidden"] as? [Int] == [64, 64])
      #expect(hyperparameters["learningRate"] as? Double == 0.25)

      let metrics = try tool.text("some/run/metrics.csv").split(separator: "\n")
      #expect(metrics[0] == "episode,step,return,length,terminated,exploration,loss,q,hash")
      let result = try tool.json("some/run/result.json")
      #expect(metrics.count - 1 == result["episodes"] as? Int)
      var step = 0
      for (number, row) in metrics.dropFirst().enumerated() {
        let fields = row.split(separator: ",")
        let length = try #require(Int(fields[3]))
        step += length
        #expect(fields[0] == "\(number + 1)" && fields[1] == "\(step)")
        #expect(fields[2] == "\(Double(length))", "CartPole gives 1 for each step")
        #expect(fields[4] == "true", "an untrained agent fails before the time limit")
      }
      let timing = try tool.text("some/run/timing.csv").split(separator: "\n")
      #expect(timing[0] == "seconds,step,episode,updates")
      #expect(try #require(timing.last).hasSuffix(",1500,\(metrics.count - 1),500"))
    }
  }

  @Test func nothingIsOverwritten() throws {
    try withTool { tool in
      let line = "gridworld --agent dqn --steps 50 --evaluation-episodes 1 --quiet"
      for name in ["gridworld-dqn-1", "gridworld-dqn-1-2", "gridworld-dqn-1-3"] {
        #expect(try tool(line).output.hasSuffix("run      runs/\(name)\n"))
      }
      let before = try tool.data("runs/gridworld-dqn-1/metrics.csv")
      let outcome = try tool(line + " --run-dir runs/gridworld-dqn-1 --seed 2")
      #expect(outcome.status == 2)
      #expect(
        outcome.errors == """
          rlrun: the folder 'runs/gridworld-dqn-1' is not empty, and nothing is
            overwritten; choose another one

          """)
      #expect(try tool.data("runs/gridworld-dqn-1/metrics.csv") == before)
      try FileManager.default.createDirectory(
        at: tool.folder.appending(path: "empty"), withIntermediateDirectories: false)
      #expect(try tool(line + " --run-dir empty").status == 0)
    }
  }

  /// Same seed, same bytes: whatever the threads and the instruction set.
  @Test(
    arguments: [
      "cartpole --agent dqn --steps 2000 --set selectEvery=500 selectEpisodes=10",
      "gridworld --agent reinforce --steps 2000 --set selectEvery=500 selectEpisodes=10 "
        + "episodesPerBatch=16",
    ])
  func sameSeedSameBytes(_ line: String) throws {
    try withTool { tool in
      let ways =
        [("1", nil), ("2", nil), ("2", "plain")] + availableInstructionSets.map { ("1", $0) }
      for (number, (threads, instructions)) in ways.enumerated() {
        let outcome = try tool(
          line + " --quiet --json --threads \(threads) --run-dir run\(number)",
          variables: instructions.map { ["RLNET_CPU": $0] } ?? [:])
        #expect(outcome.status == 0)
        for file in ["metrics.csv", "weights.safetensors", "config.json"] {
          #expect(
            try tool.data("run\(number)/\(file)") == tool.data("run0/\(file)"),
            "\(file) with \(threads) threads, \(instructions ?? "the best instructions")")
        }
      }
      #expect(try tool(line + " --quiet --seed 2 --run-dir other").status == 0)
      #expect(try tool.data("other/metrics.csv") != tool.data("run0/metrics.csv"))
    }
  }

  @Test func stepsAndSetAreTaken() throws {
    try withTool { tool in
      let common = "gridworld --agent dqn --quiet --evaluation-episodes 1 --json"
      #expect(try tool(common + " --set steps=40 slip=0.1").json()["steps"] as? Int == 40)
      #expect(try tool(common + " --steps 7_0").json()["steps"] as? Int == 70)
      let settings = try tool.json("runs/gridworld-dqn-slip=0.1-1/config.json")[
        "environmentSettings"]
      #expect((settings as? [String: Any])?["slip"] as? Double == 0.1)
    }
  }
}
