import Foundation
import RLRandom
import TestSupport
import Testing

/// Runs that are killed at any moment go on to the same receipt. `Tests/KillCampaign/campaign.sh`
/// kills more of them.
@Suite struct KillTests {
  static let lines = [
    // Checkpoints of 20 MB, so that much of the time one is being written.
    "cartpole with dqn --steps 2000 --checkpoint-every 200 --evaluate-every 500"
      + " --set hidden=800,800 trainEvery=40 learningStarts=200 selectEvery=1000 selectEpisodes=2",
    "gridworld with dqn --steps 9000 --checkpoint-every 1500 --set slip=0.3 environments=3"
      + " selectEvery=1000",
    "cartpole with reinforce --steps 40000 --checkpoint-every 5000 --evaluate-every 7000",
    "maze with reinforce --steps 8000 --checkpoint-every 1000 --checkpoints 1"
      + " --set hidden=400,400 episodesPerBatch=4 timeLimit=300 selectEvery=5000 selectEpisodes=2",
    "pendulum with ppo --steps 20000 --checkpoint-every 1500 --evaluate-every 5000"
      + " --set normalizeObservations=true normalizeRewards=true stateDependentNoise=true"
      + " noiseEvery=8 rolloutSteps=100 environments=3",
    "cartpole with a2c --steps 20000 --checkpoint-every 1500 --set environments=6",
    "pendulum with sac --steps 3000 --checkpoint-every 250 --set hidden=32,32 batchSize=64"
      + " trainEvery=2 environments=2 selectEvery=1000 selectEpisodes=2",
    "pendulum with td3 --steps 3000 --checkpoint-every 250 --set hidden=32,32 batchSize=64"
      + " trainEvery=2 noise=ornstein-uhlenbeck learningStarts=200",
    "mountaincarcontinuous with ddpg --steps 3000 --checkpoint-every 250 --set hidden=32,32"
      + " batchSize=64 trainEvery=2 learningStarts=200",
    "gates --epochs 20000 --preset xor --checkpoint-every 900 --set evaluateEvery=3",
    // A checkpoint in the middle of every other epoch.
    "gates --epochs 400 --checkpoint-every 25 --checkpoints 1 --set hidden=1000 batchSize=1"
      + " evaluateEvery=3",
  ]

  /// When a run is killed.
  enum Moment: CaseIterable {
    case beforeTheFirstCheckpoint
    case whileOneIsWritten
    case anyTime
    /// And again while it goes on.
    case twice
  }

  @Test(.timeLimit(.minutes(10)), arguments: lines)
  func aKilledRunGoesOnToTheSameReceipt(_ line: String) throws {
    let seed = Seeds.fresh("killed runs")
    var generator = PCG64(seed: seed)
    try withTool { tool in
      let evaluation = line.hasPrefix("gates") ? "" : " --evaluation-episodes 5"
      let line = line + evaluation + " --quiet --seed \(1 + generator.integer(below: 99))"
      let start = Date()
      #expect(try tool(line + " --run-dir whole").status == 0)
      let seconds = Date().timeIntervalSince(start)
      for moment in Moment.allCases {
        let run = "\(moment)"
        // Where it was faster than we are, again and earlier.
        for attempt in 0... {
          try #require(attempt < 100, "\(line), \(moment): it never was the moment")
          if tool.exists(run) { try tool.remove(run) }
          let latest = moment == .beforeTheFirstCheckpoint ? seconds / 8 : seconds
          let delay = generator.uniform() * latest / Double(1 << min(attempt, 8))
          if try isKilled(tool, line + " --run-dir \(run)", run, moment, after: delay) { break }
        }
        if moment == .twice {
          try killAgain(tool, run, after: generator.uniform() * seconds / 2)
        }
        let outcome = try tool("resume \(run) --quiet")
        #expect(outcome.status == 0 && outcome.errors == "", "\(moment): \(outcome.errors)")
        try tool.expectSameRun(run, "whole", "\(line), \(moment), RLNET_TEST_SEED=\(seed)")
        let kept = tool.checkpoints(of: run).count
        #expect((1...(line.contains("--checkpoints 1") ? 1 : 3)).contains(kept), "\(line)")
        #expect(!tool.isWritingCheckpoint(of: run))
      }
    }
  }

  /// Kills a run while it goes on.
  private func killAgain(_ tool: Tool, _ run: String, after delay: Double) throws {
    try tool.copy(run, to: "killed once")
    for attempt in 0..<20 {
      let outcome = try tool("resume \(run) --quiet") { process in
        Thread.sleep(forTimeInterval: delay / Double(1 << attempt))
        kill(process.processIdentifier, SIGKILL)
      }
      #expect(outcome.errors == "", "nothing is damaged by a kill")
      if outcome.isSignalled && !tool.exists("\(run)/receipt.json") { return }
      // It was faster than we are; again and earlier.
      try tool.remove(run)
      try tool.copy("killed once", to: run)
    }
    Issue.record("\(run): it was never killed again")
  }

