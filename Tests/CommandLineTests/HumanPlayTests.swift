import Foundation
import RLFiles
import Testing

/// A person plays, on a terminal of the test's own.
@Suite(.enabled(if: (try? openPseudoTerminal()).map { close($0.master) + close($0.slave) } == 0))
struct HumanPlayTests {
  @Test(.timeLimit(.minutes(10)))
  func aMapWaitsForKeys() throws {
    try withTool { tool in
      let session = try TerminalSession(
        "play frozenlake --human --set isSlippery=false", in: tool)
      try session.wait(for: "\u{1B}[?25l")
      try session.wait(for: "\u{1B}[1;97;45m[S]\u{1B}[0m F ")
      try session.wait(for: "step 0  return 0")
      try session.wait(for: "arrows, WASD or HJKL: left, down, right, up")
      #expect(try session.isRaw)
      session.type("\u{1B}[C")
      try session.wait(for: "step 1  return 0  action right")
      session.type("x\u{1B}[5~r")
      try session.wait(for: "step 0  return 0")
      session.type("jsl\u{1B}[C\u{1B}OB2")
      try session.wait(for: "step 6  return 1  action right  (the episode ended)")
      try session.wait(for: "r: next episode  q: end")
      try session.wait(for: "best of your 1: 1")
      session.type("hr")  // no step after the end
      try session.wait(for: "step 0  return 0")
      session.type("q")
      try session.wait(for: "1 episode  return 1")
      #expect(session.end() == 0)
      #expect(try session.isRestored)
    }
  }

  /// Who watches can hold the episode and end it.
  @Test(.timeLimit(.minutes(10)))
  func anEpisodeThatIsWatchedCanBeHeldAndEnded() throws {
    try withTool { tool in
      #expect(try tool("cartpole with dqn --steps 50 --quiet --run-dir run").status == 0)
      let session = try TerminalSession("play run --speed 0.1", in: tool)
      try session.wait(for: "step 0  return 0")
      try session.wait(for: "space: hold  +: faster  -: slower  q: end")
      #expect(try session.isRaw)
      // Slower it would take minutes; thousandfold it is over at once, which no clock need tell: at the
      // speed it began with, the wait would be longer than it may be.
      session.type("---")
      session.type(" ")
      try session.wait(for: "space: go on")
      session.type("+++++++++++++++++ ")
      try session.wait(for: "(the episode ended)", seconds: 40)
      #expect(session.end() == 0)
      #expect(try session.isRestored)

      let ended = try TerminalSession("play run --speed 0.1", in: tool)
      try ended.wait(for: "q: end")
      ended.type("q")
      #expect(ended.end() == 0)
      #expect(try ended.isRestored && !ended.screen.contains("the episode ended"))
    }
  }

  /// CartPole goes on by itself, from the first key on, and falls when it is pushed one way only.
  @Test(.timeLimit(.minutes(10)))
  func theAgentOfARunIsToBeBeaten() throws {
    try withTool { tool in
      #expect(try tool("cartpole with dqn --steps 50 --quiet --run-dir run").status == 0)
      let evaluation = try #require(
        try tool.json("run/result.json")["evaluation"] as? [String: Any])
      let mean = try #require(evaluation["mean"] as? Double)
      let session = try TerminalSession(
        "play run --human --speed 200", in: tool, variables: ["NO_COLOR": "1"])
      try session.wait(for: "step 0  return 0")
      try session.wait(for: "the first key begins")
      try session.wait(for: "mean return of the agent: \(Int(mean))")
      session.type("d")
      try session.wait(for: "action right  (the episode ended)")
      session.type("r")
      try session.wait(for: "step 0  return 0")
      session.type("\u{1B}[D")
      try session.wait(for: "action left  (the episode ended)")
      session.type("Q")
      try session.wait(for: "2 episodes  mean return ")
      #expect(session.end() == 0)
      #expect(try session.isRestored)
      #expect(!session.screen.contains("\u{1B}[1;31m") && !session.screen.contains("\u{1B}[0m"))
    }
  }

  @Test(.timeLimit(.minutes(10)), arguments: [SIGINT, SIGTERM])
  func aSignalLeavesTheTerminalAsItWas(_ signal: CInt) throws {
    try withTool { tool in
      let session = try TerminalSession("play cartpole --human", in: tool)
      try session.wait(for: "the first key begins")
      #expect(try session.isRaw)
      session.send(signal)
      #expect(session.end() == 128 + signal)
      #expect(try session.isRestored)
    }
  }

  /// Ctrl-Z, and `fg`.
  @Test(.timeLimit(.minutes(10)))
  func aGameCanBeStoppedAndContinued() throws {
    try withTool { tool in
      let session = try TerminalSession("play maze --human", in: tool)
      try session.wait(for: "step 0  return 0")
      session.send(SIGTSTP)
      try session.wait(for: "\u{1B}[?25h")
      // It stops some time after that, and what continues it before is lost. Where nobody could
      // continue it, the system does not stop it at all.
      try session.wait(for: "\u{1B}[?25l", sending: SIGCONT)
      try session.wait(for: "step 0  return 0")
      #expect(try session.isRaw)
      session.type("w")
      try session.wait(for: "step 1  return -0.01  action up")
      session.type("q")
      #expect(session.end() == 0)
      #expect(try session.isRestored)
    }
  }

  @Test func aTerminalIsNeeded() throws {
    try withTool { tool in
      let session = try TerminalSession(
        "play maze --human", in: tool, variables: ["TERM": "dumb"])
      try session.wait(for: "(or TERM is dumb)")
      #expect(session.end() == 2)
      #expect(try session.isRestored)
    }
  }
}
