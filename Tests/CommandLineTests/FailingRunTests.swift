import Foundation
import Testing

#if canImport(Glibc)
  import Glibc
#endif

/// Runs whose folder fails them: a full disk, no right to write, a folder that is taken away.
@Suite struct FailingRunTests {
  private static let line =
    "cartpole with dqn --seed 3 --evaluation-episodes 5 --quiet"
    + " --set selectEvery=0 stopReturn=none"
  /// Of a small network.
  private static let small = line + " hidden=16"

  /// A file that may grow no further is as good as a full disk.
  ///
  /// - Parameters:
  ///   - blocks: of 1 024 bytes.
  ///   - options: more options of the run.
  ///   - files: what may be the first one that finds no room.
  private func expectFullDisk(
    _ blocks: Int, _ options: String, files: [String], hasCheckpoint: Bool
  ) throws {
    try withTool { tool in
      let line = Self.line + " " + options
      #expect(try tool(line + " --run-dir whole").status == 0)
      let outcome = try tool.shell("ulimit -f \(blocks); rlrun \(line) --run-dir run")
      #expect(outcome.status == 1 && !outcome.isSignalled)
      let message = outcome.message
      #expect(message.hasPrefix("rlrun: "), "\(message)")
      #expect(files.contains { message.contains("run/\($0)") }, "\(message)")
      #expect(message.contains(": File too large"), "\(message)")
      #expect(message.contains("the record up to there is in run; "), "\(message)")
      let steps = tool.checkpoints(of: "run")
      let advice = "once that is mended, "
      if hasCheckpoint {
        let last = try #require(steps.last)
        #expect(
          message.hasSuffix(
            "the last good checkpoint is of step \(last); \(advice)go on from there with: rlrun "
              + "resume run"), "\(message)")
      } else {
        #expect(steps == [])
        #expect(
          message.hasSuffix(
            "there is no checkpoint yet; \(advice)begin again with: rlrun resume run"), "\(message)"
        )
      }
      #expect(!tool.exists("run/receipt.json") && !tool.isWritingCheckpoint(of: "run"))
      // Whole rows, which are those of the run that had room.
      let metrics = try tool.data("run/metrics.csv")
      #expect(metrics.last == UInt8(ascii: "\n"))
      #expect(try tool.data("whole/metrics.csv").starts(with: metrics))
      // Where there is room for that beside the checkpoints.
      if hasCheckpoint { #expect(try ends(tool) == [2]) }

      // With room it goes on, without a word about the earlier checkpoints.
      let again = try tool("resume run --quiet")
      #expect(again.status == 0 && again.errors == "", "\(again.errors)")
      try tool.expectSameRun("run", "whole", "\(blocks) blocks")
      #expect(try ends(tool) == [1])
    }
  }

  /// How the run ended, each time that its event file says so: 1 is success, 2 is failure.
  private func ends(_ tool: Tool) throws -> [Int] {
    EventReader(try tool.data("run/events.out.tfevents.rlrun")).ends
  }

  @Test func aCheckpointFindsNoRoom() throws {
    try expectFullDisk(
      200, "--steps 8000 --checkpoint-every 1000", files: ["checkpoints/"], hasCheckpoint: true)
  }

  @Test func theFirstCheckpointFindsNoRoom() throws {
    // The whole record is smaller than that.
    try expectFullDisk(
      200, "--steps 4000 --checkpoint-every 1000 --set hidden=200,200 trainEvery=50",
      files: ["checkpoints/"], hasCheckpoint: false)
  }

  @Test func theRecordFindsNoRoom() throws {
    // Shorter episodes make a longer record than the checkpoints that are kept.
    // A slow machine writes it piece by piece, so that the event file, which is longer, comes first.
    try expectFullDisk(
      9, "--steps 8000 --checkpoint-every 0 --set explorationEnd=1",
      files: ["metrics.csv", "events.out.tfevents.rlrun"], hasCheckpoint: false)
  }

  @Test func theWeightsFindNoRoom() throws {
    try expectFullDisk(
      64, "--steps 1500 --checkpoint-every 0 --set hidden=400,100 trainEvery=100",
      files: ["weights.safetensors"], hasCheckpoint: false)
  }

  /// Where training diverges, the last good checkpoint is told, and it diverges again from there.
  @Test func trainingDiverges() throws {
    try withTool { tool in
      let line = "gridworld with reinforce --steps 50000 --checkpoint-every 500 --run-dir run"
      let outcome = try tool(line + " --quiet --set stepReward=1e300")
      #expect(outcome.status == 1)
      let last = try #require(tool.checkpoints(of: "run").last)
      let message = outcome.message
      #expect(message.hasPrefix("rlrun: training diverged: loss is nan at step "))
      #expect(
        message.hasSuffix(
          "the last good checkpoint is of step \(last); go on from there with other settings, as in: "
            + "rlrun fork run@\(last) --set learningRate=0.001"), "\(message)")
      let metrics = try tool.data("run/metrics.csv")
      #expect(metrics.last == UInt8(ascii: "\n"))
      #expect(!tool.exists("run/receipt.json") && !tool.exists("run/weights.safetensors"))
      #expect(try ends(tool) == [2])

      let again = try tool("resume run --quiet")
      #expect(again.status == 1)
      #expect(again.message.hasPrefix(message.prefix { $0 != ";" }), "\(again.message)")
      #expect(try ends(tool) == [2])
      #expect(try tool.data("run/metrics.csv") == metrics)
    }
  }

  /// A folder of a file system that takes nothing, and one below a file.
  @Test func aFolderThatCannotBeWrittenTo() throws {
    try withTool { tool in
      #if os(Linux)
        let outcome = try tool(Self.small + " --run-dir /proc/run")
        #expect(outcome.status == 2)
        #expect(outcome.message.hasPrefix("rlrun: the folder '/proc/run' cannot be made: "))
      #endif
      try tool.write(Data(), to: "file")
      let below = try tool(Self.small + " --run-dir file/run")
      #expect(below.status == 2)
      #expect(
        below.message == "rlrun: the folder 'file/run' cannot be made: file: Not a directory"
          || below.message == "rlrun: the folder 'file/run' cannot be made: Not a directory",
        "\(below.message)")
    }
  }

  @Test(.enabled(if: geteuid() != 0, "the system lets its superuser write anywhere"))
  func aFolderThatMayNotBeWrittenTo() throws {
    try withTool { tool in
      let complete = try tool(Self.small + " --steps 100 --run-dir run")
      #expect(complete.status == 0)
      try tool.remove("run/receipt.json")
      let path = tool.folder.appending(path: "run").path
      try FileManager.default.setAttributes([.posixPermissions: 0o555], ofItemAtPath: path)
      defer {
        try? FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
      }
      let resumed = try tool("resume run")
      #expect(resumed.status == 1)
      #expect(resumed.message == "rlrun: 'run' cannot be written to: Permission denied")
    }
  }

  @Test(.timeLimit(.minutes(10)), arguments: ["--checkpoint-every 200", "--checkpoint-every 0"])
  func theFolderIsTakenAway(_ option: String) throws {
    try withTool { tool in
      let line = Self.small + " \(option) --steps 10000000 --run-dir run"
      let outcome = try tool(line) { _ in
        try wait { tool.exists("run/metrics.csv") }
        try tool.takeAway("run")
      }
      #expect(outcome.status == 1 && !outcome.isSignalled)
      #expect(
        outcome.message == "rlrun: the folder run has vanished while the run trained in it")
      #expect(!tool.exists("run"), "it is not made again")
    }
  }

  /// Where another run took its place, nothing is written into that: in training, and in the
  /// evaluation after it.
  @Test(
    .timeLimit(.minutes(10)),
    arguments: [("10000000", "5", "metrics.csv"), ("300", "20000", "weights.safetensors")])
  func theFolderIsReplaced(_ steps: String, _ episodes: String, _ file: String) throws {
    try withTool { tool in
      let line =
        Self.small.replacing("-episodes 5", with: "-episodes \(episodes)")
        + " --checkpoint-every 0 --steps \(steps) --run-dir run"
      let outcome = try tool.stopped(
        line.split(separator: " ").map(String.init), making: "run",
        once: { tool.exists("run/\(file)") }, isOver: { tool.exists("run/result.json") }
      ) { process in
        try tool.remove("run")
        #expect(try tool("gridworld with reinforce --steps 300 --run-dir run").status == 0)
        try tool.copy("run", to: "other")
        kill(process.processIdentifier, SIGCONT)
      }
      #expect(outcome.status == 1 && !outcome.isSignalled)
      #expect(
        outcome.message.contains(
          "rlrun: the file 'lock' of 'run' was removed while the run trained there,"),
        "\(outcome.errors)")
      let names = try tool.names(in: "run")
      #expect(try tool.names(in: "other") == names)
      try tool.expectSameRun("run", "other")
    }
  }
}
