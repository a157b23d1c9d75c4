import Foundation
import Testing

@Suite struct SavedRunTests {
  /// The evaluation after training can be had again from the folder.
  @Test func evaluateGivesTheEvaluationAfterTraining() throws {
    try withTool { tool in
      #expect(
        try tool("frozenlake --agent reinforce --steps 3000 --seed 3 --quiet --run-dir run")
          .status == 0)
      let result = try tool.json("run/result.json")
      let outcome = try tool("evaluate run --json")
      #expect(outcome.status == 0)
      let again = try outcome.json()
      #expect(
        again.keys.sorted() == [
          "agent", "environment", "evaluation", "receipt", "run", "seed", "solved", "threshold",
        ])
      #expect(again["evaluation"] as? NSDictionary == result["evaluation"] as? NSDictionary)
      #expect(again["seed"] as? Int == 3)
      #expect(again["threshold"] as? Double == 0.7)

      let other = try #require(
        try tool("evaluate run --episodes 30 --seed 4 --json").json()["evaluation"]
          as? [String: Any])
      #expect(other["episodes"] as? Int == 30)
      let first = try #require(again["evaluation"] as? [String: Any])
      #expect(other["exact"] as? Double == first["exact"] as? Double)
      #expect(other["mean"] as? Double != first["mean"] as? Double)
      #expect(try tool("evaluate run/").output.hasPrefix("return   "))
    }
  }

  /// A map from a file is kept as text, so the run does not need the file again.
  @Test func theFolderIsEnough() throws {
    try withTool { tool in
      try tool.write(Data("S.G\n".utf8), to: "map.txt")
      let line = "gridworld --agent dqn --steps 200 --quiet --run-dir run --set map=map.txt slip=0"
      #expect(try tool(line).status == 0)
      try FileManager.default.removeItem(at: tool.folder.appending(path: "map.txt"))
      let outcome = try tool("play run")
      #expect(outcome.status == 0)
      #expect(outcome.output.hasPrefix("[S] .  G \nstep 0  return 0\n\n"))
    }
  }

  @Test func playDrawsAnEpisode() throws {
    try withTool { tool in
      #expect(try tool("cartpole --agent dqn --steps 50 --quiet --run-dir run").status == 0)
      let outcome = try tool("play run --seed 2")
      #expect(outcome.status == 0)
      #expect(!outcome.output.contains("\u{1B}"), "no cursor is moved where there is none")
      let captions = outcome.output.split(separator: "\n").filter { $0.hasPrefix("step ") }
      #expect(captions.first == "step 0  return 0")
      let length = captions.count - 1
      #expect(length > 5)
      #expect(try #require(captions.last).hasPrefix("step \(length)  return \(length)  action "))
      #expect(try #require(captions.last).hasSuffix("(the episode ended)"))
      #expect(outcome.output.contains("[==o==]"))

      let evaluation = try #require(
        try tool("evaluate run --seed 2 --episodes 1 --json").json()["evaluation"]
          as? [String: Any])
      #expect(evaluation["mean"] as? Int == length, "it is the first episode of the evaluation")
    }
  }

  @Test func damagedFilesAreTold() throws {
    try withTool { tool in
      for (agent, name) in [("dqn", "run"), ("reinforce", "other")] {
        let line = "gridworld --agent \(agent) --steps 50 --quiet --run-dir \(name)"
        #expect(try tool(line + " --set hidden=\(name.count)").status == 0)
      }
      let weights = try tool.data("run/weights.safetensors")
      let configuration = try tool.text("run/config.json")

      func expectComplaint(_ text: String, sourceLocation: SourceLocation = #_sourceLocation) throws
      {
        let outcome = try tool("evaluate run")
        let message = outcome.errors.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        #expect(message.contains(text), "\(message)", sourceLocation: sourceLocation)
        #expect(outcome.output == "", sourceLocation: sourceLocation)
        #expect(outcome.status == 1, sourceLocation: sourceLocation)
      }
      try tool.write(weights.prefix(weights.count - 4), to: "run/weights.safetensors")
      try expectComplaint("run/weights.safetensors: data: found")
      try tool.write(Data("GIF89a, an image".utf8), to: "run/weights.safetensors")
      try expectComplaint("run/weights.safetensors: header length: found")
      try tool.write(tool.data("other/weights.safetensors"), to: "run/weights.safetensors")
      try expectComplaint(
        "0.weight has shape [12, 5] in the file, [12, 3] in the module")
      try FileManager.default.removeItem(at: tool.folder.appending(path: "run/weights.safetensors"))
      try expectComplaint("cannot read run/weights.safetensors: No such file or directory")
      try tool.write(weights, to: "run/weights.safetensors")

      func expectComplaint(
        replacing old: String, by new: String, _ text: String,
        sourceLocation: SourceLocation = #_sourceLocation
      ) throws {
        #expect(configuration.contains(old), sourceLocation: sourceLocation)
        let damaged = configuration.replacing(old, with: new)
        try tool.write(Data(damaged.utf8), to: "run/config.json")
        try expectComplaint("rlrun: run/config.json: " + text, sourceLocation: sourceLocation)
      }
      try expectComplaint(replacing: "{\n", by: "", "the file is not JSON")
      try expectComplaint(replacing: "\"seed\" :", by: "\"sead\" :", "seed: it is missing")
      try expectComplaint(
        replacing: "\"seed\" : 1", by: "\"seed\" : \"a\"", "seed: it must be a whole number")
      try expectComplaint(
        replacing: "\"formatVersion\" : 3", by: "\"formatVersion\" : 1",
        "formatVersion: found 1, expected 2 to 3")
      try expectComplaint(
        replacing: "\"loss\" : \"huber\"", by: "\"loss\" : \"hubert\"",
        "loss = hubert cannot be read; it must be one of huber, squared")
      try expectComplaint(
        replacing: "\"trainEvery\" : 1", by: "\"evaluationNoise\" : 1",
        "hyperparameters.trainEvery: it is missing")
      try expectComplaint(
        replacing: "\"agent\" : \"dqn\"", by: "\"agent\" : \"dqm\"",
        "agent: there is no agent 'dqm'")
      try tool.write(Data(configuration.utf8), to: "run/config.json")
      #expect(try tool("evaluate run --episodes 1").status == 0)
    }
  }

  /// Weights of the right shape from a run of another environment.
  @Test func foreignWeightsAreTold() throws {
    try withTool { tool in
      for name in ["cartpole", "cartpole-200"] {
        #expect(try tool("\(name) --agent dqn --steps 50 --quiet --run-dir \(name)").status == 0)
      }
      try tool.write(
        tool.data("cartpole/weights.safetensors"), to: "cartpole-200/weights.safetensors")
      let outcome = try tool("evaluate cartpole-200")
      #expect(
        outcome.errors == """
          rlrun: cartpole-200/weights.safetensors: __metadata__.environment: found
            CartPole-v1, expected CartPole-v0; these are the weights of another run

          """)
      #expect(outcome.status == 1)
    }
  }

  /// An untrained walker may walk against a wall for ever.
  @Test func anEpisodeWithoutATimeLimitIsCutOff() throws {
    try withTool { tool in
      let line = "cliffwalking --agent dqn --steps 50 --evaluation-episodes 1 --run-dir run --json"
      let result = try tool(line).json()
      let evaluation = try #require(result["evaluation"] as? [String: Any])
      let steps = try tool("play run").output.split(separator: "\n").filter {
        $0.hasPrefix("step ")
      }
      #expect(steps.count - 1 == 10_000)
      let total = try #require(evaluation["mean"] as? Int)
      #expect(try #require(steps.last).contains("return \(total) "))
      #expect(try #require(steps.last).hasSuffix("(cut off)"))
    }
  }
}
