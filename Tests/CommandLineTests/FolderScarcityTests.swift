import Foundation
import Testing

/// Where a disk is full, a folder cannot be written to or is taken away, a command says so, and what was
/// trained can be gone on with.
@Suite struct FolderScarcityTests {
  private static let train =
    "gridworld --agent dqn --steps 600 --checkpoint-every 200 --evaluation-episodes 3 --quiet"
  private static let task = "gates --epochs 60 --checkpoint-every 20 --quiet"

  private var program: String { get throws { "'\(try Tool.executable.path)'" } }

  private func expectSentence(_ outcome: Outcome, _ comment: String) {
    #expect(!outcome.isSignalled && (1...2).contains(outcome.status), "\(comment): \(outcome)")
    #expect(outcome.errors.hasPrefix("rlrun: "), "\(comment): \(outcome.errors)")
  }

  /// The run is whole, or says why it is not and can be gone on with once there is room.
  private func expectResumable(
    _ outcome: Outcome, _ train: String, in tool: Tool, _ comment: String
  ) throws {
    if outcome.status != 0 { expectSentence(outcome, comment) }
    #expect(try tool(train + " --run-dir whole").status == 0)
    if !tool.exists("run/config.json") {
      _ = try tool.shell("rm -rf run")
      #expect(try tool(train + " --run-dir run").status == 0, "\(comment)")
    } else if !tool.exists("run/receipt.json") {
      let again = try tool("resume run --quiet")
      #expect(again.status == 0, "\(comment): \(again.errors)")
    }
    try tool.expectSameRun("run", "whole")
  }

  /// No file may be larger than so many kilobytes.
  @Test(arguments: [train, task], 1...15)
  func sizesOfFiles(_ train: String, _ kilobytes: Int) throws {
    try withTool { tool in
      let outcome = try tool.shell(
        "ulimit -f \(kilobytes * 2); exec timeout 60 \(try program) \(train) --run-dir run")
      try expectResumable(outcome, train, in: tool, "\(kilobytes) kB")
    }
  }

  /// The options make the folder m a file system of memory, in a name space of its own.
  private func mounted(_ options: String, _ commands: String, in tool: Tool) throws -> Outcome {
    try tool.shell(
      "exec unshare -Urm sh -c \"mkdir -p m; mount -t tmpfs \(options) none m; \(commands)\"")
  }

  /// Whether the system lets a user mount anything.
  private static let canMount = succeeds("unshare -Urm sh -c 'mkdir m; mount -t tmpfs none m'")

  /// Whether a shell in a folder of its own does something without an error.
  private static func succeeds(_ line: String) -> Bool {
    guard let tool = try? Tool() else { return false }
    defer { tool.remove() }
    return (try? tool.shell(line).status) == 0
  }

  @Test(.enabled(if: canMount), arguments: [train, task], 1...15)
  func fullDisk(_ train: String, _ step: Int) throws {
    try withTool { tool in
      let outcome = try mounted(
        "-o size=\(step * 12)k",
        "timeout 60 \(try program) \(train) --run-dir m/run; s=\\$?; cp -r m/run . ; exit \\$s",
        in: tool)
      // The run is gone on with where there is room; the mount ends with the shell.
      try expectResumable(outcome, train, in: tool, "\(step * 12) kB")
    }
  }

  @Test(
    .enabled(if: canMount),
    arguments: [
      train + " --run-dir m/run", task + " --run-dir m/run", "report m/whole --quiet",
      "report m/task --quiet", "report m/whole@400 --quiet", "report m --quiet",
      "landscape m/whole --size 3 --examples 1 --quiet",
      "landscape m/task --size 3 --examples 1 --quiet",
      "record m/whole --output m/a.gif --steps 5", "record m/whole --output m/a.svg --steps 5",
      "resume m/half --quiet", "fork m/whole@400 --steps 700 --quiet --run-dir m/fork",
      "fork m/task@20 --epochs 70 --quiet --run-dir m/fork",
      "datasets fetch wine --data m/data --quiet",
      "optimizers gates --epochs 2 --run-dir m/optimizers",
      "gridworld --agent dqn --steps 300 --seeds 2 --quiet --run-dir m/seeds",
      "gridworld --agent reinforce --steps 300 --quiet --run-dir m/empty",
    ])
  func readOnlyFolder(_ command: String) throws {
    try withTool { tool in
      try prepare(tool)
      let outcome = try readOnly(command, in: tool)
      expectSentence(outcome, command)
    }
  }

