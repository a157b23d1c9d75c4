import Foundation
import RLSupervised
import Testing

@Suite struct ErrorTests {
  struct Mistake: CustomTestStringConvertible, Sendable {
    let arguments: [String]
    let message: String
    var testDescription: String { arguments.joined(separator: " ") }

    init(_ line: String, _ message: String) {
      arguments = line.split(separator: " ").map(String.init)
      self.message = message
    }

    init(words: [String], _ message: String) {
      arguments = words
      self.message = message
    }
  }

  private static let names = """
    environments: cartpole, cartpole-200, frozenlake, frozenlake8x8, cliffwalking,
      cliffwalkingslippery, gridworld, maze, fourrooms
    """
  /// The tasks, of which there are more with time.
  private static let tasks = broken(TaskCatalog.listed)
  private static let commands = """
    commands: optimizers, resume, verify, fork, diff, compare, list, evaluate, play,
      record, datasets, bench, help
    """
  private static let hint = "rlrun: `rlrun help train` shows how it goes"
  private static let learnHint = "rlrun: `rlrun help learn` shows how it goes"
  private static let optimizersHint = "rlrun: `rlrun help optimizers` shows how it goes"

  /// A text in lines of at most 80 columns, those after the first indented.
  private static func broken(_ text: String) -> String {
    var lines = [""]
    for word in text.split(separator: " ") {
      let line = lines[lines.count - 1]
      let longer = line.isEmpty ? String(word) : "\(line) \(word)"
      if longer.count <= 80 { lines[lines.count - 1] = longer } else { lines.append("  \(word)") }
    }
    return lines.joined(separator: "\n")
  }

