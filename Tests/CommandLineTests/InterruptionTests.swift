import Foundation
import Testing

@Suite struct InterruptionTests {
  /// Ctrl-C ends training and leaves a run that can be evaluated and played.
  @Test(.timeLimit(.minutes(10)))
  func theRunIsSavedAsItStands() throws {
    try withTool { tool in
      let line =
        "cartpole --agent dqn --steps 300000000 --json --run-dir run --set stopReturn=none"
      let outcome = try tool(line.split(separator: " ").map(String.init)) { process in
        // Until training writes its record, about once a second.
        try wait { (try? tool.text("run/timing.csv").split(separator: "\n").count) ?? 0 >= 2 }
        process.interrupt()
      }
      #expect(outcome.status == 130)
      #expect(!outcome.isSignalled)
      #expect(
        outcome.errors.hasSuffix(
          "rlrun: interrupted; the run is saved as it stands in run\n"
            + "go on with it: rlrun resume run\n"))
      let result = try outcome.json()
      #expect(result["interrupted"] as? Bool == true)
      #expect(result["evaluation"] is NSNull)
      #expect(result["solved"] is NSNull)
      #expect(try tool.json("run/result.json") as NSDictionary == result as NSDictionary)
      let rows = try tool.text("run/metrics.csv").split(separator: "\n").count - 1
      #expect(rows == result["episodes"] as? Int)
      #expect(try tool("evaluate run --episodes 3").status == 0)
      #expect(try tool("play run").status == 0)
    }
  }

  /// As `nohup` starts it.
  @Test(.timeLimit(.minutes(10))) func aHangUpThatIsIgnoredStaysSo() throws {
    try withTool { tool in
      let line = "gridworld --agent dqn --steps 40000 --quiet --run-dir run"
      let outcome = try tool(
        ["-c", "trap '' HUP; exec \"$0\" \(line)", Tool.executable.path],
        executable: URL(filePath: "/bin/sh")
      ) { process in
        try wait { tool.exists("run/metrics.csv") }
        while process.isRunning {
          kill(process.processIdentifier, SIGHUP)
          Thread.sleep(forTimeInterval: 0.05)
        }
      }
      #expect(outcome.status == 0 && !outcome.isSignalled)
      #expect(try tool.json("run/result.json")["steps"] as? Int == 40_000)
    }
  }

  /// The second one does not wait for anything.
  @Test(.timeLimit(.minutes(10)))
  func theSecondEndsAtOnce() throws {
    try withTool { tool in
      // The evaluation of an untrained agent in the maze takes long.
      let line = "maze --agent dqn --steps 1 --evaluation-episodes 1000000 --run-dir run"
      let outcome = try tool(line.split(separator: " ").map(String.init)) { process in
        try wait { tool.exists("run/weights.safetensors") }
        // Two that come at once are one.
        while process.isRunning {
          process.interrupt()
          Thread.sleep(forTimeInterval: 0.1)
        }
      }
      #expect(outcome.status == 130)
      #expect(!outcome.isSignalled)
      #expect(try tool("evaluate run --episodes 1").status == 0, "the weights are saved before")
    }
  }

  /// Whoever starts the tool may block the signal of its timer, which the process then inherits.
  @Test(.timeLimit(.minutes(10))) func aBlockedTimerEndsItAllTheSame() throws {
    try withTool { tool in
      var (set, old) = (sigset_t(), sigset_t())
      sigemptyset(&set)
      sigaddset(&set, SIGALRM)
      pthread_sigmask(SIG_BLOCK, &set, &old)
      defer { pthread_sigmask(SIG_SETMASK, &old, nil) }
      // The evaluation of an untrained agent in the maze takes long.
      let line = "maze --agent dqn --steps 1 --evaluation-episodes 1000000 --run-dir run"
      let outcome = try tool(line) { process in
        try wait { tool.exists("run/weights.safetensors") }
        kill(process.processIdentifier, SIGTERM)
        let end = ContinuousClock.now + .seconds(20)
        try wait { !process.isRunning || .now > end }
        if process.isRunning { kill(process.processIdentifier, SIGKILL) }
      }
      #expect(outcome.status == 143 && !outcome.isSignalled)
    }
  }

  /// Also a command that does not look at the request ends as that asks.
  @Test(.timeLimit(.minutes(10))) func whatEndsBesidesIsInterrupted() throws {
    try withTool { tool in
      let line = "gridworld with reinforce --quiet --steps 3000000 --run-dir run"
      _ = try tool.stopped(
        line.split(separator: " ").map(String.init), making: "run",
        once: { tool.exists("run/timing.csv") }, isOver: { tool.exists("run/receipt.json") }
      ) { process in
        let watched = try tool("report run --watch") { watcher in
          try wait { (try? tool.text("run/report.html"))?.contains("data-refresh=\"2\"") == true }
          kill(watcher.processIdentifier, SIGTERM)
        }
        #expect(watched.status == 143 && !watched.isSignalled)
        kill(process.processIdentifier, SIGKILL)
        kill(process.processIdentifier, SIGCONT)
      }
    }
  }

  #if os(Linux)
    /// Where the file system is stuck, the run is waited for; the second signal does not wait.
    @Test(.timeLimit(.minutes(10)), .enabled(if: compiler != nil))
    func theSecondEndsAStuckSavingAtOnce() throws {
      try withTool { tool in
        try tool.write(Data(Self.stuck.utf8), to: "stuck.c")
        let made = try tool(
          ["-shared", "-fPIC", "-o", "stuck.so", "stuck.c"], executable: Self.compiler)
        #expect(made.status == 0, "\(made.errors)")
        let line = "gridworld with dqn --steps 300000000 --checkpoint-every 0 --run-dir run"
        let library = tool.folder.appending(path: "stuck.so").path
        var seconds = 0.0
        let outcome = try tool(line, variables: ["LD_PRELOAD": library]) { process in
          try wait { (try? tool.text("run/timing.csv").split(separator: "\n").count) ?? 0 >= 2 }
          try tool.write(Data(), to: "stuck")
          process.interrupt()
          Thread.sleep(forTimeInterval: 2)
          #expect(process.isRunning, "it waits for the run")
          let start = ContinuousClock.now
          process.interrupt()
          let end = ContinuousClock.now + .seconds(20)
          try wait { !process.isRunning || .now > end }
          seconds = (ContinuousClock.now - start) / .seconds(1)
          if process.isRunning { kill(process.processIdentifier, SIGKILL) }
        }
        #expect(outcome.status == 130 && !outcome.isSignalled)
        #expect(outcome.errors.contains("saving the run; a second signal ends this at once\n"))
        #expect(seconds < 1)
      }
    }

    private static let compiler = ["/usr/bin/cc", "/usr/bin/clang", "/usr/bin/gcc"].first {
      FileManager.default.isExecutableFile(atPath: $0)
    }.map { URL(filePath: $0) }

    /// Nothing reaches the disk once there is a file `stuck`, as where a network is gone.
    private static let stuck = """
      #include <sys/syscall.h>
      #include <unistd.h>
      int fsync(int file) {
        while (access("stuck", F_OK) == 0) pause();
        return (int)syscall(SYS_fsync, file);
      }

      """
  #endif

  /// Of several runs, each is gone on with; those that cannot be are named.
  @Test func severalRunsAreResumed() throws {
    try withTool { tool in
      for name in ["a", "b", "c"] {
        // Long enough that the agent begins to learn.
        let line = "gridworld --agent dqn --steps 600 --evaluation-episodes 1 --quiet --run-dir"
        #expect(try tool("\(line) \(name)").status == 0)
      }
      try tool.write(Data("{}".utf8), to: "a/config.json")
      let receipt = try tool.data("c/receipt.json")
      try FileManager.default.removeItem(at: tool.folder.appending(path: "c/receipt.json"))
      let outcome = try tool("resume a b c --quiet --json")
      #expect(outcome.status == 1)
      #expect(
        outcome.errors == """
          rlrun: a/config.json: formatVersion: it is missing
          b is complete; there is nothing to go on with

          """)
      #expect(try outcome.json()["run"] as? String == "c")
      #expect(try tool.data("c/receipt.json") == receipt)

      // Runs of tasks beside those of agents.
      #expect(try tool("gates --epochs 20 --quiet --run-dir all/d").status == 0)
      try tool.copy("c", to: "all/c")
      let receipts = try ["c", "d"].map { try tool.data("all/\($0)/receipt.json") }
      for name in ["c", "d"] { try tool.remove("all/\(name)/receipt.json") }
      let both = try tool("resume all --quiet --json")
      #expect(both.status == 0 && both.errors == "")
      #expect(both.output.filter(\.isNewline).count == 2)
      #expect(try ["c", "d"].map { try tool.data("all/\($0)/receipt.json") } == receipts)

      let mistake = try tool("resume c nowhere")
      #expect(mistake.status == 2)
      #expect(mistake.errors == "rlrun: there is no folder 'nowhere'\n")
    }
  }
}