  @Test(
    .enabled(if: canMount),
    arguments: [
      "evaluate m/whole --episodes 2", "verify m/whole --quiet", "verify --quick m/whole", "runs m",
      "verify m/task --quiet", "play m/whole", "compare m/whole vs m/whole",
      "diff m/whole m/half", "evaluate m/task", "record m/whole --output a.gif --steps 5",
      "report m/whole --quiet --output page.html", "report m/task --quiet --output page.html",
      "fork m/whole@400 --steps 700 --quiet --run-dir fork",
    ])
  func readingOfReadOnlyFolder(_ command: String) throws {
    try withTool { tool in
      try prepare(tool)
      let outcome = try readOnly(command, in: tool)
      #expect(outcome.status == 0 || command.hasPrefix("diff"), "\(command): \(outcome.errors)")
    }
  }

  private func prepare(_ tool: Tool) throws {
    #expect(try tool(Self.train + " --run-dir whole").status == 0)
    #expect(try tool(Self.task + " --run-dir task").status == 0)
    _ = try tool.shell("cp -r whole half; rm half/receipt.json half/result.json; mkdir empty")
  }

  private func readOnly(_ command: String, in tool: Tool) throws -> Outcome {
    try mounted(
      "",
      "cp -r whole task half empty m; mount -o remount,ro m; timeout 60 \(try program) \(command)",
      in: tool)
  }

  private static let endless = [
    "cartpole --agent dqn --steps 9000000 --set stopReturn=none",
    "cartpole --agent reinforce --steps 90000000 --set stopReturn=none",
    "gates --epochs 90000000", "pendulum --agent sac --steps 900000",
    "cartpole --agent ppo --steps 90000000 --set stopReturn=none",
  ]

  /// Renamed or removed while a run trains in it, with checkpoints or none.
  @Test(arguments: endless, ["mv run away", "rm -rf run; rm -rf run", "rm -rf run; touch run"])
  func vanishedFolder(_ command: String, _ vanish: String) throws {
    for checkpoints in [0, 500] {
      try withTool { tool in
        let line = command + " --checkpoint-every \(checkpoints) --quiet --run-dir run"
        let outcome = try tool(line) { process in
          while process.isRunning, !tool.exists("run/metrics.csv") { usleep(2000) }
          usleep(200_000)
          _ = try tool.shell(vanish)
          let end = Date(timeIntervalSinceNow: 60)
          while process.isRunning {
            try #require(Date() < end, "\(line): goes on without a folder")
            usleep(2000)
          }
        }
        expectSentence(outcome, line)
      }
    }
  }

  @Test(arguments: [
    train, "runs", "record ../whole --steps 5", "report ../whole --quiet --output page.html",
    "fork ../whole@400 --steps 700 --quiet", task, "optimizers gates --epochs 2",
  ])
  func vanishedWorkingFolder(_ command: String) throws {
    try withTool { tool in
      #expect(try tool(Self.train + " --run-dir whole").status == 0)
      let outcome = try tool.shell(
        "mkdir gone; cd gone; rmdir ../gone; exec timeout 60 \(try program) \(command)")
      #expect(!outcome.isSignalled && (0...2).contains(outcome.status), "\(command): \(outcome)")
    }
  }

  /// Whether the superuser, whom the number of processes does not bind, can be somebody else here.
  private static let canBeNobody =
    geteuid() != 0
    || succeeds(
      "setpriv --reuid 65534 --clear-groups test -x '\((try? Tool.executable.path) ?? "-")' -a -w /tmp"
    )

  /// The system counts all threads of a user; nobody has few others.
  @Test(.enabled(if: canBeNobody), arguments: 1...5)
  func threads(_ count: Int) throws {
    try withTool { tool in
      #expect(try tool(Self.train + " --run-dir whole").status == 0)
      _ = try tool.shell("chmod -R a+rwX .")
      let user = geteuid() == 0 ? "setpriv --reuid 65534 --clear-groups " : ""
      for command in [
        Self.train + " --threads 4 --run-dir run", Self.task + " --run-dir task",
        "evaluate whole --episodes 2", "verify whole --quiet", "report whole --quiet",
        "datasets fetch wine --data data --mirror http://127.0.0.1:9/ --quiet",
      ] {
        let outcome = try tool.shell(
          "exec \(user)bash -c \"ulimit -u \(count); exec \(try program) \(command)\"")
        #expect(!outcome.isSignalled && (0...2).contains(outcome.status), "\(command): \(outcome)")
        if outcome.status != 0 { expectSentence(outcome, "\(count): \(command)") }
      }
    }
  }
}
