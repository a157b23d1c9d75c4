import Foundation
import Testing

/// Whatever is altered in a complete run, it is told wherever the run is shown.
@Suite struct StrangerReceiptTests {
  private static let showing = [
    "evaluate x --episodes 2", "play x --seed 1", "record x --output x.gif --steps 9",
    "report x --quiet", "compare x vs other", "runs x", "verify --quick x",
    "report x other --quiet --output both.html", "resume x --quiet",
  ]

  private static let alterations: [(name: String, told: String, script: String)] = [
    ("weights", "weights.safetensors", "cp other/weights.safetensors x"),
    (
      "mean", "result.json (evaluation.mean)",
      #"sed -i '0,/"mean" : [-0-9.]*/s//"mean" : 0.99/' x/result.json"#
    ),
    (
      "episodes", "result.json (episodes",
      #"sed -i '0,/"episodes" : [0-9]*/s//"episodes" : 3/' x/result.json"#
    ),
    (
      "setting", "config.json (stepReward)",
      #"sed -i 's/"stepReward" : [-0-9.]*/"stepReward" : 100/' x/config.json"#
    ),
    (
      "preset", "config.json (preset)",
      #"sed -i 's/"preset" : "default"/"preset" : "other"/' x/config.json"#
    ),
    ("seed", "config.json (seed)", #"sed -i 's/"seed" : 1/"seed" : 5/' x/config.json"#),
    ("record", "metrics.csv", "sed -i '3s/,/,7/' x/metrics.csv"),
    ("returns", "evaluation.returns", "sed -i '/\"returns\"/,/]/s/-[0-9.]*/9/' x/result.json"),
    (
      "std", "result.json (evaluation.std)",
      #"sed -i 's/"std" : [-0-9.]*/"std" : 0.5/' x/result.json"#
    ),
    (
      "optimum", "receipt: result.json",
      #"sed -i 's/"optimum" : [-0-9.]*/"optimum" : 0.1/' x/result.json"#
    ),
    (
      "threshold", "receipt: result.json",
      #"sed -i 's/"stepsToThreshold" : null/"stepsToThreshold" : 100/' x/result.json"#
    ),
    ("time", "receipt: result.json", #"sed -i 's/"trainSeconds" : /&9/' x/result.json"#),
    (
      "record taken away", "result.json (record)",
      "sed -i '3s/,/,7/' x/metrics.csv; sed -i '/\"record\"/,/}/d' x/result.json"
    ),
    (
      "returns taken away", "receipt: result.json",
      "sed -i '/\"returns\"/,/]/d' x/result.json"
    ),
    (
      "preset taken away", "config.json (preset)",
      #"sed -i '/"preset"/d' x/receipt.json; sed -i 's/"preset" : "default"/"preset" : "x"/' x/*.json"#
    ),
    (
      "file added", "selections.csv",
      "printf 'step,episodes,mean,std,min,max\\n1,1,1,0,1,1\\n' > x/selections.csv"
    ),
    ("receipt", "has no receipt that can be read", "echo '{}' > x/receipt.json"),
    ("none", "has no receipt, so nothing says", "rm x/receipt.json"),
  ]

  @Test(arguments: alterations.map(\.name)) func alterationsAreTold(_ name: String) throws {
    let (_, told, script) = try #require(Self.alterations.first { $0.name == name })
    try withTool { tool in
      let line = "gridworld --agent dqn --steps 600 --evaluation-episodes 3 --quiet"
      #expect(try tool(line + " --run-dir base").status == 0)
      #expect(try tool(line + " --seed 2 --run-dir other").status == 0)
      for command in Self.showing {
        _ = try tool.shell("rm -rf x both.html; cp -r base x; \(script)")
        let outcome = try tool(command)
        #expect(!outcome.isSignalled)
        let said = (outcome.output + outcome.errors).split(whereSeparator: \.isWhitespace)
          .joined(separator: " ")
        // A run that has not come to its end is not compared, and its state is in the list.
        if command.hasPrefix("resume"), name == "none" || name == "receipt" {
          // It is gone on with, to its end.
        } else if name == "none", command.hasPrefix("compare") || command.hasPrefix("runs") {
          #expect(
            said.contains("has no evaluation") || said.contains("interrupted")
              || said.contains("stopped"), "\(command): \(said)")
        } else if outcome.status == 1, said.contains("expected 5 as in config.json") {
          // What the two files say of the seed is compared first.
          #expect(name == "seed")
        } else {
          #expect(said.contains(told), "\(command): \(said)")
        }
        guard command.hasPrefix("report"), outcome.status == 0 else { continue }
        let page = try tool.text(command.contains("both") ? "both.html" : "x/report.html")
        if name == "none" { continue }
        #expect(page.contains("class=\"doubt\"") && page.contains(told), "\(command)")
      }
    }
  }

  @Test func anUnalteredRunIsShownWithoutAWord() throws {
    try withTool { tool in
      let line = "gridworld --agent dqn --steps 600 --evaluation-episodes 3 --quiet"
      #expect(try tool(line + " --run-dir x").status == 0)
      #expect(try tool(line + " --seed 2 --run-dir other").status == 0)
      for command in Self.showing {
        let outcome = try tool(command)
        #expect(outcome.status == 0)
        #expect(!(outcome.output + outcome.errors).contains("warning"), "\(command)")
      }
      #expect(!(try tool.text("x/report.html").contains("class=\"doubt\"")))
      let quick = try tool("verify --quick .")
      #expect(
        quick.output == """
          ./other agrees with its receipt: weights, configuration, result, record
          ./x agrees with its receipt: weights, configuration, result, record

          """)
      #expect(try tool("evaluate x --episodes 2 --json").json()["receipt"] as? String == "agrees")
    }
  }

