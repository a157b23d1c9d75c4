import Foundation
import Testing

@Suite struct ErrorTests {
  static let mistakes = [
    Mistake(
      "cartpol --agent dqn",
      """
      rlrun: there is no environment, task or command 'cartpol'; did you mean
        'cartpole'?
      \(Mistake.names)
      \(Mistake.tasks)
      \(Mistake.commands)
      """),
    Mistake(
      "evaluat runs/x --episodes 5",
      """
      rlrun: there is no environment, task or command 'evaluat'; did you mean
        'evaluate'?
      \(Mistake.names)
      \(Mistake.tasks)
      \(Mistake.commands)
      """),
    Mistake(
      words: ["", "--agent", "dqn"],
      """
      rlrun: there is no environment, task or command ''
      \(Mistake.names)
      \(Mistake.tasks)
      \(Mistake.commands)
      """),
    Mistake(
      "list dqm",
      """
      rlrun: there is no environment, agent or task 'dqm'; did you mean 'dqn'?
      \(Mistake.names)
      agents: dqn, reinforce, ppo, a2c, sac, td3, ddpg
      \(Mistake.tasks)
      """),
    Mistake(
      "help tran",
      """
      rlrun: there is no help on 'tran'; did you mean 'train'? (commands: train,
        learn, csv, optimizers, resume, verify, fork, diff, compare, report,
        landscape, list, runs, evaluate, play, record, datasets, bench, completions,
        help)
      """),
    Mistake(
      "help dqn",
      """
      rlrun: 'dqn' is no command; what it is and can be set is shown by:
        rlrun list dqn
      """),
    Mistake(
      "help cartpole",
      """
      rlrun: 'cartpole' is no command; what it is and can be set is shown by:
        rlrun list cartpole
      """),
    Mistake(
      "cartpole --agent dqn --learning-rate 0.1",
      """
      rlrun: there is no option '--learning-rate' for train; a setting is given as
        --set learningRate=VALUE
      """),
    Mistake(
      "gates --batchsize=4",
      """
      rlrun: there is no option '--batchsize' for learn; a setting is given as --set
        batchSize=VALUE
      """),
    Mistake(
      "gats --epochs 3",
      """
      rlrun: there is no environment, task or command 'gats'; did you mean 'gates'?
      \(Mistake.names)
      \(Mistake.tasks)
      \(Mistake.commands)
      """),
    Mistake(
      "--version now",
      "rlrun: 'now' is not expected here\nrlrun: `rlrun help` shows how it goes"),
  ]

  @Test(arguments: mistakes)
  func mistakeIsExplained(_ mistake: Mistake) throws { try mistake.isExplained() }

  /// What only agents' runs can do is refused for those of tasks, and the other way round.
  @Test func runsOfTheOtherKindAreRefused() throws {
    try withTool { tool in
      #expect(try tool("gates --epochs 3 --quiet --run-dir gates").status == 0)
      #expect(try tool("gridworld with dqn --steps 50 --quiet --run-dir agent").status == 0)
      for (line, problem) in [
        (
          "play gates --human", "'gates' is a run of the task gates, and this is for runs of agents"
        ),
        ("record gates", "'gates' is a run of the task gates, and this is for runs of agents"),
        (
          "play gates",
          "'gates' is a run of the task gates, whose network draws nothing; what it has learned is in "
            + "the page of: rlrun report gates"
        ),
        (
          "diff gates agent",
          "gates and agent are the run of an agent and that of a task, which have nothing to be "
            + "compared by"
        ),
        (
          "diff agent gates",
          "agent and gates are the run of an agent and that of a task, which have nothing to be "
            + "compared by"
        ),
        (
          "compare gates vs agent",
          "gates and agent are the run of an agent and that of a task, which have no number to be "
            + "compared by"
        ),
        (
          "compare agent vs gates",
          "agent and gates are the run of an agent and that of a task, which have no number to be "
            + "compared by"
        ),
        ("fork agent --data d", "--data is for runs of tasks, and 'agent' is the run of an agent"),
      ] {
        let outcome = try tool(line)
        #expect(outcome.status == 2 && outcome.output == "", "\(line)")
        #expect(outcome.message == "rlrun: " + problem, "\(line)")
      }
      for line in [
        "evaluate gates --episodes 3", "evaluate gates --seed 7", "evaluate gates --sample",
      ] {
        let outcome = try tool(line)
        #expect(outcome.status == 2 && outcome.output == "", "\(line)")
        #expect(
          outcome.errors == """
            rlrun: --episodes, --sample and --seed are for runs of agents, and gates is a
              run of the task gates

            """)
      }
      #expect(try tool.names(in: ".").filter { !$0.hasPrefix(".") } == ["agent", "gates"])
    }
  }

  @Test func sillyArgumentsNeverCrash() throws {
    let words = [
      "", "=", "-", "--", "---", "cartpole", "with", "dqn", "--agent", "--agent=", "--set", "a=b",
      "--seed", "-1", "1e400", "NaN", "0x", "🐍", "é", "\u{7}", "--steps", "--json", "list", "help",
      "--run-dir", "évaluer", String(repeating: "x", count: 5000), "gates", "--epochs",
      "--optimizer",
      "--seeds",
    ]
    var state = UInt64(20_260_101)
    try withTool { tool in
      for _ in 0..<150 {
        // A linear congruential generator (Knuth's MMIX constants).
        let line = (0..<4).map { _ in
          state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
          return words[Int(state >> 33) % words.count]
        }
        // Some of these lines do train, for the few steps of a last argument that counts.
        let outcome = try tool(line + ["--steps=1"])
        #expect(!outcome.isSignalled, "\(line)")
        #expect([0, 2].contains(outcome.status), "\(line) ended with \(outcome.status)")
      }
    }
  }

  @Test func anInstructionSetThatIsNotThereIsTold() throws {
    try withTool { tool in
      let outcome = try tool("bench --quick --filter matmul-64", variables: ["RLNET_CPU": "mmx"])
      #expect(
        outcome.errors.hasPrefix(
          "rlrun: RLNET_CPU asks for 'mmx', which this machine cannot run (available:"))
      #expect(outcome.output == "")
      #expect(outcome.status == 2)
    }
  }

  @Test func divergenceIsAFailedRun() throws {
    try withTool { tool in
      let outcome = try tool(
        "gridworld --agent reinforce --steps 50000 --quiet --set stepReward=1e300")
      #expect(outcome.status == 1)
      #expect(outcome.errors.hasPrefix("rlrun: training diverged: loss is nan at step "))
      #expect(
        outcome.message.contains(
          "the record up to there is in runs/gridworld-reinforce-stepReward=1e+300-1;"))
      #expect(outcome.message.hasSuffix("as with --set learningRate=0.001"))
      #expect(
        try tool.text(
          "runs/gridworld-reinforce-stepReward=1e+300-1/metrics.csv"
        ).contains("\n1,"))
    }
  }

  /// A reader such as `head`, which leaves early, and a stream that is closed.
  @Test func readersMayLeave() throws {
    try withTool { tool in
      let path = try Tool.executable.path
      for line in ["\(path) list | true", "\(path) list >&-", "\(path) help 2>&-"] {
        let shell = Process()
        shell.executableURL = URL(filePath: "/bin/bash")
        shell.arguments = ["-c", "set -o pipefail; \(line) >/dev/null"]
        if line.contains("|") { shell.arguments = ["-c", "set -o pipefail; \(line)"] }
        try shell.run()
        shell.waitUntilExit()
        #expect(shell.terminationStatus == 0, "\(line)")
      }
    }
  }
}
