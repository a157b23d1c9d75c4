import Foundation
import Testing

struct ReportTests {
  private static let line = "gridworld with dqn --steps 600 --evaluation-episodes 5 --quiet"

  @Test func aRunsReportIsOneFileInItsFolder() throws {
    try withTool { tool in
      #expect(try tool(Self.line + " --run-dir run --set hidden=8").status == 0)
      let outcome = try tool("report run")
      #expect(outcome.status == 0 && outcome.output == "")
      #expect(outcome.message.hasPrefix("wrote run/report.html"))
      let page = try tool.text("run/report.html")
      #expect(page.hasPrefix("<!doctype html>\n<!-- rlrun report -->\n"))
      for part in [
        "<title>dqn on GridWorld-v1</title>", "run · complete", "Exploration rate",
        "Returns of 5 episodes", "<summary>receipt.json</summary>", "rlrun verify run",
        "class=\"changed\">8</span>", "data-replay=\"0\"", "default-src 'none'",
      ] {
        #expect(page.contains(part), "\(part)")
      }
      // Nothing is fetched from anywhere.
      let addresses = page.replacing("http://www.w3.org/2000/svg", with: "")
      #expect(!addresses.contains("http://") && !addresses.contains("https://"))
      #expect(!page.contains(" data-refresh"))
      #expect(try tool("report run").status == 0, "a report is replaced by a new one")
    }
  }

