import Foundation
import Testing

@Suite struct DiffTests {
  /// A run whose first steps do not depend on how many there are to be.
  static func train(_ tool: Tool, _ name: String, _ more: String = "", steps: Int = 1500) throws {
    let line =
      "cartpole --agent dqn --steps \(steps) --checkpoint-every 500 --quiet --run-dir \(name) "
      + "--set hidden=16 learningStarts=100 selectEvery=0 stopReturn=none explorationFraction=0 "
      + more
    #expect(try tool(line).status == 0)
  }

  /// The transition that differs first, as the report tells it.
  static func firstStep(_ output: String) throws -> (step: Int, rest: String) {
    let line = try #require(
      output.split(separator: "\n").first { $0.hasSuffix(" is the first that differs") })
    let words = line.split(separator: " ", maxSplits: 2)
    #expect(words[0] == "step")
    return (try #require(Int(words[1].filter { $0 != "," })), String(words[2]))
  }

  @Test func aRunDoesNotDifferFromItsRepetition() throws {
    try withTool { tool in
      for name in ["a", "b"] { try Self.train(tool, name) }
      let outcome = try tool("diff a b")
      let receipt = try tool.json("a/receipt.json")
      let transitions = try #require(receipt["transitions"] as? String).prefix(12)
      let weights = try #require(receipt["weights"] as? String).prefix(12)
      let episodes = try #require(receipt["episodes"] as? Int)
      #expect(
        outcome.output.hasPrefix(
          """
          A  a
          B  b

          the configuration is the same

          outcome             A               B
            steps             1,500           1,500
            episodes          \(episodes)             \(episodes)
            updates           1,400           1,400
          """))
      #expect(
        outcome.output.hasSuffix(
          """

            transitions       \(transitions)    \(transitions)
            weights           \(weights)    \(weights)

          the transitions are the same throughout; the weights are the same, too

          """))
      #expect(outcome.errors == "")
      #expect(outcome.status == 0)
    }
  }

  /// Shorter runs, whose receipts tell whether their transitions are the same, confirm the step.
  @Test func theFirstStepThatDiffersIsFound() throws {
    try withTool { tool in
      try Self.train(tool, "a")
      try Self.train(tool, "b", "learningRate=1e-4")
      let outcome = try tool("diff a b")
      #expect(outcome.status == 1)
      #expect(
        outcome.output.hasPrefix(
          """
          A  a
          B  b

          configuration       A               B
            learningRate      0.002           0.0001

          outcome \("")
          """))
      let (step, rest) = try Self.firstStep(outcome.output)
      #expect(rest == "is the first that differs")
      for (steps, isSame) in [(step - 1, true), (step, false)] {
        try Self.train(tool, "a\(steps)", steps: steps)
        try Self.train(tool, "b\(steps)", "learningRate=1e-4", steps: steps)
        let hashes = try ["a", "b"].map {
          try #require(try tool.json("\($0)\(steps)/receipt.json")["transitions"] as? String)
        }
        #expect((hashes[0] == hashes[1]) == isSame, "step \(steps)")
      }
      // Without checkpoints both are trained again from the start.
      for run in ["a", "b"] {
        try FileManager.default.removeItem(at: tool.folder.appending(path: "\(run)/checkpoints"))
      }
      #expect(try tool("diff a b").output == outcome.output)
      let turned = try tool("diff b a --threads 1").output
      #expect(try Self.firstStep(turned).step == step)
    }
  }

  @Test func aForkDiffersOnlyAfterItsFirstStep() throws {
    try withTool { tool in
      try Self.train(tool, "a")
      #expect(try tool("fork a@800 --quiet --run-dir same").status == 0)
      #expect(try tool("fork a@800 --quiet --run-dir b --set learningRate=0.9").status == 0)
      let same = try tool("diff a same")
      #expect(same.status == 1)
      #expect(
        same.output.hasPrefix(
          """
          A  a
          B  same
          B is a fork of A at step 800

          configuration       A               B
            forked at         never           step 800


          """))
      #expect(
        same.output.hasSuffix(
          "\nthe transitions are the same throughout; the weights are the same, too\n"))
      let outcome = try tool("diff b a")
      #expect(outcome.status == 1)
      #expect(outcome.output.contains("\nA is a fork of B at step 800\n"))
      #expect(outcome.output.contains("\n  learningRate      0.9             0.002\n"))
      #expect(try Self.firstStep(outcome.output).step > 800)
    }
  }

  @Test func theEnvironmentIsNamedWhereThereAreSeveral() throws {
    try withTool { tool in
      try Self.train(tool, "a", "environments=3")
      try Self.train(tool, "b", "environments=3 learningRate=1e-4")
      let (step, rest) = try Self.firstStep(tool("diff a b").output)
      #expect(rest == "in environment \((step - 1) % 3) is the first that differs")
      try Self.train(tool, "c")
      let output = try tool("diff a c").output
      #expect(try Self.firstStep(output).step == 2)
      #expect(output.contains("\n  environment       1               0\n"))
    }
  }

  @Test func anotherSeedDiffersFromTheFirstObservationOn() throws {
    try withTool { tool in
      try Self.train(tool, "a", steps: 300)
      try Self.train(tool, "b --seed 2", steps: 300)
      let output = try tool("diff a b").output
      #expect(output.contains("\n  seed              1               2\n"))
      #expect(try Self.firstStep(output).step == 1)
      #expect(output.contains("\n  first observation[0]  "))
    }
  }

  @Test func aRunMayGoOnLonger() throws {
    try withTool { tool in
      try Self.train(tool, "a")
      try Self.train(tool, "b", steps: 1100)
      let outcome = try tool("diff a b")
      #expect(outcome.status == 1)
      #expect(
        outcome.output.hasSuffix(
          "\n\nthe transitions are the same up to step 1,100, where B ends\n"))

      // A run that was stopped is known up to the last episode of its record.
      try FileManager.default.removeItem(at: tool.folder.appending(path: "a/receipt.json"))
      let rows = try tool.text("a/metrics.csv").split(separator: "\n").prefix(30)
      try tool.write(Data((rows.joined(separator: "\n") + "\n30,7").utf8), to: "a/metrics.csv")
      let step = try #require(Int(rows[29].split(separator: ",")[1]))
      let stopped = try tool("diff a b")
      #expect(stopped.status == 1)
      #expect(stopped.output.contains("\n  steps             \(step) so far"))
      #expect(stopped.output.contains("\n  episodes          29 "))
      #expect(
        stopped.output.hasSuffix(
          "\n\nthe transitions are the same up to step \(step), where the record of A ends\n"))
    }
  }

  @Test func anAlteredRowIsTold() throws {
    try withTool { tool in
      try Self.train(tool, "a")
      try Self.train(tool, "b")
      var rows = try tool.text("b/metrics.csv").split(separator: "\n").map(String.init)
      let row = rows[20]
      var fields = row.split(separator: ",").map(String.init)
      let value = fields[2]
      fields[2] = "77.0"
      rows[20] = fields.joined(separator: ",")
      try tool.write(Data((rows.joined(separator: "\n") + "\n").utf8), to: "b/metrics.csv")
      let outcome = try tool("diff a b")
      #expect(outcome.status == 1)
      #expect(
        outcome.output.hasSuffix(
          """


          the transitions are the same throughout; the weights are the same, too

          the row of episode 20 is the first that differs
                              A               B
            return            \(value)\(String(repeating: " ", count: 16 - value.count))77.0

          b/metrics.csv was altered: the row of episode 20 is another
            recorded  \(rows[20])
            trained   \(row)

          """))

      // Rows that were taken away at the end.
      try tool.write(
        Data((rows.prefix(15).joined(separator: "\n") + "\n").utf8), to: "b/metrics.csv")
      let cut = try tool("diff a b")
      #expect(cut.status == 1)
      #expect(
        cut.output.contains(
          "b/metrics.csv was altered: the row of episode 15 is another\n  recorded  nothing\n"))

      // An alteration does not hide the first step that differs.
      try Self.train(tool, "c", "learningRate=1e-4")
      rows[2] += "0"
      try tool.write(Data((rows.joined(separator: "\n") + "\n").utf8), to: "b/metrics.csv")
      let (plain, altered) = try (tool("diff a c").output, tool("diff b c").output)
      #expect(try Self.firstStep(plain).step == Self.firstStep(altered).step)
      #expect(altered.contains("b/metrics.csv was altered: the row of episode 2 is another\n"))

      rows[5] = "9," + rows[5]
      try tool.write(Data((rows.joined(separator: "\n") + "\n").utf8), to: "b/metrics.csv")
      let damaged = try tool("diff a b")
      #expect(damaged.errors == "rlrun: b/metrics.csv: line 6: it is not the row of episode 5\n")
      #expect(damaged.status == 2)
    }
  }

  @Test func runsOfOtherAgentsEnvironmentsOrVersions() throws {
    try withTool { tool in
      try Self.train(tool, "a")
      try Self.train(tool, "b", "learningRate=1e-4")
      let lines = [
        "cartpole --agent reinforce --steps 300 --quiet --run-dir c",
        "gridworld --agent dqn --steps 300 --quiet --run-dir d",
      ]
      for line in lines { #expect(try tool(line).status == 0) }
      for (name, kind) in [("c", "agents"), ("d", "environments")] {
        let outcome = try tool("diff a \(name)")
        #expect(outcome.status == 1)
        #expect(
          outcome.output.hasSuffix(
            "\n\ntheir \(kind) are different, so there is no step to compare\n"))
        expectLines(of: outcome.output, atMost: 80)
      }
      let other = try tool.text("b/config.json").replacing("\"0.4.0\"", with: "\"0.0.9\"")
      try tool.write(Data(other.utf8), to: "b/config.json")
      let outcome = try tool("diff a b")
      #expect(outcome.status == 1)
      #expect(outcome.output.contains("\n  version           0.4.0           0.0.9\n"))
      #expect(
        outcome.output.contains(
          """


          the first step that differs is not known: this is version 0.4.0, and the runs
            were made by 0.0.9 and 0.4.0, so they cannot be trained again here

          """))
      #expect(outcome.output.contains("\nthe row of episode "))
    }
  }

  @Test func mistakesAreExplained() throws {
    try withTool { tool in
      try Self.train(tool, "a", steps: 50)
      for (line, message) in [
        (
          "diff a",
          """
          rlrun: two runs are needed; for example:
            rlrun diff runs/cartpole-dqn-1 runs/cartpole-dqn-2
          rlrun: `rlrun help diff` shows how it goes
          """
        ),
        (
          "diff a a a",
          "rlrun: 'a' is not expected here\nrlrun: `rlrun help diff` shows how it goes"
        ),
        ("diff a nowhere", "rlrun: there is no folder 'nowhere'"),
      ] {
        let outcome = try tool(line)
        #expect(outcome.errors == message + "\n")
        #expect(outcome.status == 2)
      }
    }
  }
}
