import Foundation
import Testing

/// Pages of several runs.
@Suite struct GroupReportTests {
  private static let line = "gridworld with dqn --steps 600 --evaluation-episodes 5 --quiet"

  /// Runs of several seeds have a folder of their own among the others.
  @Test func groupsInAFolderOfRunsAreThereToo() throws {
    try withTool { tool in
      #expect(try tool(Self.line + " --run-dir runs/one").status == 0)
      #expect(try tool(Self.line + " --seeds 2 --run-dir runs/group").status == 0)
      try tool.write(Data(), to: "runs/notes/today/a.txt")
      #expect(try tool("report runs").status == 0)
      #expect(try tool.text("runs/report.html").contains("<title>3 runs</title>"))
      #expect(
        try tool("resume runs").message
          == "runs: 3 runs, all complete; there is nothing to go on with")
    }
  }

  /// There need be no other run beside them.
  @Test func groupsAloneAreThereToo() throws {
    try withTool { tool in
      #expect(try tool(Self.line + " --seeds 2 --run-dir runs/group").status == 0)
      #expect(
        try tool("resume runs").message
          == "runs: 2 runs, all complete; there is nothing to go on with")
      let all = try tool("evaluate runs --episodes 3").output
      #expect(all.contains("runs/group/seed-1\n") && all.contains("runs/group/seed-2\n"))
      // The others do not depend on one that cannot be evaluated.
      try tool.remove("runs/group/seed-1/weights.safetensors")
      let rest = try tool("evaluate runs --episodes 3")
      #expect(rest.status == 1 && rest.errors.contains("runs/group/seed-1"))
      #expect(rest.output.contains("runs/group/seed-2\nreturn"), "\(rest.output)")
    }
  }

  /// A run that has not come to its end has fewer numbers, and they stand under their names.
  @Test func numbersStandUnderTheirNames() throws {
    try withTool { tool in
      for seed in 1...2 {
        let line = "iris --epochs 3 --seed \(seed) --quiet --run-dir runs/\(seed)"
        #expect(try tool(line).status == 0)
      }
      for file in ["receipt.json", "result.json"] { try tool.remove("runs/1/\(file)") }
      #expect(try tool("report runs").status == 0)
      let page = try tool.text("runs/report.html")
      let table = try #require(page.split(separator: "<summary>the runs</summary>").last)
      let rows = table.split(separator: "</table>")[0].split(separator: "<tr").dropFirst()
        .map { row in row.matches(of: /<t[dh][^>]*>([^<]*)</).map { String($0.1) } }
      #expect(rows.count == 3 && Set(rows.map(\.count)).count == 1, "\(rows)")
      #expect(rows[0].suffix(3) == ["cost", "accuracy", "training"], "\(rows)")
      #expect(rows[1].suffix(4) == ["-", "-", "-", "-"], "\(rows)")
      #expect(rows[2].suffix(4).first == "3", "\(rows)")
    }
  }

  /// What DQN minimises and what REINFORCE does cannot be compared.
  @Test func lossesOfDifferentAgentsHaveChartsOfTheirOwn() throws {
    try withTool { tool in
      for (agent, options) in [
        ("dqn", "--steps 1500 --set learningStarts=200"), ("reinforce", "--steps 8000"),
      ] {
        let line = "gridworld with \(agent) --evaluation-episodes 1 --quiet --run-dir \(agent)"
        #expect(try tool("\(line) \(options)").status == 0)
      }
      #expect(try tool("report dqn reinforce --output page.html").status == 0)
      let page = try tool.text("page.html")
      #expect(page.contains(">Loss of dqn</text>") && page.contains(">Loss of reinforce</text>"))
      #expect(!page.contains(">Loss</text>") && page.contains(">Length of episodes</text>"))
      #expect(try tool("report dqn").status == 0)
      #expect(try tool.text("dqn/report.html").contains(">Loss</text>"))
    }
  }

  @Test func severalRunsAreLaidOverEachOther() throws {
    try withTool { tool in
      #expect(try tool(Self.line + " --seeds 3 --run-dir runs").status == 0)
      let other = "gridworld with reinforce --steps 600 --evaluation-episodes 5 --quiet"
      #expect(try tool(other + " --run-dir other").status == 0)
      #expect(try tool("report runs --quiet").errors == "")
      let seeds = try tool.text("runs/report.html")
      #expect(seeds.contains("<title>3 runs</title>") && seeds.contains("<th>dqn</th>"))
      #expect(try tool("report runs other --output both.html").status == 0)
      #expect(try tool("maze with dqn --steps 300 --quiet --run-dir maze").status == 0)
      #expect(try tool("report runs maze --output mixed.html --pictures figures").status == 0)
      let figures = try tool.names(in: "figures")
      for name in ["return.svg", "return.png", "return-2.svg", "return-2.png"] {
        #expect(figures.contains(name), "\(figures)")
      }
      let both = try tool.text("both.html")
      for part in [
        "<th>dqn</th><th>reinforce</th>", "Probability that a run of dqn is better",
        "\"name\":\"dqn\",\"color\":0", "\"name\":\"reinforce\",\"color\":1",
      ] {
        #expect(both.contains(part), "\(part)")
      }
    }
  }

  /// As `rlrun compare` has it.
  @Test func differentEnvironmentsAreToldOf() throws {
    try withTool { tool in
      let runs = [
        "lake": "frozenlake with dqn", "dry": "frozenlake with dqn --set isSlippery=false",
        "reinforce": "frozenlake with reinforce", "grid": "gridworld with dqn",
      ]
      for (name, line) in runs {
        let options = "--steps 300 --evaluation-episodes 2 --quiet --run-dir \(name)"
        #expect(try tool("\(line) \(options)").status == 0)
      }
      let warning =
        "<p><b>warning:</b> the groups differ in their environment, so their returns say little "
        + "about each other: "
      let difference = "isSlippery (true, false)"
      // Different environments stand in sections of their own.
      for (runs, end, areCompared) in [
        ("lake dry", difference, false), ("lake grid", nil, false),
        ("lake grid dry", difference, false), ("lake reinforce", nil, true),
      ] {
        #expect(try tool("report \(runs) --output page.html").status == 0)
        let page = try tool.text("page.html")
        #expect(page.contains("Probability that") == areCompared, "\(runs)")
        if let end {
          #expect(page.contains("<h2>FrozenLake-v1</h2>\n\(warning)\(end)</p>"), "\(runs)")
        } else {
          #expect(!page.contains("warning:"))
        }
      }
      #expect(
        try tool("compare lake vs dry").message.hasSuffix("about each other: \(difference)"))
    }
  }

  /// Seeds of a task are one curve, with their statistics, in the order of their numbers.
  @Test func seedsOfATaskAreOneCurve() throws {
    try withTool { tool in
      let line = "iris --epochs 6 --quiet"
      #expect(try tool(line + " --seeds 1,2,10 --run-dir runs").status == 0)
      #expect(try tool("report runs").status == 0)
      let page = try tool.text("runs/report.html")
      #expect(page.contains("<th>runs</th><th>IQM</th><th>mean</th><th>min</th>"))
      #expect(page.contains("their interquartile mean, its band") && page.contains("\"low\":["))
      #expect(page.contains("\"name\":\"held-out\"") && !page.contains("\"name\":\"seed"))
      let places = ["/seed-1<", "/seed-2<", "/seed-10<"].map { page.firstRange(of: $0)?.lowerBound }
      #expect(places.allSatisfy { $0 != nil } && places[0]! < places[1]! && places[1]! < places[2]!)
      let values = try (1...3).map { index in
        let path = "runs/seed-\([1, 2, 10][index - 1])/result.json"
        let evaluation = try tool.json(path)["evaluation"] as? [String: Double]
        return try #require(evaluation?["cost"])
      }
      // Of three numbers none is cut, so the interquartile mean is the mean.
      let mean = String(format: "%.4f", values.reduce(0, +) / 3)
      let cost = try #require(page.firstMatch(of: #/<td>cost</td><td>3</td>(.*?)</tr>/#)?.1)
      #expect(cost.components(separatedBy: "<td>\(mean) [").count == 3, "\(cost)")

      // Beside others, each configuration is a group.
      #expect(try tool(line + " --set heldOut=0 --run-dir all").status == 0)
      #expect(try tool("report runs all --output both.html").status == 0)
      let both = try tool.text("both.html")
      for name in ["heldOut=0.2 held-out", "heldOut=0.2 training", "heldOut=0.0 evaluation"] {
        #expect(both.contains("\"name\":\"\(name)\""), "\(name)")
      }
      #expect(both.contains("<summary>the groups differ in 1 setting</summary>"))
      #expect(both.contains("<td>heldOut</td><td>0.2</td><td>0.0</td>"))
    }
  }
}