  static let mistakes = [
    Mistake(
      "cartpol --agent dqn",
      """
      rlrun: there is no environment, task or command 'cartpol'; did you mean
        'cartpole'?
      \(names)
      \(tasks)
      \(commands)
      """),
    Mistake(
      "evaluat runs/x --episodes 5",
      """
      rlrun: there is no environment, task or command 'evaluat'; did you mean
        'evaluate'?
      \(names)
      \(tasks)
      \(commands)
      """),
    Mistake(
      words: ["", "--agent", "dqn"],
      """
      rlrun: there is no environment, task or command ''
      \(names)
      \(tasks)
      \(commands)
      """),
    Mistake(
      "cartpole",
      """
      rlrun: --agent is missing (agents: dqn, reinforce); for example: rlrun cartpole
        --agent dqn
      """),
    Mistake(
      "--agent dqn",
      """
      rlrun: the environment is missing; for example: rlrun cartpole --agent dqn
      rlrun: `rlrun list` shows all environments
      """),
    Mistake(
      "cartpole --agent dqm",
      "rlrun: there is no agent 'dqm'; did you mean 'dqn'? (agents: dqn, reinforce)"),
    Mistake("cartpole with", "rlrun: the agent is missing after 'with'\n\(hint)"),
    Mistake("cartpole with dqn now", "rlrun: 'now' is not expected here\n\(hint)"),
    Mistake("cartpole dqn", "rlrun: 'dqn' is not expected here\n\(hint)"),
    Mistake("cartpole --agent", "rlrun: --agent needs a value\n\(hint)"),
    Mistake("cartpole --agent --json", "rlrun: --agent needs a value\n\(hint)"),
    Mistake("cartpole --agent dqn --set", "rlrun: --set needs key=value\n\(hint)"),
    Mistake("cartpole --agent dqn --set =", "rlrun: --set '=' is not key=value\n\(hint)"),
    Mistake("cartpole --agent dqn --set x", "rlrun: --set 'x' is not key=value\n\(hint)"),
    Mistake("cartpole --agent dqn --quiet=1", "rlrun: --quiet takes no value\n\(hint)"),
    Mistake(
      "cartpole --agent dqn --seed 1 --seed 2", "rlrun: --seed is given twice\n\(hint)"),
    Mistake(
      "cartpole --agnt dqn",
      """
      rlrun: there is no option '--agnt' for train; did you mean '--agent'? (options:
        --agent, --preset, --seed, --seeds, --steps, --threads, --set, --run-dir,
        --evaluation-episodes, --checkpoint-every, --checkpoints, --evaluate-every,
        --quiet, --json, --help)
      """),
    Mistake(
      "cartpole --agent dqn --preset cleanr",
      """
      rlrun: there is no preset 'cleanr' of dqn for CartPole-v1; did you mean
        'cleanrl'? (presets: default, cleanrl, zoo)
      """),
    Mistake(
      "frozenlake --agent dqn --preset zoo",
      """
      rlrun: there is no preset 'zoo' of dqn for FrozenLake-v1; it is made for
        CartPole-v1 (presets: default)
      """),
    Mistake(
      "cliffwalking with reinforce",
      """
      rlrun: reinforce learns from whole episodes, and those of CliffWalking-v1 need
        not end; give it a limit, as in --set timeLimit=500
      """),
    Mistake(
      "gridworld with dqn --set stopReturn=0",
      """
      rlrun: stopReturn needs evaluations: set selectEvery > 0, or stopReturn=none
      """),
    Mistake(
      "cartpole --agent reinforce --set timelimt=3",
      """
      rlrun: there is no setting 'timelimt'; did you mean 'timeLimit'?
      settings of reinforce: activation, baseline, baselineLearningRate,
        baselineSteps, discount, entropyBonus, episodesPerBatch, gradientNorm, hidden,
        learningRate, normalizeAdvantages, selectEpisodes, selectEvery, steps,
        stopReturn
      settings of CartPole-v1: suttonBartoReward, timeLimit
      """),
    Mistake(
      "cartpole --agent dqn --set discount=2",
      "rlrun: discount = 2 is out of range; it must be a number from 0.0 to 1.0"),
    Mistake(
      "cartpole --agent dqn --set hidden=64,x",
      """
      rlrun: hidden = 64,x cannot be read; it must be 1 to 16 sizes from 1 to 8192,
        separated by commas, at most 50 million weights
      """),
    Mistake(
      "cartpole --agent dqn --set hidden=1000000000",
      """
      rlrun: hidden = 1000000000 is out of range; it must be 1 to 16 sizes from 1 to
        8192, separated by commas, at most 50 million weights
      """),
    Mistake(
      "cartpole --agent dqn --set learningRate=nan",
      "rlrun: learningRate = nan cannot be read; it must be a number > 0.0 and ≤ 1.0"),
    Mistake(
      "cartpole --agent dqn --steps 0",
      "rlrun: steps = 0 is out of range; it must be an integer ≥ 1"),
    Mistake(
      "cartpole --agent dqn --seed -1",
      "rlrun: --seed is '-1'; it must be a whole number from 0 to 18446744073709551615"),
    Mistake(
      "cartpole --agent dqn --seed 18446744073709551616",
      """
      rlrun: --seed is '18446744073709551616'; it must be a whole number from 0 to
        18446744073709551615
      """),
    Mistake(
      "cartpole --agent dqn --threads 0",
      "rlrun: --threads is '0'; it must be a whole number from 1 to 1024"),
    Mistake(
      "cartpole --agent dqn --evaluation-episodes 0",
      "rlrun: --evaluation-episodes is '0'; it must be a whole number from 1 to 1000000"),
    Mistake(
      words: ["gridworld", "--agent", "dqn", "--set", "map=S.G\n#?."],
      """
      rlrun: map, line 2, column 2: unexpected '?'; a cell is # (wall), . (free), S
        (start), G (goal), P (pit) or a letter of the legend
      """),
    Mistake(
      words: ["gridworld", "--agent", "dqn", "--set", "map=\u{1B}[2J"],
      """
      rlrun: map = \\u{1b}[2J: there is no such file that can be read, and no built-in
        map of this name (built-in maps: 4x3, maze, fourrooms)
      """),
    Mistake(
      "evaluate",
      """
      rlrun: the run's folder is missing; for example: rlrun evaluate
        runs/cartpole-dqn-1
      rlrun: `rlrun help evaluate` shows how it goes
      """),
    Mistake("evaluate nowhere", "rlrun: there is no folder 'nowhere'"),
    Mistake("evaluate .", "rlrun: '.' is not the folder of a run: it has no config.json"),
    Mistake("play nowhere", "rlrun: there is no folder 'nowhere'"),
    Mistake(
      "play nowhere --speed 0", "rlrun: --speed is '0'; it must be a number from 0.1 to 1000"),
    Mistake(
      "play frozenlake",
      """
      rlrun: 'frozenlake' is an environment, and there is no run in a folder of this
        name; play it yourself with: rlrun play frozenlake --human
      """),
    Mistake(
      "play frozenlake --set isSlippery=false",
      """
      rlrun: --set is for playing an environment yourself, with --human; a run has its
        settings
      rlrun: `rlrun help play` shows how it goes
      """),
    Mistake(
      "play frozenlake --human",
      "rlrun: --human needs a keyboard, and standard input is not a terminal"),
    Mistake(
      "play frozenlak --human",
      """
      rlrun: there is no folder and no environment 'frozenlak'; did you mean
        'frozenlake'?
      \(names)
      """),
    Mistake(
      "play frozenlake --human --set isSlipery=false",
      """
      rlrun: there is no setting 'isSlipery'; did you mean 'isSlippery'? (settings:
        map, mapSize, mapFrozen, mapSeed, isSlippery, successRate, goalReward,
        holeReward, frozenReward, timeLimit)
      """),
    Mistake(
      "record",
      """
      rlrun: the run's folder is missing; for example: rlrun record
        runs/cartpole-dqn-1
      rlrun: `rlrun help record` shows how it goes
      """),
    Mistake("record nowhere", "rlrun: there is no folder 'nowhere'"),
    Mistake(
      "record nowhere --output x.png",
      """
      rlrun: --output is 'x.png'; it must end in .gif or .svg, which says what is
        written
      """),
    Mistake(
      "record nowhere --output x.svg --theme dark",
      "rlrun: --theme is for a GIF; an SVG is light or dark as the page around it"),
    Mistake("record nowhere --theme blue", "rlrun: --theme is 'blue'; it must be light or dark"),
    Mistake(
      "record nowhere --speed 60", "rlrun: --speed is '60'; it must be a number from 0.1 to 50"),
    Mistake(
      "record nowhere --width 60",
      "rlrun: --width is '60'; it must be a whole number from 240 to 2000"),
    Mistake(
      "list dqm",
      """
      rlrun: there is no environment, agent or task 'dqm'; did you mean 'dqn'?
      \(names)
      agents: dqn, reinforce
      \(tasks)
      """),
    Mistake(
      "help tran",
      """
      rlrun: there is no help on 'tran'; did you mean 'train'? (commands: train,
        learn, optimizers, resume, verify, fork, diff, compare, list, evaluate, play,
        record, datasets, bench, help)
      """),
    Mistake(
      "gats --epochs 3",
      """
      rlrun: there is no environment, task or command 'gats'; did you mean 'gates'?
      \(names)
      \(tasks)
      \(commands)
      """),
    Mistake(
      "gates --preset xnr",
      """
      rlrun: there is no preset 'xnr' of gates; did you mean 'xor'? (presets: default,
        and, or, nand, nor, xor, xnor, not)
      """),
    Mistake(
      "gates --set epoch=4",
      """
      rlrun: there is no setting 'epoch'; did you mean 'epochs'? (settings: gate,
        hidden, epochs, batchSize, optimizer, learningRate, decay, momentum, l2,
        gradientNorm, initializer, evaluateEvery)
      """),
    Mistake(
      "gates --optimizer adamm",
      """
      rlrun: optimizer = adamm cannot be read; it must be one of sgd, momentum,
        nesterov, rmsprop, adagrad, adadelta, adam, adamw
      """),
    Mistake(
      "gates --initializer zeros",
      """
      rlrun: initializer = zeros cannot be read; it must be one of standard, xavier,
        xavier-normal, he, he-uniform, lecun, lecun-uniform, orthogonal, gaussian
      """),
    Mistake(
      "gates --epochs 0",
      "rlrun: epochs = 0 is out of range; it must be an integer from 1 to 1000000000"),
    // As many updates as no counter holds.
    Mistake(
      "gates --epochs 9223372036854775807 --set batchSize=1",
      """
      rlrun: epochs = 9223372036854775807 is out of range; it must be an integer from
        1 to 1000000000
      """),
    Mistake(
      "gates --set learningRate=1e39",
      "rlrun: learningRate = 1e39 cannot be read; it must be a number > 0.0"),
    Mistake("gates now", "rlrun: 'now' is not expected here\n\(learnHint)"),
    Mistake("gates with dqn", "rlrun: 'with' is not expected here\n\(learnHint)"),
    Mistake("gates --data", "rlrun: --data needs a value\n\(learnHint)"),
    Mistake(
      "gates --seed 1 --seeds 3",
      """
      rlrun: both --seed 1 and --seeds 3 are given; one of them says what to train
      \(learnHint)
      """),
    Mistake(
      "gates --agent dqn",
      """
      rlrun: there is no option '--agent' for learn (options: --preset, --optimizer,
        --initializer, --epochs, --set, --seed, --seeds, --data, --threads, --run-dir,
        --checkpoint-every, --checkpoints, --quiet, --json, --help)
      """),
    Mistake(
      "optimizers gats",
      broken(
        "rlrun: there is no task 'gats'; did you mean 'gates'? (\(TaskCatalog.listed))")),
    Mistake("optimizers gates xor", "rlrun: 'xor' is not expected here\n\(optimizersHint)"),
    Mistake(
      "optimizers gates --set epochs=3 optimizer=sgd",
      """
      rlrun: optimizer=sgd is set, but here each optimizer has its turn
      \(optimizersHint)
      """),
    Mistake(
      "optimizers gates --optimizer sgd",
      """
      rlrun: there is no option '--optimizer' for optimizers (options: --preset,
        --initializer, --epochs, --set, --seed, --data, --threads, --run-dir, --quiet,
        --json, --help)
      """),
    Mistake(
      "--version now",
      "rlrun: 'now' is not expected here\nrlrun: `rlrun help` shows how it goes"),
  ]

