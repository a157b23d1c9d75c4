import Foundation
import RLSupervised
import Testing

/// `rlrun TASK --seeds` and `rlrun optimizers`: several runs side by side.
@Suite struct TaskGroupTests {
  /// Every seed is the run that it is alone, whichever thread takes it.
  @Test func everySeedIsTheRunOfItsOwn() throws {
    try withTool { tool in
      let line = "gates --epochs 150 --quiet --checkpoint-every 60"
      let outcome = try tool(line + " --seeds 5,1,3 --run-dir all --json")
      #expect(outcome.status == 0 && outcome.errors == "")
      #expect(try tool.names(in: "all") == ["seed-1", "seed-3", "seed-5"])
      for seed in [1, 3, 5] {
        #expect(try tool(line + " --seed \(seed) --run-dir alone\(seed)").status == 0)
        try tool.expectSameRun("all/seed-\(seed)", "alone\(seed)", "seed \(seed)")
        #expect(
          try tool.data("all/seed-\(seed)/config.json") == tool.data("alone\(seed)/config.json"))
        #expect(try tool.names(in: "all/seed-\(seed)") == tool.names(in: "alone\(seed)"))
      }
      let results = try #require(try outcome.json()["seeds"] as? [[String: Any]])
      #expect(results.map { $0["seed"] as? Int } == [5, 1, 3], "in the order given")
      for result in results {
        let folder = try #require(result["run"] as? String)
        #expect(try tool.json(folder + "/result.json") as NSDictionary == result as NSDictionary)
      }
    }
  }

  @Test func aTableOfSeeds() throws {
    try withTool { tool in
      let outcome = try tool("gates --preset xor --epochs 40 --seeds 4 --threads 1 --run-dir all")
      #expect(outcome.status == 0)
      #expect(
        outcome.message
          == "training gates, 33 parameters, for 40 epochs of 4 examples on each of 4 seeds, 1 at once "
          + "(preset xor) see all of them: rlrun report all")
      let errors = try (1...4).map { seed in
        let evaluation = try tool.json("all/seed-\(seed)/receipt.json")["evaluation"]
        return try #require((evaluation as? [String: Double])?["error"])
      }
      let lines = outcome.output.split(separator: "\n").map {
        $0.split(separator: " ", omittingEmptySubsequences: true).map(String.init)
      }
      try #require(lines.count == 8)
      #expect(lines[0] == ["seed", "error", "seconds", "run"])
      for (seed, line) in zip(1..., lines[1...4]) {
        #expect(line[0] == "\(seed)" && line[3] == "all/seed-\(seed)")
        #expect(abs(try #require(Double(line[1])) - errors[seed - 1]) < 0.001 * errors[seed - 1])
      }
      #expect(lines[5].joined(separator: " ") == "over 4 seeds, with 95 % confidence intervals")
      #expect(lines[6] == ["mean", "least", "median", "greatest"])
      try #require(lines[7].count == 7)
      #expect(lines[7][0] == "error")
      let expected = [
        errors.reduce(0, +) / 4, try #require(errors.min()), try #require(errors.max()),
      ]
      for (index, value) in zip([1, 4, 6], expected) {
        let text = lines[7][index]
        #expect(abs(try #require(Double(text)) - value) < 0.001 * value, "\(text), \(value)")
      }
      #expect(expected[1] < expected[0] && expected[0] < expected[2])
      // More seeds can join them.
      let more = "gates --preset xor --epochs 40 --run-dir all --quiet"
      #expect(try tool(more + " --seeds 7,9").status == 0)
      let again = try tool(more + " --seeds 8,9")
      #expect(again.status == 2)
      #expect(again.errors.hasPrefix("rlrun: all/seed-9 is there already, and nothing is"))
    }
  }

  /// One seed that fails does not stop the others.
  @Test func aFailedSeedIsNamed() throws {
    try withTool { tool in
      let line = "gates --epochs 40 --quiet --json --seeds 2 --run-dir all"
      let outcome = try tool(line + " --set optimizer=sgd learningRate=1e38")
      #expect(outcome.status == 1)
      #expect((try outcome.json()["seeds"] as? [Any])?.isEmpty == true)
      for seed in 1...2 {
        #expect(
          outcome.message.contains("rlrun: seed \(seed) failed: training diverged: "),
          "\(outcome.errors)")
        #expect(outcome.message.contains("the record up to there is in all/seed-\(seed);"))
      }
    }
  }

  @Test func everyOptimizerHasItsTurn() throws {
    try withTool { tool in
      let line = "optimizers gates --preset and --epochs 50 --seed 3"
      let outcome = try tool(line + " --run-dir all --threads 2")
      #expect(outcome.status == 0)
      #expect(
        outcome.errors.hasPrefix(
          "training gates, 33 parameters, with 8 optimizers for 50 epochs (preset and, seed"))
      let names = OptimizerChoice.allCases.map(\.rawValue)
      let lines = outcome.output.split(separator: "\n").map {
        $0.split(separator: " ", omittingEmptySubsequences: true).map(String.init)
      }
      try #require(lines.count == 10)
      #expect(lines[0] == ["optimizer", "step", "size", "error", "seconds"])
      #expect(lines[1...8].map { $0[0] } == names)
      #expect(
        lines[1...8].map { $0[1] } == ["5.0", "1.0", "1.0", "0.05", "1.0", "50.0", "0.05", "0.05"])
      #expect(lines[9] == ["runs", "in", "all"])
      expectLines(of: outcome.output + outcome.told, atMost: 80)
      #expect(try tool.names(in: "all") == names.sorted())

      // Each is the run that it is alone, from the same start and on the same batches.
      for name in ["sgd", "adam", "adadelta"] {
        let alone = "gates --preset and --epochs 50 --seed 3 --quiet --optimizer \(name)"
        #expect(try tool(alone + " --run-dir \(name)").status == 0)
        try tool.expectSameRun("all/\(name)", name, name)
      }
      let starts = try names.map {
        try tool.text("all/\($0)/metrics.csv").split(separator: "\n")[1]
      }
      #expect(Set(starts).count == 1, "\(starts)")

      let json = try tool(line + " --json --quiet --set learningRate=0.125")
      #expect(json.status == 0 && json.errors == "")
      let results = try json.jsonArray()
      #expect(results.map { $0["optimizer"] as? String } == names)
      for result in results {
        #expect(result.keys.sorted() == ["evaluation", "optimizer", "run", "trainSeconds"])
        let run = try #require(result["run"] as? String)
        #expect(run == "runs/optimizers-gates-3/\(result["optimizer"] ?? "")")
        let settings = try tool.json(run + "/config.json")["hyperparameters"] as? [String: Any]
        #expect(settings?["learningRate"] as? Double == 0.125)
        #expect(
          try tool.json(run + "/receipt.json")["evaluation"] as? NSDictionary
            == result["evaluation"] as? NSDictionary)
      }
    }
  }

  /// An optimizer that diverges is named, and the table has the others.
  @Test func anOptimizerThatFailsIsNamed() throws {
    try withTool { tool in
      let outcome = try tool(
        "optimizers gates --preset xor --epochs 30 --quiet --run-dir all --set learningRate=1e38")
      #expect(outcome.status == 1)
      #expect(outcome.message.contains("rlrun: sgd failed: training diverged: "))
      #expect(!outcome.output.contains("\nsgd"))
      #expect(!tool.exists("all/sgd/receipt.json") && tool.exists("all/sgd/metrics.csv"))
      #expect(outcome.output.isEmpty == !outcome.output.hasSuffix("runs in all\n"))
    }
  }

  /// Ctrl-C, or a request to end: what trains is saved, what has not begun is named, and `resume`
  /// brings the rest to the end that it would have had.
  @Test(.timeLimit(.minutes(10)), arguments: [SIGINT, SIGTERM])
  func interruptedSeedsAreResumed(_ signal: Int32) throws {
    try withTool { tool in
      let line = "gates --epochs 9000 --checkpoint-every 500"
      let all = line + " --seeds 1,7,3,9 --threads 1 --run-dir all --quiet"
      let outcome = try tool.signalled(
        signal, all.split(separator: " ").map(String.init), making: "all",
        once: { tool.checkpoints(of: "all/seed-7") != [] },
        wasAmid: { !tool.exists("all/seed-7/receipt.json") })
      #expect(outcome.status == 128 + signal && !outcome.isSignalled)
      #expect(
        outcome.errors == """
          rlrun: interrupted; 1 of 4 seeds are complete, 1 saved as they stand, those from
            seed 3 on not begun
          go on with: rlrun resume all/seed-7
          train the rest with: rlrun gates --epochs 9000 --checkpoint-every 500 --seeds 3,9 \
          --threads 1 --run-dir all --quiet

          """)
      #expect(outcome.output.split(separator: "\n").count == 3, "statistics would be biased")
      #expect(try tool.names(in: "all") == ["seed-1", "seed-7"])

      let resumed = try tool("resume all --quiet --json")
      #expect(resumed.status == 0 && resumed.errors == "")
      #expect(try resumed.json()["seed"] as? Int == 7, "the only one that was not complete")
      let again = try tool("resume all")
      #expect(again.status == 0)
      #expect(again.errors == "all: 2 runs, all complete; there is nothing to go on with\n")
      #expect(try tool(line + " --seed 7 --quiet --run-dir alone").status == 0)
      try tool.expectSameRun("all/seed-7", "alone")
    }
  }
}

extension Outcome {
  /// The output as a JSON array of objects.
  func jsonArray() throws -> [[String: Any]] {
    try #require(
      try JSONSerialization.jsonObject(with: Data(output.utf8)) as? [[String: Any]])
  }
}
