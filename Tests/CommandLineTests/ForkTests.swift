import Foundation
import Testing

@Suite struct ForkTests {
  /// A run of 3000 steps with checkpoints on its way.
  static let parent =
    "cartpole --agent dqn --steps 3000 --checkpoint-every 1000 --quiet --run-dir run "
    + "--set hidden=16 learningStarts=100 selectEvery=0 stopReturn=none"

  @Test func aForkWithoutAChangeEndsAsTheRun() throws {
    try withTool { tool in
      #expect(try tool(Self.parent).status == 0)
      for name in ["run-fork", "run-fork-2"] {
        let outcome = try tool("fork run@1500 --threads 1")
        #expect(outcome.status == 0)
        // A slow machine has also told that it trains the ancestor again.
        #expect(
          outcome.told.hasSuffix(
            """
            forking run at step 1,500 of 3,000 without a change (dqn on CartPole-v1, seed 1,
              1 thread)
            ε stays at 0.05
            evaluating on 100 fresh episodes
            watch it with: rlrun play runs/\(name)
            see all of it: rlrun report runs/\(name)

            """))
        #expect(outcome.output.contains("trained  from step 1,500 to step 3,000 in "))
        let (receipt, parent) = try (
          tool.json("runs/\(name)/receipt.json"), tool.json("run/receipt.json")
        )
        for field in ["weights", "transitions"] {
          #expect(try #require(receipt[field] as? String) == parent[field] as? String)
        }
        #expect(
          try tool.data("runs/\(name)/weights.safetensors") == tool.data("run/weights.safetensors"))
      }
      let (run, fork) = try (tool.json("run/config.json"), tool.json("runs/run-fork/config.json"))
      for field in ["seed", "preset", "evaluationEpisodes", "hyperparameters"] {
        #expect(fork[field] as? NSObject == run[field] as? NSObject)
      }
      let ancestors = try #require(fork["ancestors"] as? [[String: Any]])
      #expect(ancestors.count == 1)
      #expect(ancestors[0]["untilStep"] as? Int == 1500)
      #expect(ancestors[0]["hyperparameters"] as? NSObject == run["hyperparameters"] as? NSObject)
      let (rows, all) = try (
        tool.text("runs/run-fork/metrics.csv").split(separator: "\n").dropFirst(),
        tool.text("run/metrics.csv").split(separator: "\n")
      )
      #expect(!rows.isEmpty)
      #expect(Array(all.suffix(rows.count)) == Array(rows))
      #expect(try tool("verify runs/run-fork").output.hasPrefix("identical: 3,000 steps, "))
    }
  }

  /// ε had fallen to its end in half of 2000 steps.
  @Test func schedulesGoOn() throws {
    try withTool { tool in
      #expect(
        try tool(
          "gridworld --agent dqn --steps 2000 --evaluation-episodes 1 --quiet --run-dir base"
        )
        .status == 0)
      func exploration(_ options: String, _ name: String) throws -> (told: String, first: Double) {
        let outcome = try tool("fork base --run-dir \(name) --threads 1 \(options)")
        #expect(outcome.status == 0, "\(outcome.errors)")
        let rows = try tool.text("\(name)/metrics.csv").split(separator: "\n").map {
          $0.split(separator: ",", omittingEmptySubsequences: false)
        }
        let column = try #require(rows[0].firstIndex(of: "exploration"))
        return (outcome.told, try #require(Double(rows[1][column])))
      }
      let kept = try exploration("--steps 8000", "kept")
      #expect(kept.first == 0.05 && kept.told.contains("explorationFraction=0.125"))
      #expect(kept.told.contains("\nε stays at 0.05\n"))
      let again = try exploration("--steps 8000 --schedules restart", "again")
      #expect(again.first > 0.5)
      #expect(again.told.contains("\nε goes on from 0.525 to 0.05 at step 4,000\n"))
      let stated = try exploration("--steps 8000 --set explorationFraction=1", "stated")
      #expect(stated.first > 0.7)
      #expect(stated.told.contains("\nε goes on from 0.7625 to 0.05 at step 8,000\n"))
      // Another setting alone leaves it as it is.
      #expect(try exploration("--steps 2400 --set learningRate=1e-3", "other").first == 0.05)
      let mistake = try tool("fork base --steps 8000 --schedules again")
      #expect(mistake.message == "rlrun: --schedules is 'again'; it must be keep or restart")
      #expect(mistake.status == 2)
    }
  }

  /// Steps to the threshold are those from the start of the run that was forked; how long its part of
  /// them took is not known of a fork.
  @Test func stepsToTheThresholdCountFromTheStart() throws {
    try withTool { tool in
      let line = "cartpole-200 with dqn --steps 8000 --quiet --set stopReturn=none --run-dir run"
      #expect(try tool(line).status == 0)
      #expect(try tool("fork run@1500 --quiet --run-dir fork").status == 0)
      let (run, fork) = try (tool.json("run/result.json"), tool.json("fork/result.json"))
      let steps = try #require(run["stepsToThreshold"] as? Int)
      #expect(steps > 1500 && fork["stepsToThreshold"] as? Int == steps)
      #expect(run["secondsToThreshold"] is Double && fork["secondsToThreshold"] is NSNull)
      let table = try tool("compare run vs fork").output
      let median = "median \(steps / 1000),\(String("\(1000 + steps % 1000)".dropFirst())) (1 of 1)"
      let row = table.split(separator: "\n").first { $0.hasPrefix("steps to threshold ") } ?? ""
      #expect(row.components(separatedBy: median).count == 3, "\(table)")
    }
  }

  @Test(arguments: [true, false])
  func aForkOfAForkIsVerifiedAndResumed(fromCheckpoint: Bool) throws {
    try withTool { tool in
      #expect(try tool(Self.parent).status == 0)
      let lines = [
        "fork run@1500 --run-dir fork --set learningRate=1e-2 timeLimit=100",
        "fork fork@2_200 --run-dir other --set discount=0.9 --steps 3500",
      ]
      for line in lines { #expect(try tool(line + " --quiet").status == 0) }
      let ancestors = try #require(
        try tool.json("other/config.json")["ancestors"] as? [[String: Any]])
      #expect(ancestors.map { $0["untilStep"] as? Int } == [1500, 2200])
      let receipt = try tool.data("other/receipt.json")
      #expect(try tool.json("other/receipt.json")["steps"] as? Int == 3500)
      #expect(receipt != (try tool.data("fork/receipt.json")))
      for run in ["fork", "other"] {
        #expect(try tool("verify \(run)").output.hasPrefix("identical: "), "\(run)")
      }
      let (metrics, other) = try (
        tool.data("other/metrics.csv"), tool.folder.appending(path: "other")
      )
      try FileManager.default.removeItem(at: other.appending(path: "receipt.json"))
      if !fromCheckpoint {
        try FileManager.default.removeItem(at: other.appending(path: "checkpoints"))
      }
      let outcome = try tool("resume other")
      #expect(outcome.status == 0)
      // A slow machine has also told that it trains the ancestor again.
      #expect(outcome.errors.contains("going on with dqn on CartPole-v1 from step 2,200 of 3,500"))
      #expect(try tool.data("other/receipt.json") == receipt)
      #expect(try tool.data("other/metrics.csv") == metrics)
    }
  }

  /// With several environments a step of the agent takes as many of theirs.
  @Test func aForkBeginsAtAStepOfAllEnvironments() throws {
    try withTool { tool in
      #expect(try tool(Self.parent + " environments=7").status == 0)
      #expect(try tool("fork run@1500 --quiet --run-dir fork").status == 0)
      let ancestors = try tool.json("fork/config.json")["ancestors"] as? [[String: Any]]
      #expect(ancestors?.first?["untilStep"] as? Int == 1505)
      #expect(
        try tool.data("fork/weights.safetensors") == tool.data("run/weights.safetensors"))
      #expect(try tool("verify fork").status == 0)
    }
  }

  @Test func theStateDoesNotDependOnCheckpoints() throws {
    try withTool { tool in
      #expect(try tool(Self.parent).status == 0)
      let line = "fork run@1500 --quiet --set learningRate=0.05 --run-dir "
      #expect(try tool(line + "fork").errors == "")
      for name in try tool.names(in: "run/checkpoints") {
        try tool.write(Data("damaged".utf8), to: "run/checkpoints/\(name)")
      }
      let outcome = try tool(line + "other")
      #expect(outcome.status == 0)
      #expect(outcome.errors.hasPrefix("rlrun: the checkpoint of step 1000 cannot be used:\n"))
      #expect(try tool.data("fork/receipt.json") == tool.data("other/receipt.json"))
    }
  }

  /// Without a step: the end of a complete run, else its latest checkpoint.
  @Test func theLatestStateIsTheOneWithoutAStep() throws {
    try withTool { tool in
      #expect(try tool(Self.parent).status == 0)
      #expect(try tool("fork run --steps 3200 --quiet --run-dir fork").status == 0)
      func untilStep(_ run: String) throws -> Int? {
        let ancestors = try tool.json("\(run)/config.json")["ancestors"] as? [[String: Any]]
        return ancestors?.first?["untilStep"] as? Int
      }
      #expect(try untilStep("fork") == 3000)
      let run = tool.folder.appending(path: "run")
      try FileManager.default.removeItem(at: run.appending(path: "receipt.json"))
      let checkpoints = try tool.names(in: "run/checkpoints").compactMap { Int($0.dropLast(12)) }
      #expect(try tool("fork run --steps 3200 --quiet --run-dir other").status == 0)
      #expect(try untilStep("other") == checkpoints.max())

      try FileManager.default.removeItem(at: run.appending(path: "checkpoints"))
      let outcome = try tool("fork run --steps 3200")
      #expect(
        outcome.errors == """
          rlrun: run has neither come to its end nor left a checkpoint that can be used;
            say at which step to fork it, as in: rlrun fork run@1500

          """)
      #expect(outcome.status == 2)
    }
  }

  /// A run that an evaluation stopped goes on in a fork that is not stopped.
  @Test func aStoppedRunGoesOn() throws {
    try withTool { tool in
      let line = "cartpole --agent dqn --steps 1000 --quiet --run-dir run --set hidden=16 "
      #expect(
        try tool(line + "learningStarts=100 selectEvery=200 selectEpisodes=1 stopReturn=5").status
          == 0)
      let stop = try #require(try tool.json("run/receipt.json")["steps"] as? Int)
      #expect(stop < 1000)
      #expect(try tool("fork run --set stopReturn=none --quiet --run-dir fork").status == 0)
      #expect(try tool.json("fork/receipt.json")["steps"] as? Int == 1000)
      #expect(try tool("verify fork").status == 0)
    }
  }

  /// Returns of an environment with other rewards are no measure.
  @Test func earlierEvaluationsCountOnlyInTheSameEnvironment() throws {
    try withTool { tool in
      let line = "gridworld with dqn --steps 2000 --run-dir run --set selectEvery=250 "
      let best = "the best weights are those of step 1,250\n"
      let parent = try tool(line + "selectEpisodes=5 hidden=16 learningStarts=100")
      try #require(parent.errors.contains(best))
      #expect(try tool("fork run@1500").errors.contains(best))
      #expect(try !tool("fork run@1500 --set stepReward=-5 --run-dir fork").errors.contains(best))
      #expect(try tool("verify fork").status == 0)
    }
  }

  @Test func mistakesAreExplained() throws {
    try withTool { tool in
      #expect(try tool(Self.parent + " bufferSize=1000").status == 0)
      #expect(try tool("fork run@1500 --quiet --run-dir fork").status == 0)
      let keepsSeed =
        "rlrun: a fork keeps the seed of RUN\nrlrun: `rlrun help fork` shows how it goes"
      let mistakes = [
        ("run@5000", "rlrun: there is no step 5000 in run, which ended at step 3000"),
        (
          "run@",
          """
          rlrun: '' in 'run@' is no step; it must be a whole number of 0 or more, as in
            run@5000
          """
        ),
        (
          "run@-1",
          """
          rlrun: '-1' in 'run@-1' is no step; it must be a whole number of 0 or more, as
            in run@5000
          """
        ),
        (
          "fork@1000",
          """
          rlrun: fork is a fork itself and begins at step 1500, after step 1000; fork its
            ancestor to begin earlier
          """
        ),
        (
          "run --set learningRate=1",
          """
          rlrun: the fork would begin at step 3000 and has to end at step 3000; give it
            more with --steps, or fork run at an earlier step
          """
        ),
        (
          "run@2000 --set hidden=16,8 discount=0.5",
          """
          rlrun: the state of run does not fit these settings:
          hidden = 16,8 (there 16): the networks keep their sizes (agent.online.2.weight:
            found the shape [16, 2], expected the shape [16, 8])
          """
        ),
        (
          "run@2000 --set environments=2",
          """
          rlrun: the state of run does not fit these settings:
          environments = 2 (there 1): the episodes under way could not go on
            (agent.memory.latestObservations: found the shape [4], expected the shape [8])
          """
        ),
        (
          "run@2000 --set bufferSize=1500",
          """
          rlrun: the state of run does not fit these settings:
          bufferSize = 1500 (there 1000): the replay memory cannot drop what it holds, nor
            grow once it was full (agent.memory.observations: found the shape [4000],
            expected the shape [6000])
          """
        ),
        (
          "run@2000 --set timeLimit=none activation=tanh hidden=8",
          """
          rlrun: the state of run does not fit these settings:
          hidden = 8 (there 16): the networks keep their sizes (agent.online.0.weight:
            found the shape [4, 16], expected the shape [4, 8])
          timeLimit = none (there 500): the episodes under way could not go on
            (agent.world.members.environment.elapsed: found an array of that name,
            expected none)
          """
        ),
        (
          "run@2000 --set discount=3",
          "rlrun: discount = 3 is out of range; it must be a number "
            + "from 0.0 to 1.0"
        ),
        (
          "run@2000 --set stopReturn=400",
          "rlrun: stopReturn needs evaluations: set selectEvery > 0, or stopReturn=none"
        ),
        ("run@2000 --seed 4", keepsSeed), ("run@2000 --seeds=4", keepsSeed),
        ("run@2000 --set seed=3", keepsSeed),
        ("nowhere@5", "rlrun: there is no folder 'nowhere'"),
      ]
      for (line, message) in mistakes {
        let outcome = try tool("fork \(line)")
        #expect(outcome.errors == message + "\n")
        #expect(outcome.output == "")
        #expect(outcome.status == 2)
      }
      #expect(
        try tool("fork run@2000 --set timelimit=3").errors.contains("did you mean 'timeLimit'"))
      #expect(try tool.names(in: ".").filter { !$0.hasPrefix(".") } == ["fork", "run"])

      let other = try tool.text("run/config.json").replacing("\"0.4.0\"", with: "\"0.0.9\"")
      try tool.write(Data(other.utf8), to: "run/config.json")
      let outcome = try tool("fork run@2000")
      #expect(outcome.status == 1)
      #expect(outcome.errors.contains("only version 0.0.9 forks it exactly"))
    }
  }

  /// The fork of one of several seeds is called as all of them.
  @Test func theForkOfASeedHasTheNameOfItsGroup() throws {
    try withTool { tool in
      let line = "gridworld --agent dqn --steps 60 --evaluation-episodes 1 --quiet"
      #expect(try tool(line + " --seeds 2").status == 0)
      #expect(try tool("fork runs/gridworld-dqn/seed-2@40 --quiet").status == 0)
      #expect(try tool.names(in: "runs") == ["gridworld-dqn", "gridworld-dqn-seed-2-fork"])
      // Who takes no step says who does.
      for command in ["resume", "verify", "landscape"] {
        let outcome = try tool("\(command) runs/gridworld-dqn/seed-2@40")
        #expect(
          outcome.message
            == "rlrun: there is no folder 'runs/gridworld-dqn/seed-2@40'; a step is named for "
            + "evaluate, play, record, report and fork")
        #expect(outcome.status != 0)
      }
      #expect(
        try tool("verify runs/nowhere@40").message == "rlrun: there is no folder 'runs/nowhere@40'")
    }
  }

  /// What PPO anneals goes on where it stood, or begins again over the new steps.
  @Test func annealedNumbersGoOnOrRestart() throws {
    try withTool { tool in
      let line = "cartpole --agent ppo --steps 2048 --evaluation-episodes 1 --quiet --run-dir base"
      #expect(
        try tool(
          line
            + " --set annealing=before learningRate=0.001 environments=8 rolloutSteps=64 selectEvery=0"
            + " stopReturn=none"
        ).status == 0)
      let kept = try tool("fork base --steps 4096 --run-dir kept --threads 1")
      #expect(kept.status == 0, "\(kept.errors)")
      #expect(kept.told.contains("annealingSteps=2048"))
      #expect(kept.told.contains("\nlearningRate stays at 0\n"), "\(kept.told)")
      // At half of the new steps it is half of what it began with.
      let again = try tool("fork base --steps 4096 --schedules restart --run-dir again --threads 1")
      #expect(again.status == 0, "\(again.errors)")
      #expect(
        again.told.contains("\nlearningRate goes on from 0.0005 to 0 at step 4,096\n"),
        "\(again.told)")
      let weights = try ["base", "kept", "again"].map { try tool.data("\($0)/weights.safetensors") }
      #expect(weights[1] != weights[2] && weights[0] != weights[2])
    }
  }
}
