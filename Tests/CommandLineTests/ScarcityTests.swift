import Foundation
import Testing

/// Without descriptors, memory or threads a command says what is missing, and a run goes on later.
@Suite struct ScarcityTests {
  private static let train =
    "gridworld --agent dqn --steps 600 --checkpoint-every 200 --evaluation-episodes 3 --quiet"

  /// With so few that a library cannot be loaded, nothing is said, and the status is the system's.
  private func expectSentence(_ outcome: Outcome, _ comment: String) {
    #expect(!outcome.isSignalled, "\(comment): a signal")
    #expect([0, 1, 2, 127].contains(outcome.status), "\(comment): \(outcome.status)")
    if outcome.status == 1 || outcome.status == 2 {
      #expect(!outcome.errors.isEmpty || !outcome.output.isEmpty, "\(comment)")
    }
  }

  @Test(arguments: 4...14) func descriptors(_ count: Int) throws {
    try withTool { tool in
      #expect(try tool(Self.train + " --run-dir whole").status == 0)
      for command in [
        Self.train + " --run-dir run", "evaluate whole --episodes 2", "report whole --quiet",
        "verify whole --quiet", "fork whole@400 --steps 700 --quiet --run-dir fork",
        "record whole --output a.gif --steps 9", "landscape whole --size 3 --episodes 1 --quiet",
      ] {
        _ = try tool.shell("rm -rf run fork a.gif")
        expectSentence(
          try tool.shell("ulimit -n \(count); exec timeout 60 \(try program) \(command)"),
          "\(count): \(command)")
      }
      _ = try tool.shell("rm -rf run")
      _ = try tool.shell("ulimit -n \(count); \(try program) \(Self.train) --run-dir run")
      guard tool.exists("run/config.json") else { return }
      if !tool.exists("run/receipt.json") {
        #expect(try tool("resume run --quiet").status == 0)
      }
      try tool.expectSameRun("run", "whole")
    }
  }

  /// Of address space, in kilobytes.
  @Test(arguments: [90_000, 100_000, 110_000, 120_000, 140_000, 160_000, 200_000, 300_000])
  func memory(_ kilobytes: Int) throws {
    try withTool { tool in
      #expect(try tool(Self.train + " --run-dir whole").status == 0)
      let outcome = try tool.shell(
        "ulimit -v \(kilobytes); exec timeout 60 \(try program) \(Self.train) --threads 4 --run-dir run"
      )
      expectSentence(outcome, "\(kilobytes)")
      guard tool.exists("run/config.json") else { return }
      if !tool.exists("run/receipt.json") {
        #expect(try tool("resume run --quiet").status == 0)
      }
      try tool.expectSameRun("run", "whole")
    }
  }

  private var program: String { get throws { "'\(try Tool.executable.path)'" } }
}