  @Test(arguments: mistakes)
  func mistakeIsExplained(_ mistake: Mistake) throws {
    try withTool { tool in
      let outcome = try tool(mistake.arguments)
      #expect(outcome.errors == mistake.message + "\n")
      #expect(outcome.output == "")
      #expect(outcome.status == 2)
      #expect(try tool.names(in: ".").filter { !$0.hasPrefix(".") } == [], "nothing is made")
    }
  }

  /// What only agents' runs can do is refused for those of tasks, and the other way round.
  @Test func runsOfTheOtherKindAreRefused() throws {
    try withTool { tool in
      #expect(try tool("gates --epochs 3 --quiet --run-dir gates").status == 0)
      #expect(try tool("gridworld with dqn --steps 50 --quiet --run-dir agent").status == 0)
      for line in [
        "play gates", "play gates --human", "record gates", "fork gates",
        "fork gates@1 --set learningRate=1", "diff gates agent",
        "diff agent gates", "compare gates vs agent", "compare agent vs gates",
      ] {
        let outcome = try tool(line)
        #expect(outcome.status == 2 && outcome.output == "", "\(line)")
        #expect(
          outcome.errors
            == "rlrun: 'gates' is a run of the task gates, and this is for runs of agents\n",
          "\(line)")
      }
      for line in ["evaluate gates --episodes 3", "evaluate gates --seed 7"] {
        let outcome = try tool(line)
        #expect(outcome.status == 2 && outcome.output == "", "\(line)")
        #expect(
          outcome.errors == """
            rlrun: --episodes and --seed are for runs of agents, and gates is a run of the
              task gates

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
      #expect(outcome.errors.contains("the record up to there is in runs/gridworld-reinforce-1;"))
      #expect(outcome.errors.hasSuffix("as with --set learningRate=0.001\n"))
      #expect(try tool.text("runs/gridworld-reinforce-1/metrics.csv").contains("\n1,"))
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

extension TaskCatalog {
  /// The list of all tasks in a message.
  static var listed: String { "tasks: " + all.map { $0.name }.joined(separator: ", ") }
}