  @Test func whatIsLearnedAtAStepIsNotFollowed() throws {
    try withTool { tool in
      let outcome = try tool("report run@300 --watch")
      #expect(outcome.status == 2)
      #expect(
        outcome.message.hasPrefix(
          "rlrun: --watch follows a run that trains, and what it was at step 300 stays; leave one "
            + "of them out"), "\(outcome.message)")
    }
  }

  /// A run of a moment has a place or two, which are no course.
  @Test func thePaceOfShortRunsIsNotDrawn() throws {
    try withTool { tool in
      #expect(try tool(Self.line + " --run-dir agent").status == 0)
      #expect(try tool("gates --epochs 40 --quiet --run-dir task").status == 0)
      for run in ["agent", "task"] {
        #expect(try tool("report \(run)").status == 0)
        let page = try tool.text("\(run)/report.html")
        #expect(!page.contains("Environment steps a second") && !page.contains("Seconds an epoch"))
        // With five rows it is there.
        let (unit, step) = run == "agent" ? ("step", 100) : ("update", 8)
        let rows = (1...5).map { "\($0 * step),\(Double($0) / 2)\n" }.joined()
        try tool.write(Data("\(unit),seconds\n\(rows)".utf8), to: "\(run)/timing.csv")
        #expect(try tool("report \(run)").status == 0)
        let title = run == "agent" ? "Environment steps a second" : "Seconds an epoch"
        #expect(try tool.text("\(run)/report.html").contains(title), "\(run)")
      }
    }
  }

  /// The mean of ten returns of 0 and 1 lies between them, within 1.96 · 0.4 / √9 of 0.8.
  @Test func bandsStayWithinTheReturns() throws {
    try withTool { tool in
      let line = "frozenlake with dqn --steps 600 --evaluation-episodes 2 --evaluate-every 100"
      #expect(try tool(line + " --quiet --run-dir run").status == 0)
      let rows = (1...6).map { "\($0 * 100),10,0.8,0.4,0,1\n" }.joined()
      try tool.write(
        Data("step,episodes,mean,std,min,max\n\(rows)".utf8), to: "run/evaluations.csv")
      #expect(try tool("report run").status == 0)
      let page = try tool.text("run/report.html")
      let low = "[" + Array(repeating: "0.538671", count: 6).joined(separator: ",") + "]"
      #expect(page.contains("\"low\":\(low),\"high\":[1,1,1,1,1,1]"))
    }
  }

  /// A page has a measure as the terminal has it.
  @Test(arguments: [
    ("iris --epochs 6", "accuracy", "Accuracy, %"), ("regression --epochs 6", "R²", "R²"),
  ])
  func measuresAreToldAlike(_ line: String, _ name: String, _ title: String) throws {
    try withTool { tool in
      let outcome = try tool(line + " --quiet --run-dir run")
      let told = try #require(outcome.output.split(separator: "\n").first { $0.hasPrefix(name) })
      let text = told.dropFirst(name.count).drop { $0 == " " }
      #expect(try tool("report run --pictures curves").status == 0)
      let page = try tool.text("run/report.html")
      #expect(page.contains("<b>\(text.replacing("-", with: "−"))</b><span>\(name)</span>"))
      #expect(page.contains(">\(title)</text>"))
      let file = name == "R²" ? "r2.svg" : "accuracy.svg"
      #expect(try tool.names(in: "curves").contains(file))
      #expect(try tool(line + " --quiet --seed 2 --run-dir other").status == 0)
      #expect(try tool("report run other --output both.html").status == 0)
      #expect(try tool.text("both.html").contains("<td>\(name)</td><td>2</td>"))
    }
  }

  /// The return of an episode that goes on for ever is that of its first steps.
  @Test func episodesThatAreCutOffAreToldOf() throws {
    try withTool { tool in
      let line = "cliffwalking with dqn --steps 30 --evaluation-episodes 3 --quiet --json"
      let outcome = try tool(line + " --run-dir run")
      let evaluation = try #require(try outcome.json()["evaluation"] as? [String: Any])
      #expect(evaluation["cutEpisodes"] as? Int == 3, "\(evaluation)")
      #expect(try tool("report run").status == 0)
      let page = try tool.text("run/report.html")
      #expect(page.contains("<b>3</b><span>of these episodes had no end and were cut off</span>"))
      #expect(page.contains("No episode ended in training.") && !page.contains("ended yet"))
      #expect(try tool(Self.line + " --run-dir other").status == 0)
      #expect(try tool("report other").status == 0)
      let other = try tool.text("other/report.html")
      #expect(!other.contains("cut off") && !other.contains("No episode"))
    }
  }

  @Test func tasksAreReportedToo() throws {
    try withTool { tool in
      #expect(try tool("gates --epochs 40 --quiet --run-dir run").status == 0)
      #expect(try tool("report run").status == 0)
      let page = try tool.text("run/report.html")
      #expect(page.contains("<title>gates, preset default</title>"))
      // A file has 1 for 1.0, which is no change.
      #expect(page.components(separatedBy: "class=\"changed\"").count == 2)
      #expect(page.contains("\"name\":\"xor\"") && page.contains("class=\"changed\">40</span>"))
      #expect(try tool("optimizers gates --epochs 20 --quiet --run-dir race").status == 0)
      #expect(try tool("report race").status == 0)
      let race = try tool.text("race/report.html")
      for name in ["sgd", "momentum", "adadelta", "adamw"] {
        #expect(race.contains("<td>\(name)</td>"), "\(name)")
      }
    }
  }

  /// Where training sees all examples, nothing is held out.
  @Test(arguments: [
    ("iris --epochs 3", "held-out"), ("iris --epochs 3 --set heldOut=0", "evaluation"),
    ("moons --epochs 3", "held-out"), ("composite --epochs 3 --set evaluateEvery=1", "evaluation"),
    ("regression --epochs 3", "held-out"),
  ])
  func evaluationsAreCalledWhatTheyAre(_ line: String, _ name: String) throws {
    try withTool { tool in
      #expect(try tool(line + " --quiet --run-dir run").status == 0)
      #expect(try tool("report run").status == 0)
      let page = try tool.text("run/report.html")
      for part in ["held-out", "evaluation"] {
        #expect(page.contains("\"name\":\"\(part)\"") == (part == name), "\(part)")
      }
    }
  }

  /// A threshold was made for the standard settings; with others `result.json` has none.
  @Test func aThresholdIsDrawnWhereItHolds() throws {
    try withTool { tool in
      let line = "cartpole with dqn --steps 300 --evaluation-episodes 2 --quiet"
      #expect(try tool(line + " --run-dir standard").status == 0)
      #expect(try tool(line + " --set timeLimit=100 --run-dir other").status == 0)
      for (runs, isDrawn) in [("standard", true), ("other", false), ("standard other", false)] {
        #expect(try tool("report \(runs) --output page.html").status == 0)
        let page = try tool.text("page.html")
        #expect(page.contains("solved 475") == isDrawn, "\(runs)")
      }
    }
  }

  /// What is drawn is the record, point by point.
  @Test func theCurvesAreTheRecord() throws {
    try withTool { tool in
      #expect(try tool(Self.line + " --run-dir run").status == 0)
      #expect(try tool("report run").status == 0)
      let rows = try tool.text("run/metrics.csv").split(separator: "\n").dropFirst()
        .map { $0.split(separator: ",") }
      let steps = rows.map { String($0[1]) }.joined(separator: ",")
      #expect(rows.count > 3 && rows.count <= 300)
      let page = try tool.text("run/report.html")
      #expect(page.contains("\"x\":[\(steps)]"))
      let lengths = rows.map { Double($0[3]) ?? .nan }
      let last = lengths.reduce(0, +) / Double(lengths.count)
      #expect(page.contains(",\((last * 1e4).rounded() / 1e4)],\"low\""))
    }
  }

  @Test func aRunThatTrainsIsFollowedToItsEnd() throws {
    try withTool { tool in
      let line = "gridworld with reinforce --quiet --steps 3000000 --run-dir run"
      let outcome = try tool.stopped(
        line.split(separator: " ").map(String.init), making: "run",
        once: { tool.exists("run/timing.csv") }, isOver: { tool.exists("run/receipt.json") }
      ) { process in
        let early = try tool("report run")
        #expect(early.status == 0)
        #expect(try tool.text("run/report.html").contains("run · in training"))
        let watched = try tool("report run --watch") { _ in
          try wait { (try? tool.text("run/report.html"))?.contains("data-refresh=\"2\"") == true }
          kill(process.processIdentifier, SIGCONT)
        }
        #expect(watched.status == 0)
        let page = try tool.text("run/report.html")
        #expect(page.contains("run · complete") && !page.contains("data-refresh"))
      }
      #expect(outcome.status == 0)
    }
  }

  /// What an interruption left is out of date once the run has gone on, and nobody follows a run that
  /// was killed.
  @Test func aRunThatWasKilledIsReportedAsFarAsItCame() throws {
    try withTool { tool in
      let line = "gridworld with reinforce --quiet --steps 300000000 --run-dir run"
      _ = try tool(line) { process in
        try wait { tool.exists("run/timing.csv") }
        kill(process.processIdentifier, SIGINT)
      }
      #expect(try tool("report run").status == 0)
      #expect(try tool.text("run/report.html").contains("run · interrupted"))
      let before = try tool.text("run/timing.csv")
      _ = try tool("resume run --quiet") { process in
        try wait { try tool.text("run/timing.csv") != before }
        kill(process.processIdentifier, SIGKILL)
      }
      let outcome = try tool("report run --watch")
      #expect(outcome.status == 0)
      let page = try tool.text("run/report.html")
      #expect(page.contains("run · ended before its end") && !page.contains("data-refresh=\""))
      #expect(!page.contains("<h2>What was learned</h2>"))
    }
  }

  /// A run of which something is missing or damaged is shown as far as it can be.
  @Test func whatIsDamagedIsTold() throws {
    try withTool { tool in
      let short = "cartpole with dqn --steps 3 --evaluate-every 1 --evaluation-episodes 2 --quiet"
      #expect(try tool(short + " --run-dir short").status == 0)
      #expect(try tool("report short").status == 0)
      #expect(try tool.text("short/report.html").contains("Return in evaluations"))
      #expect(try tool(Self.line + " --seeds 2 --run-dir runs").status == 0)
      try tool.remove("runs/seed-1/weights.safetensors")
      #expect(try tool("report runs/seed-1").status == 0)
      let page = try tool.text("runs/seed-1/report.html")
      #expect(page.contains("It cannot be shown: cannot read") && page.contains("Exploration rate"))
      try tool.write(Data("\n\n".utf8), to: "runs/seed-2/metrics.csv")
      let outcome = try tool("report runs/seed-2")
      #expect(
        outcome.message == "rlrun: runs/seed-2/metrics.csv: line 1: it names no columns")
      #expect(try tool("report runs runs/seed-1").status == 0)
      let both = try tool.text("report.html")
      #expect(both.contains("<title>1 run</title>") && both.contains("seed-2 is left out:</b>"))
    }
  }

  @Test func mistakesAreTold() throws {
    try withTool { tool in
      let missing = try tool("report")
      #expect(missing.status == 2)
      #expect(
        missing.message
          == "rlrun: the run's folder is missing; for example: rlrun report runs/cartpole-dqn-1 "
          + "rlrun: `rlrun help report` shows how it goes")
      #expect(try tool("report nowhere").message == "rlrun: there is no folder 'nowhere'")
      #expect(try tool(Self.line + " --run-dir run").status == 0)
      try tool.write(Data("mine".utf8), to: "notes.html")
      let replaced = try tool("report run --output notes.html")
      #expect(replaced.status == 2)
      #expect(
        replaced.message
          == "rlrun: notes.html is there and is not a report; choose another --output")
      #expect(try tool.text("notes.html") == "mine")
      try tool.write(Data("episode,step\n1,2,3\n".utf8), to: "run/metrics.csv")
      let damaged = try tool("report run")
      #expect(damaged.status == 1)
      #expect(damaged.message.hasPrefix("rlrun: run/metrics.csv: line 2: "), "\(damaged.message)")
    }
  }
}