  /// Kills a run; whether that was at the moment.
  private func isKilled(
    _ tool: Tool, _ line: String, _ run: String, _ moment: Moment, after delay: Double
  ) throws -> Bool {
    let outcome = try tool(line) { process in
      let end = Date(timeIntervalSinceNow: delay)
      try wait(every: 0) { tool.exists("\(run)/config.json") || !process.isRunning }
      switch moment {
      case .beforeTheFirstCheckpoint:
        while Date() < end, process.isRunning, !tool.exists("\(run)/checkpoints") {
          Thread.sleep(forTimeInterval: 0.001)
        }
      case .whileOneIsWritten:
        // Not always the first one.
        Thread.sleep(until: end)
        while process.isRunning, !tool.isWritingCheckpoint(of: run) {}
      case .anyTime, .twice: Thread.sleep(until: end)
      }
      kill(process.processIdentifier, SIGKILL)
    }
    guard outcome.isSignalled, !tool.exists("\(run)/receipt.json") else { return false }
    return switch moment {
    case .beforeTheFirstCheckpoint: tool.checkpoints(of: run) == []
    case .whileOneIsWritten: tool.isWritingCheckpoint(of: run)
    case .anyTime, .twice: true
    }
  }

  /// Asks a run to end, after its first step and before its last one.
  private func interrupted(
    _ tool: Tool, _ line: String, by signal: Int32, counted count: String
  ) throws -> Outcome {
    try tool.signalled(
      signal, line.split(separator: " ").map(String.init), making: "run",
      once: { tool.exists("run/metrics.csv") }, after: 0.05,
      wasAmid: {
        let done = try tool.json("run/result.json")[count] as? Int ?? 0
        return done > 0 && !tool.exists("run/receipt.json")
      })
  }

  /// Signals that ask to end, and the status of a process that they have ended.
  static let requests: [(Int32, Int32)] = [(SIGINT, 130), (SIGTERM, 143), (SIGHUP, 129)]

  /// Ctrl-C, what `kill` sends, and a terminal that is closed, leave a checkpoint.
  @Test(.timeLimit(.minutes(10)), arguments: requests)
  func aRunThatIsAskedToEndGoesOnToTheSameReceipt(_ signal: Int32, _ status: Int32) throws {
    try withTool { tool in
      let line =
        "gridworld with dqn --steps 20000 --checkpoint-every 0 --evaluate-every 1000 --seed 5"
      #expect(try tool(line + " --run-dir whole").status == 0)
      let outcome = try interrupted(tool, "\(line) --run-dir run", by: signal, counted: "steps")
      #expect(outcome.status == status && !outcome.isSignalled)
      #expect(outcome.errors.hasSuffix("go on with it: rlrun resume run\n"))
      let step = try #require(tool.json("run/result.json")["steps"] as? Int)
      #expect(tool.checkpoints(of: "run") == [step])

      // It goes on from there, without the folder's old place.
      try FileManager.default.moveItem(
        at: tool.folder.appending(path: "run"), to: tool.folder.appending(path: "moved"))
      let again = try tool("resume moved --threads 1")
      #expect(again.status == 0)
      #expect(again.message.contains("going on with dqn on GridWorld-v1 from step"))
      try tool.expectSameRun("moved", "whole", "from step \(step)")
      #expect(try tool.json("moved/result.json")["interrupted"] == nil)

      let files = try Tool.determinedFiles.map { try tool.data("moved/\($0)") }
      let third = try tool("resume moved")
      #expect(third.status == 0 && third.output == "")
      #expect(third.errors == "moved is complete; there is nothing to go on with\n")
      #expect(try Tool.determinedFiles.map { try tool.data("moved/\($0)") } == files)
    }
  }

  @Test(.timeLimit(.minutes(10)), arguments: requests)
  func aTaskThatIsAskedToEndGoesOnToTheSameReceipt(_ signal: Int32, _ status: Int32) throws {
    try withTool { tool in
      let line = "gates --preset nand --epochs 30000 --checkpoint-every 0 --seed 5"
      let options = "--set batchSize=3 evaluateEvery=7"
      #expect(try tool("\(line) --run-dir whole \(options)").status == 0)
      let outcome = try interrupted(
        tool, "\(line) --run-dir run \(options)", by: signal, counted: "updates")
      #expect(outcome.status == status && !outcome.isSignalled)
      #expect(
        outcome.errors.hasSuffix(
          "rlrun: interrupted; the run is saved as it stands in run\n"
            + "go on with it: rlrun resume run\n"), "\(outcome.errors)")
      let result = try tool.json("run/result.json")
      #expect(result["interrupted"] as? Bool == true)
      let update = try #require(result["updates"] as? Int)
      #expect(tool.checkpoints(of: "run") == [update])
      #expect(try tool("evaluate run --json").json()["evaluation"] is [String: Double])

      // It goes on from there, without the folder's old place.
      try FileManager.default.moveItem(
        at: tool.folder.appending(path: "run"), to: tool.folder.appending(path: "moved"))
      let again = try tool("resume moved --threads 1 --json")
      #expect(again.status == 0)
      #expect(again.message.contains("going on with gates from update"))
      try tool.expectSameRun("moved", "whole", "from update \(update)")
      #expect(try tool.json("moved/result.json")["interrupted"] == nil)
      #expect(try tool.json("moved/result.json") as NSDictionary == again.json() as NSDictionary)
      let third = try tool("resume moved")
      #expect(third.status == 0 && third.output == "")
      #expect(third.errors == "moved is complete; there is nothing to go on with\n")
    }
  }
}

extension Thread {
  fileprivate static func sleep(until end: Date) {
    sleep(forTimeInterval: end.timeIntervalSinceNow)
  }
}
