import Foundation
import RLState
import Testing

@Suite struct CompareTests {
  /// Two groups of three runs whose results are then written by hand.
  private func withGroups(_ body: (Tool) throws -> Void) throws {
    try withTool { tool in
      for (agent, returns) in [("dqn", [0.8, 0.3, 0.9]), ("reinforce", [0.2, 0.1, 0.8])] {
        #expect(
          try tool(
            "frozenlake --agent \(agent) --steps 20 --evaluation-episodes 1 --seeds 3 --quiet "
              + "--run-dir \(agent)"
          ).status == 0)
        for (index, value) in returns.enumerated() {
          let isSolved = value >= 0.7
          try rewrite(tool, "\(agent)/seed-\(index + 1)") {
            var evaluation = $0["evaluation"] as? [String: Any]
            evaluation?["mean"] = value
            $0["evaluation"] = evaluation
            $0["stepsToThreshold"] = isSolved ? 1000 * (index + 1) : NSNull()
            $0["secondsToThreshold"] = isSolved ? 1.5 * Double(index + 1) : NSNull()
          }
          // So that it says nothing against the result.
          try rewrite(tool, "\(agent)/seed-\(index + 1)", file: "receipt.json") {
            var evaluation = $0["evaluation"] as? [String: Any]
            evaluation?["mean"] = value
            $0["evaluation"] = evaluation
          }
        }
      }
      try body(tool)
    }
  }

  private func rewrite(
    _ tool: Tool, _ folder: String, file: String = "result.json",
    _ change: (inout [String: Any]) -> Void
  ) throws {
    var object = try tool.json("\(folder)/\(file)")
    change(&object)
    if file == "result.json", var record = object["record"] as? [String: Any] {
      record[file] = jsonDigest(
        of: try JSONSerialization.data(withJSONObject: object, options: .sortedKeys),
        without: "record")
      object["record"] = record
    }
    try tool.write(
      JSONSerialization.data(withJSONObject: object, options: .sortedKeys),
      to: "\(folder)/\(file)")
  }

  /// The statistics are SciPy 1.17.1's: `trim_mean(x, 0.25)` and `mean` in `bootstrap` as
  /// `Estimate.bootstrap` describes it, and `binomtest(2, 3).proportion_ci(method="wilson")`.
  @Test func groupsSideBySide() throws {
    try withGroups { tool in
      let outcome = try tool("compare dqn vs reinforce/seed-2 reinforce/seed-1 reinforce/seed-3")
      #expect(outcome.errors == "")
      #expect(outcome.status == 0)
      #expect(outcome.output == Self.table)
      expectLines(of: outcome.output, atMost: 80)

      let result = try tool("compare dqn vs reinforce --json").json()
      #expect(
        result.keys.sorted() == [
          "differences", "first", "probabilityOfImprovement", "second", "warnings",
        ])
      let first = try #require(result["first"] as? [String: Any])
      #expect(first.keys.sorted() == ["agents", "environment", "presets", "runs", "summary"])
      #expect(first["runs"] as? [String] == ["dqn/seed-1", "dqn/seed-2", "dqn/seed-3"])
      #expect((result["warnings"] as? [Any])?.count == 0)
      let probability = try #require(result["probabilityOfImprovement"] as? [String: Any])
      // Of nine pairs 0.8 wins two and ties one, 0.3 wins two, 0.9 wins three.
      #expect(probability["value"] as? Double == 7.5 / 9)
    }
  }

  /// One return does not tell how far others lie; one seed out of one is still a share.
  @Test func oneRunHasNoInterval() throws {
    try withGroups { tool in
      let outcome = try tool("compare dqn/seed-1 vs reinforce")
      #expect(outcome.errors == "" && outcome.status == 0)
      #expect(outcome.output == Self.tableOfOneRun)
      #expect(try tool("report dqn/seed-1 reinforce --output both.html --quiet").status == 0)
      let page = try tool.text("both.html")
      #expect(page.contains("<td>IQM</td><td>0.8000</td><td>0.3667 [0.1000, 0.8000]</td>"))
      // Of 0.1, 0.2 and 0.8 a third is left behind each, and none has an interval of one run.
      #expect(page.contains(">Performance profile: runs that return"))
      #expect(page.contains("\"y\":[100,100,100,66.6667,66.6667,33.3333,33.3333,0,0],\"low\":["))
      #expect(page.contains(">Sample efficiency: IQM of the return</text>"))
      #expect(page.contains("reinforce: 0.833</p>") && page.contains("Intervals hold with 95 %"))
    }
  }

  /// What the groups differ in stands above the figures, and names the columns.
  @Test func settingsThatDifferAreTold() throws {
    try withTool { tool in
      let line = "gridworld with dqn --steps 40 --evaluation-episodes 1 --quiet --seeds 2"
      #expect(try tool(line + " --run-dir plain").status == 0)
      #expect(try tool(line + " --set doubleQ=true slip=0.1 --run-dir double").status == 0)
      let lines = try tool("compare plain vs double").output.split(separator: "\n")
      let names = "                      dqn doubleQ=false slip=0.2  dqn doubleQ=true slip=0.1"
      #expect(lines.first.map(String.init) == names)
      #expect(lines.contains("doubleQ               false                       true"))
      #expect(lines.contains("slip                  0.2                         0.1"))
      #expect(lines.contains("probability of improvement of dqn doubleQ=false slip=0.2"))
      #expect(lines.contains("  over dqn doubleQ=true slip=0.1:"))
      let json = try tool("compare plain vs double --json").json()
      #expect(
        json["differences"] as? [[String: String]] == [
          ["name": "doubleQ", "first": "false", "second": "true"],
          ["name": "slip", "first": "0.2", "second": "0.1"],
        ])
      // Without a difference they have no names.
      let same = try tool("compare plain/seed-1 vs plain/seed-2")
      #expect(same.output.hasPrefix("                      first"))
      #expect(same.output.contains("\nprobability of improvement of the first over the second:\n"))
      // A group that mixes settings tells all of them.
      #expect(try tool(line + " --set doubleQ=true --run-dir other").status == 0)
      let mixed = try tool("compare plain other vs plain").output
      #expect(mixed.contains("\ndoubleQ               false, true"))
      #expect(mixed.hasPrefix("                      first"))
    }
  }

  private static let tableOfOneRun = """
                          dqn                       reinforce
    agent                 dqn                       reinforce
    preset                default                   default
    environment           FrozenLake-v1             FrozenLake-v1
    activation            relu                      tanh
    gradientNorm          10.0                      1.0
    learningRate          0.0005                    0.01
    selectEvery           1000                      10000
    threshold             0.7                       0.7
    runs                  1                         3
    IQM                   0.8000                    0.3667 [0.1000, 0.8000]
    mean                  0.8000                    0.3667 [0.1000, 0.8000]
    min                   0.8000                    0.1000
    median                0.8000                    0.2000
    max                   0.8000                    0.8000
    solved                1 of 1                    1 of 3
      share               100.00 % [20.65, 100.00]  33.33 % [6.15, 79.23]
    steps to threshold    median 1,000 (1 of 1)     median 3,000 (1 of 3)
      95 % interval       -                         -
    seconds to threshold  median 1.50 (1 of 1)      median 4.50 (1 of 3)

    probability of improvement of dqn over reinforce:
                          0.833

    """

  private static let table = """
                          dqn                      reinforce
    agent                 dqn                      reinforce
    preset                default                  default
    environment           FrozenLake-v1            FrozenLake-v1
    activation            relu                     tanh
    gradientNorm          10.0                     1.0
    learningRate          0.0005                   0.01
    selectEvery           1000                     10000
    threshold             0.7                      0.7
    runs                  3                        3
    IQM                   0.6667 [0.3000, 0.9000]  0.3667 [0.1000, 0.8000]
    mean                  0.6667 [0.3000, 0.9000]  0.3667 [0.1000, 0.8000]
    min                   0.3000                   0.1000
    median                0.8000                   0.2000
    max                   0.9000                   0.8000
    solved                2 of 3                   1 of 3
      share               66.67 % [20.77, 93.85]   33.33 % [6.15, 79.23]
    steps to threshold    median 2,000 (2 of 3)    median 3,000 (1 of 3)
      95 % interval       -                        -
    seconds to threshold  median 3.00 (2 of 3)     median 4.50 (1 of 3)

    probability of improvement of dqn over reinforce:
                          0.833 [0.444, 1.000]

    """

  @Test func groupsThatDifferInMoreThanSeedsAreWarnedOf() throws {
    try withGroups { tool in
      #expect(
        try tool("compare dqn/seed-1 reinforce/seed-1 vs dqn/seed-2").errors == """
          rlrun: warning: the first group mixes runs that differ in more than their seeds:
            agent (dqn, reinforce)

          """)
      let line = "--agent dqn --steps 20 --evaluation-episodes 1 --quiet --run-dir"
      #expect(try tool("frozenlake \(line) other --set learningRate=0.5").status == 0)
      #expect(try tool("frozenlake \(line) again").status == 0)
      #expect(try tool("frozenlake8x8 \(line) large").status == 0)
      #expect(
        try tool("compare dqn/seed-2 other vs dqn").errors == """
          rlrun: warning: the first group mixes runs that differ in more than their seeds:
            learningRate (0.0005, 0.5)

          """)
      #expect(
        try tool("compare dqn/seed-2 vs dqn/seed-1 again").errors == """
          rlrun: warning: the second group has seed 1 more than once, which makes its
            intervals too narrow

          """)
      let outcome = try tool("compare dqn vs large")
      #expect(outcome.status == 0)
      #expect(
        outcome.errors == """
          rlrun: warning: the groups differ in their environment, so their returns say
            little about each other: FrozenLake-v1, FrozenLake8x8-v1

          """)
      let mixed = try tool("compare dqn large vs reinforce")
      #expect(mixed.status == 1)
      #expect(
        mixed.errors == """
          rlrun: dqn/seed-1 and large are not of one environment, which a group must be:
            FrozenLake-v1, FrozenLake8x8-v1

          """)
      #expect(try tool("frozenlake \(line) short --set timeLimit=50").status == 0)
      #expect(
        try tool("compare dqn short vs reinforce").errors.contains("timeLimit (100, 50)"))
    }
  }

  static let mistakes = [
    ("", "two groups of runs are needed, with 'vs' between them; for example: rlrun compare "),
    ("dqn reinforce", "two groups of runs are needed, with 'vs' between them; for example: "),
    ("dqn vs", "two groups of runs are needed"),
    ("dqn vs a vs b", "two groups of runs are needed"),
    ("dqn vs nowhere", "there is no folder 'nowhere'"),
    ("dqn vs dqn/seed-1/config.json", "'dqn/seed-1/config.json' is not a folder that can be read"),
    ("dqn vs empty", "'empty' is not the folder of a run"),
    ("dqn dqn/seed-2/ vs reinforce", "dqn/seed-2 is twice in one group"),
    (
      "dqn empty/../dqn/seed-2/ vs reinforce",
      "dqn/seed-2 is twice in one group, also as empty/../dqn/seed-2"
    ),
  ]

  @Test func mistakesAreExplained() throws {
    try withGroups { tool in
      try FileManager.default.createDirectory(
        at: tool.folder.appending(path: "empty"), withIntermediateDirectories: false)
      for (words, problem) in Self.mistakes {
        let outcome = try tool("compare " + words)
        let message = outcome.errors.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        #expect(message.hasPrefix("rlrun: " + problem), "\(words)")
        #expect(outcome.output == "", "\(words)")
        #expect(outcome.status == 2, "\(words)")
      }
    }
  }

  @Test func damagedAndMissingResultsAreTold() throws {
    try withGroups { tool in
      let whole = try tool.json("dqn/seed-2/result.json")
      func expectComplaint(
        _ text: String, _ change: (inout [String: Any]) -> Void,
        sourceLocation: SourceLocation = #_sourceLocation
      ) throws {
        var object = whole
        change(&object)
        try tool.write(
          JSONSerialization.data(withJSONObject: object), to: "dqn/seed-2/result.json")
        try expectComplaint(text, sourceLocation: sourceLocation)
      }
      func expectComplaint(
        _ text: String, sourceLocation: SourceLocation = #_sourceLocation
      ) throws {
        let outcome = try tool("compare reinforce vs dqn")
        let message = outcome.errors.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        #expect(message == "rlrun: " + text, sourceLocation: sourceLocation)
        #expect(outcome.status == 1, sourceLocation: sourceLocation)
      }
      let file = "dqn/seed-2/result.json: "
      try expectComplaint(file + "seed: it is missing") { $0["seed"] = nil }
      try expectComplaint(file + "threshold: it must be a number") { $0["threshold"] = "high" }
      try expectComplaint(file + "evaluation: it is missing") { $0["evaluation"] = nil }
      try expectComplaint(file + "evaluation.mean: it is missing") { $0["evaluation"] = [:] }
      try expectComplaint(file + "evaluation.mean: found nan, expected a finite number") {
        $0["evaluation"] = ["mean": "nan"]
      }
      try expectComplaint(
        file + "stepsToThreshold: found -1, expected a whole number from 0 to 2⁵³"
      ) {
        $0["stepsToThreshold"] = -1
      }
      try expectComplaint(file + "seed: found 9, expected 2 as in config.json") { $0["seed"] = 9 }
      try tool.write(Data("{".utf8), to: "dqn/seed-2/result.json")
      try expectComplaint(file + "the file is not JSON")
      let path = tool.folder.appending(path: "dqn/seed-2/")
      try FileManager.default.removeItem(at: path.appending(path: "result.json"))
      try expectComplaint(
        "cannot read dqn/seed-2/result.json: No such file or directory; check the path")
      try FileManager.default.removeItem(at: path.appending(path: "receipt.json"))
      let reason = "dqn/seed-2 has no evaluation, because the run "
      try expectComplaint(
        reason + "has not come to its end; `rlrun resume dqn/seed-2` goes on with it, or tells why "
          + "it cannot")
      try expectComplaint(
        reason + "was stopped before its end; go on with it first: rlrun resume dqn/seed-2"
      ) {
        $0["evaluation"] = NSNull()
        $0["interrupted"] = true
      }
    }
  }
}
