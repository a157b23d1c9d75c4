import Foundation
import Testing

/// A run of which not all episodes are recorded is the same run, and its page says what it shows.
@Suite struct RecordedEpisodesTests {
  @Test(arguments: [("all", 1), ("10", 64), ("window", 100)])
  func pageTellsOfWhichEpisodesMeansAre(_ which: String, _ stride: Int) throws {
    try withTool { tool in
      let train = "gridworld --agent reinforce --steps 12000 --quiet --evaluation-episodes 2"
      #expect(try tool(train + " --run-dir all").status == 0)
      let outcome = try tool(train + " --record-episodes \(which) --run-dir run")
      #expect(outcome.status == 0)
      #expect(try tool.data("run/receipt.json") == tool.data("all/receipt.json"))

      #expect(try tool("report run --quiet").status == 0)
      let page = try tool.text("run/report.html")
      let share = stride == 1 ? "." : " that are charted, at least one in \(stride)."
      #expect(page.contains("Mean of the last 100 episodes" + share))
      let episodes = try #require(try tool.json("run/result.json")["episodes"] as? Int)
      #expect(page.contains(">\(episodes)</"), "\(episodes)")
    }
  }
}
