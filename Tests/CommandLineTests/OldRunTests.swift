import Foundation
import TestSupport
import Testing

/// Runs of this and earlier releases, one of each kind, stay readable.
@Suite struct OldRunTests {
  @Test(
    arguments: ["0.3.0", "0.4.0"],
    [("agent", "2,000 steps, 132 episodes"), ("task", "20 epochs, 20 updates")])
  func aRunStaysReadable(_ version: String, _ run: (kind: String, counts: String)) throws {
    try withTool { tool in
      let source = Fixture.folder().appending(path: "Runs/\(version)/\(run.kind)")
      try FileManager.default.copyItem(at: source, to: tool.folder.appending(path: "run"))
      let before = try tool.data("run/config.json")

      // The same numbers are made again, and whose they are is said.
      let verified = try tool("verify run --quiet")
      #expect(verified.status == 0, "\(verified.output)\(verified.errors)")
      #expect(
        verified.output.hasPrefix("identical: \(run.counts), evaluation and weights\n"),
        "\(verified.output)")
      #expect(
        verified.output.contains("the run was made by version \(version), ")
          == (version != "0.4.0"))

      let evaluated = try tool("evaluate run --json")
      #expect(evaluated.status == 0, "\(evaluated.errors)")
      let recorded = try #require(
        try tool.json("run/result.json")["evaluation"] as? [String: Any])
      if run.kind == "task" {
        #expect(try evaluated.json()["evaluation"] as? NSDictionary == recorded as NSDictionary)
      } else {
        let exact =
          try #require(
            try evaluated.json()["evaluation"] as? [String: Any])["exact"] as? Double
        #expect(exact != nil && exact == recorded["exact"] as? Double)
      }
      #expect(try tool("report run --quiet").status == 0)
      #expect(try tool.text("run/report.html").contains("What was learned"))
      let listed = try tool("runs .")
      #expect(listed.status == 0 && listed.output.contains("./run "), "\(listed.output)")
      #expect(try tool("diff run run").status == 0)
      #expect(
        try tool("resume run").errors == "run is complete; there is nothing to go on with\n")
      let updates = try tool.json("run/receipt.json")["updates"] as? Int
      #expect(try #require(updates) > 0, "its weights are learned")
      #expect(try tool("compare run vs run").status == 0)
      if run.kind == "agent" {
        #expect(try tool("play run").output.contains("return"))
        #expect(try tool("record run --output film.gif").status == 0)
      }
      let more = run.kind == "agent" ? "--steps 2200" : "--epochs 25"
      let forked = try tool("fork run \(more) --quiet")
      let shown = try tool("evaluate run@5")
      if version == "0.4.0" {
        #expect(forked.status == 0, "\(forked.errors)")
        #expect(shown.status == 0, "\(shown.errors)")
      } else {
        #expect(forked.status == 1)
        #expect(forked.message.hasSuffix("only version \(version) forks it exactly"))
        #expect(shown.message.hasSuffix("trains up to a step of it exactly"))
      }
      #expect(try tool.data("run/config.json") == before, "it is left as it was")
    }
  }
}
