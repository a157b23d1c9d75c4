import Foundation
import Testing

/// Tables of a record whose columns or numbers are not those of such a run.
@Suite struct StrangerRecordTests {
  private static let agent =
    "gridworld --agent dqn --steps 600 --checkpoint-every 200 --evaluate-every 100 --quiet"
  private static let task = "gates --epochs 60 --checkpoint-every 20 --quiet"

  /// The first columns alone, and others in their order.
  @Test(arguments: [agent, task], ["timing.csv", "evaluations.csv", "metrics.csv"])
  func fewerColumnsAreTold(_ train: String, _ file: String) throws {
    try withTool { tool in
      #expect(try tool(train + " --run-dir base").status == 0)
      guard tool.exists("base/\(file)") else { return }
      _ = try tool.shell(
        "rm base/receipt.json base/result.json base/weights.safetensors; last=$(ls -v base/checkpoints"
          + " | tail -1); rm base/checkpoints/$last")
      for columns in ["1", "1-2", "2-9", "2"] {
        let pick = "cut -d, -f\(columns) base/\(file) > run/\(file)"
        // As long as it was, so that the checkpoint's position is in it.
        let fill =
          "while [ $(wc -c < run/\(file)) -lt 9000 ]; do tail -n +2 run/\(file) > t; cat t"
          + " >> run/\(file); done"
        for command in ["resume run --quiet", "report run --quiet", "runs run", "diff run base"] {
          _ = try tool.shell("rm -rf run; cp -r base run; \(pick); \(fill)")
          let outcome = try tool(command)
          #expect(
            !outcome.isSignalled && (0...2).contains(outcome.status),
            "\(command), columns \(columns): \(outcome)")
          if command.hasPrefix("resume") {
            #expect(outcome.status == 1 && outcome.message.contains("line "), "\(outcome.message)")
          }
        }
      }
    }
  }

  /// Numbers of episodes at the end of what an integer holds.
  @Test(arguments: ["9223372036854775807", "9223372036854775806", "9007199254740994", "-1"])
  func numbersBeyondTheirRangeAreTold(_ number: String) throws {
    try withTool { tool in
      #expect(try tool(Self.agent + " --run-dir base").status == 0)
      _ = try tool.shell("cp -r base run; sed -i '2s/^[0-9]*,/\(number),/' run/metrics.csv")
      for command in ["diff run base", "diff base run", "report run --quiet", "verify run --quiet"]
      {
        let outcome = try tool(command)
        #expect(!outcome.isSignalled && (1...2).contains(outcome.status), "\(command)")
        #expect(command.hasPrefix("verify") || outcome.errors.contains("metrics.csv"))
      }
    }
  }

  /// A name with a line break cannot put lines of its own among those of the tool.
  @Test func namesMakeNoLines() throws {
    try withTool { tool in
      #expect(try tool(Self.agent + " --run-dir runs/base").status == 0)
      _ = try tool.shell("cp -r runs/base $'runs/seed-1\\nINJECTED dqn complete'")
      for command in ["runs runs", "verify --quick runs", "report runs --quiet", "evaluate runs"] {
        let outcome = try tool(command)
        let lines = (outcome.output + outcome.errors).split(separator: "\n")
        #expect(!lines.contains { $0.contains("INJECTED") }, "\(command): \(lines)")
      }
    }
  }
}
