import Foundation
import Testing

@Suite struct LandscapeTests {
  @Test func landscapeOfATaskIsDrawn() throws {
    try withTool { tool in
      #expect(try tool("gates --epochs 30 --quiet --run-dir run").status == 0)
      let outcome = try tool("landscape run --size 5 --span 0.5 --json --threads 1")
      #expect(outcome.status == 0)
      let json = try outcome.json()
      let values = try #require(json["values"] as? [Double])
      #expect(values.count == 25 && values.allSatisfy { $0 > 0 })
      #expect(json["measure"] as? String == "cost")
      #expect(json["examples"] as? Int == 4)
      #expect(try tool.text("run/pictures/landscape.json") == outcome.output)
      #expect(
        Set(try tool.names(in: "run/pictures")) == [
          "landscape.json", "landscape.png", "landscape.svg", "landscape-surface.png",
          "landscape-surface.svg",
        ])
      let map = try tool.text("run/pictures/landscape.svg")
      #expect(map.hasPrefix("<svg ") && map.contains(">trained weights</text>"))
      let other = try tool("landscape run --size 5 --span 0.5 --json --threads 2 --output run/it")
      #expect(other.output == outcome.output)
      #expect(try tool.text("run/it.svg") == map)
      // One takes another's place, but no other file's.
      #expect(try tool("landscape run --size 5 --span 0.5 --quiet").status == 0)
      let refused = try tool("landscape run --size 5 --output run/config")
      #expect(refused.status == 2)
      #expect(
        refused.message
          == "rlrun: run/config.json is there and is not a landscape; choose another --output")
    }
  }

  /// As the help has it, endings are added to the name; and as `rlrun report`, no folders are made.
  @Test func namesThatDoNotFitAreRefused() throws {
    try withTool { tool in
      #expect(try tool("gates --epochs 3 --quiet --run-dir run").status == 0)
      for (name, problem) in [
        ("map.svg", "it must be a name without .svg, which is added to it"),
        ("map.png", "it must be a name without .png, which is added to it"),
        ("map.json", "it must be a name without .json, which is added to it"),
        ("run/", "it must be a name that .svg and .png are added to"),
      ] {
        let outcome = try tool("landscape run --size 3 --output \(name)")
        #expect(outcome.status == 2)
        #expect(outcome.message == "rlrun: --output is '\(name)'; \(problem)")
      }
      let outcome = try tool("landscape run --size 3 --output no/where/map")
      #expect(outcome.status == 2 && !tool.exists("no"))
      #expect(
        outcome.message.hasPrefix("rlrun: --output is 'no/where/map', and there is no folder '"))
      #expect(try tool("landscape run --size 3 --quiet").status == 0)
    }
  }

  @Test func landscapeOfAnAgentIsItsReturn() throws {
    try withTool { tool in
      #expect(try tool("gridworld with dqn --steps 300 --quiet --run-dir run").status == 0)
      let outcome = try tool("landscape run --size 3 --examples 7 --json --quiet")
      let values = try #require(try outcome.json()["values"] as? [Double])
      let evaluation = try tool("evaluate run --episodes 7 --json").json()
      let mean = (evaluation["evaluation"] as? [String: Any])?["mean"] as? Double
      #expect(try values[4] == #require(mean))
      #expect(try outcome.json()["measure"] as? String == "mean return")
      #expect(outcome.errors == "")
      #expect(try tool("report run --quiet").status == 0)
      let page = try tool.text("run/report.html")
      #expect(page.components(separatedBy: "Return landscape").count == 2, "once, as a heading")
      #expect(page.contains("The return around the trained weights, where it is "))
      #expect(!page.contains("Loss landscape"))
      // One of version 0.3 is of minus the return.
      let old = try tool.text("run/pictures/landscape.json")
        .replacing("\"mean return\"", with: "\"− mean return\"")
      try tool.write(Data(old.utf8), to: "run/pictures/landscape.json")
      #expect(try tool("report run --quiet").status == 0)
      let again = try tool.text("run/report.html")
      #expect(again.contains("mean return of 7 greedy episodes"))
      #expect(!again.contains("− mean return") && again != page)
    }
  }
}