  /// The table that a run keeps, and what a model drew.
  @Test func keptFilesAreCompared() throws {
    try withTool { tool in
      let rows = (0..<40).map { "\($0),\($0 % 7),\($0 % 2 == 0 ? "a" : "b")\n" }.joined()
      try tool.write(Data(("x,y,kind\n" + rows).utf8), to: "t.csv")
      #expect(try tool("csv t.csv --epochs 3 --quiet --run-dir x").status == 0)
      #expect(try tool("verify --quick x").status == 0)
      _ = try tool.shell("sed -i '3s/,/,9/' x/table.csv")
      for command in ["verify --quick x", "report x --quiet"] {
        let outcome = try tool(command)
        #expect((outcome.output + outcome.message).contains("receipt: table.csv"), "\(command)")
      }
      _ = try tool.shell("rm x/table.csv")
      #expect(try tool("verify --quick x").status == 1)
      _ = try tool.shell("mkdir x/samples; echo 1 > x/samples/epoch-1.idx")
      #expect(try tool("verify --quick x").output.contains("samples/epoch-1.idx, table.csv"))
    }
  }

  /// Receipts of versions before 0.4.0 say less, and what was not compared is not said to agree.
  @Test func olderReceiptsSayLess() throws {
    try withTool { tool in
      let line = "gridworld --agent dqn --steps 600 --evaluation-episodes 3 --quiet"
      #expect(try tool(line + " --run-dir x").status == 0)
      _ = try tool.shell(
        #"""
        sed -i 's/"version" : "[^"]*"/"version" : "0.3.0"/' x/config.json x/receipt.json
        sed -i '/"preset"/d' x/receipt.json; sed -i '/"record"/,/}/d' x/result.json
        """#)
      #expect(
        try tool("verify --quick x").output
          == "x agrees with its receipt: weights, configuration, result\n")
    }
  }

  /// A file of the record that cannot be read is told itself, and not the result that has its digest.
  @Test func anUnreadableRecordIsNamed() throws {
    try withTool { tool in
      let line = "gridworld --agent dqn --steps 600 --evaluation-episodes 3 --quiet"
      #expect(try tool(line + " --run-dir x").status == 0)
      _ = try tool.shell("mv x/metrics.csv m; ln -s ../m x/metrics.csv")
      #expect(try tool("verify --quick x").output.contains("receipt: metrics.csv; it is not"))
    }
  }

  @Test func tasksAreComparedToo() throws {
    try withTool { tool in
      #expect(try tool("gates --epochs 20 --quiet --run-dir x").status == 0)
      #expect(try tool("verify --quick x").status == 0)
      _ = try tool.shell(#"sed -i '0,/"updates" : [0-9]*/s//"updates" : 3/' x/result.json"#)
      let outcome = try tool("evaluate x")
      #expect(outcome.message.contains("x does not agree with its receipt: result.json (updates)"))
      #expect(try tool("verify --quick x").status == 1)
    }
  }
}
