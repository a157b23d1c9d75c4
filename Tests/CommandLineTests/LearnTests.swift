import Foundation
import RLSupervised
import Testing

/// `rlrun TASK`: what is printed and what the folder holds.
@Suite struct LearnTests {
  @Test func resultHasItsKeysAndTypes() throws {
    try withTool { tool in
      let outcome = try tool(
        "GATES --preset not --epochs 25 --json --seed 18446744073709551615 --quiet")
      #expect(outcome.status == 0 && outcome.errors == "")
      #expect(outcome.output.filter(\.isNewline).count == 1)
      let result = try outcome.json()
      #expect(
        result.keys.sorted() == [
          "epochs", "evaluation", "examples", "parameters", "preset", "record", "run",
          "secondsPerEpoch",
          "seed", "task", "trainSeconds", "updates",
        ])
      #expect(result["task"] as? String == "gates" && result["preset"] as? String == "not")
      #expect((result["seed"] as? NSNumber)?.uint64Value == .max)
      #expect(result["epochs"] as? Int == 25 && result["updates"] as? Int == 25)
      // Weights and biases of 1-8-1.
      #expect(result["examples"] as? Int == 4 && result["parameters"] as? Int == 8 + 8 + 8 + 1)
      let seconds = try #require(result["trainSeconds"] as? Double)
      let each = try #require(result["secondsPerEpoch"] as? Double)
      #expect(abs(each * 25 - seconds) < 1e-9)
      let evaluation = try #require(result["evaluation"] as? [String: Double])
      #expect(evaluation.keys.sorted() == ["error"])
      #expect(result["run"] as? String == "runs/gates-not-18446744073709551615")
      #expect(
        try tool.json("runs/gates-not-18446744073709551615/result.json") as NSDictionary
          == result as NSDictionary)
    }
  }

  @Test func plainResult() throws {
    try withTool { tool in
      let outcome = try tool("gates --epochs 600 --seed 5 --threads=1")
      let lines = outcome.output.split(separator: "\n").map(String.init)
      #expect(
        lines.map { $0.prefix { $0 != " " } }
          == ["error", "and", "or", "nand", "nor", "xor", "xnor", "not", "trained", "run"])
      for line in lines.prefix(8) {
        let number = try #require(line.wholeMatch(of: #/[a-z]+ +(\d[\d.e-]*)/#)?.1, "\(line)")
        #expect(try #require(Double(number)) < 0.01)
      }
      #expect(
        lines[8].wholeMatch(
          of: #/trained  600 epochs, 600 updates in \d+(\.\d+)? m?s \(\d.* m?s an epoch\)/#) != nil,
        "\(lines[8])")
      #expect(lines[9] == "run      runs/gates-5")
      let parameters = 6 * (2 * 8 + 8 + 8 + 1) + (8 + 8 + 8 + 1)
      #expect(
        outcome.errors.hasPrefix(
          """
          training gates, \(parameters) parameters, for 600 epochs of 4 examples (preset default,
            seed 5, 1 thread)

          """))
      expectLines(of: outcome.told + outcome.output, atMost: 80)
    }
  }

  @Test func theFolderHoldsTheRun() throws {
    try withTool { tool in
      let line = "gates --run-dir some/run/ --epochs 9 --optimizer sgd --initializer he"
      #expect(try tool(line + " --set evaluateEvery=4 batchSize=3 gate=nor").status == 0)
      #expect(
        try tool.names(in: "some/run") == [
          "config.json", "events.out.tfevents.rlrun", "metrics.csv", "receipt.json", "result.json",
          "timing.csv",
          "weights.safetensors",
        ])
      let configuration = try tool.json("some/run/config.json")
      #expect(
        configuration.keys.sorted() == [
          "data", "formatVersion", "hyperparameters", "preset", "recording", "seed", "task",
          "version",
        ])
      #expect(configuration["formatVersion"] as? Int == 3)
      let recording = try #require(configuration["recording"] as? [String: Any])
      #expect(recording["checkpointEvery"] as? Int == 5000)
      let hyperparameters = try #require(configuration["hyperparameters"] as? [String: Any])
      #expect(hyperparameters.keys.sorted() == Gates.Configuration.settings.map(\.key).sorted())
      #expect(hyperparameters["optimizer"] as? String == "sgd")
      #expect(hyperparameters["initializer"] as? String == "he")
      #expect(hyperparameters["gate"] as? String == "nor")
      #expect(hyperparameters["gradientNorm"] as? String == "none")
      #expect(hyperparameters["learningRate"] as? Double == 5, "as far from SGD's 0.1 as Adam's")

      let metrics = try tool.text("some/run/metrics.csv").split(separator: "\n")
      #expect(metrics[0] == "epoch,update,training.cost,evaluation.error,hash")
      #expect(
        metrics.dropFirst().map { $0.split(separator: ",").prefix(2).joined(separator: ",") }
          == ["0,0", "4,8", "8,16", "9,18"], "the last epoch always ends with an evaluation")
      let timing = try tool.text("some/run/timing.csv").split(separator: "\n")
      #expect(timing[0] == "seconds,update,epoch")
      #expect(try #require(timing.last).hasSuffix(",18,9"))
    }
  }

  /// The step size goes with the optimizer unless it is stated, in whatever order.
  @Test(arguments: [
    ("--optimizer adam", 0.05), ("--optimizer momentum", 1), ("--optimizer adadelta", 50),
    ("--set optimizer=SGD", 5), ("--optimizer sgd --set learningRate=0.25", 0.25),
    ("--set learningRate=0.25 optimizer=sgd", 0.25),
    ("--set initializer=he --optimizer nesterov", 1),
  ])
  func theStepSizeSuitsTheOptimizer(_ options: String, _ rate: Double) throws {
    try withTool { tool in
      #expect(try tool("gates --epochs 1 --quiet --run-dir run \(options)").status == 0)
      let settings = try tool.json("run/config.json")["hyperparameters"] as? [String: Any]
      #expect(settings?["learningRate"] as? Double == rate)
    }
  }

  /// Also where so few are to be held out that none is.
  @Test(arguments: ["0", "0.003"]) func whatIsMeasuredOnTrainingExamplesSaysSo(_ share: String)
    throws
  {
    try withTool { tool in
      let outcome = try tool("iris --set heldOut=\(share) --epochs 3 --quiet --run-dir run")
      let lines = outcome.output.split(separator: "\n")
      #expect(lines[0].hasPrefix("accuracy  ") && lines[0].hasSuffix(" % on the training examples"))
      #expect(lines[1].hasPrefix("cost  ") && lines[1].hasSuffix(" on the training examples"))
      #expect(
        try tool("evaluate run").output.split(separator: "\n").map(String.init)
          == lines.prefix(2).map(String.init))
      let other = try tool("iris --epochs 3 --quiet --run-dir other").output
      #expect(!other.contains("on the training examples"))
    }
  }

  @Test func nothingIsOverwritten() throws {
    try withTool { tool in
      let line = "gates --epochs 3 --quiet"
      for name in ["gates-1", "gates-1-2"] {
        #expect(try tool(line).output.hasSuffix("run      runs/\(name)\n"))
      }
      let before = try tool.data("runs/gates-1/metrics.csv")
      for command in ["gates", "gates --seeds 2", "optimizers gates"] {
        let outcome = try tool(command + " --epochs 3 --quiet --run-dir runs/gates-1")
        #expect(outcome.status == 2)
        #expect(
          outcome.errors == """
            rlrun: the folder 'runs/gates-1' is not empty, and nothing is overwritten;
              choose another one

            """)
      }
      #expect(try tool.data("runs/gates-1/metrics.csv") == before)
      #expect(try tool.names(in: "runs") == ["gates-1", "gates-1-2"])
    }
  }

  /// The evaluation after training can be had again from the folder.
  @Test func evaluateGivesTheEvaluationAfterTraining() throws {
    try withTool { tool in
      let trained = try tool("gates --epochs 40 --seed 3 --quiet --run-dir run")
      let result = try tool.json("run/result.json")
      let outcome = try tool("evaluate run --json")
      #expect(outcome.status == 0)
      let again = try outcome.json()
      #expect(again.keys.sorted() == ["evaluation", "receipt", "run", "task"])
      #expect(again["evaluation"] as? NSDictionary == result["evaluation"] as? NSDictionary)
      #expect(again["run"] as? String == "run" && again["task"] as? String == "gates")
      let plain = try tool("evaluate run --threads 2")
      #expect(
        plain.output.split(separator: "\n").map { $0.split(separator: " ") }
          == trained.output.split(separator: "\n").prefix(8).map { $0.split(separator: " ") })
    }
  }

  /// Where data are missing it says how to get them, before anything is made.
  @Test func missingDataAreToldBeforeAFolderIsMade() throws {
    try withTool { tool in
      for line in ["mnist", "mnist --seeds 2 --run-dir all", "optimizers mnist", "gan --run-dir a"]
      {
        let outcome = try tool(line + " --data none --quiet")
        #expect(outcome.status == 1 && outcome.output == "")
        #expect(
          outcome.message
            == "rlrun: mnist: train-images-idx3-ubyte is missing; sought in: none/mnist, "
            + "none/MNIST/raw, none. Get it with: rlrun datasets fetch mnist --data 'none'",
          "\(line)")
        #expect(try tool.names(in: ".").filter { !$0.hasPrefix(".") } == [], "\(line)")
      }
    }
  }

  @Test func damagedAndForeignWeightsAreTold() throws {
    try withTool { tool in
      for (name, options) in [
        ("run", "--preset xor"), ("wide", "--preset xor --set hidden=9"), ("all", ""),
      ] {
        #expect(
          try tool("gates --epochs 2 --quiet --run-dir \(name) \(options)").status == 0)
      }
      let weights = try tool.data("run/weights.safetensors")
      func expect(
        _ data: Data?, _ text: String, sourceLocation: SourceLocation = #_sourceLocation
      ) throws {
        if let data {
          try tool.write(data, to: "run/weights.safetensors")
        } else {
          try tool.remove("run/weights.safetensors")
        }
        let outcome = try tool("evaluate run")
        #expect(outcome.status == 1 && outcome.output == "", sourceLocation: sourceLocation)
        #expect(
          outcome.message.contains(text), "\(outcome.message)", sourceLocation: sourceLocation)
      }
      try expect(weights.dropLast(4), "run/weights.safetensors: data: found")
      try expect(Data("GIF89a, an image".utf8), "run/weights.safetensors: header length: found")
      try expect(
        try tool.data("wide/weights.safetensors"), "has shape [2, 9] in the file, [2, 8] in the")
      let other = "run/weights.safetensors holds another model: "
      try expect(try tool.data("all/weights.safetensors"), other)
      var changed = weights
      changed[changed.count - 2] ^= 4
      try expect(changed, "run/weights.safetensors: ")
      #expect(try tool("gridworld with dqn --steps 50 --quiet --run-dir agent").status == 0)
      try expect(try tool.data("agent/weights.safetensors"), other)
      try expect(nil, "cannot read run/weights.safetensors: No such file or directory")
      try tool.write(weights, to: "run/weights.safetensors")
      #expect(try tool("evaluate run").status == 0)
    }
  }
}
