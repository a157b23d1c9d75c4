import Testing

@Suite struct HelpTests {
  static let overview = """
    rlrun trains reinforcement-learning agents and shows what they have learned. The
    same networks learn from examples.

      rlrun ENVIRONMENT --agent AGENT   train an agent
      rlrun TASK                        train a network on examples
      rlrun csv FILE                    train a network on a table of your own
      rlrun optimizers [TASK]           train it with each optimizer and compare
      rlrun resume RUN                  go on with a run that was stopped
      rlrun verify RUN                  train a run again and compare
      rlrun fork RUN@STEP               go on from a step with other settings
      rlrun diff RUN RUN                tell where two runs begin to differ
      rlrun compare RUNS vs RUNS        tell whether one group of runs is better
      rlrun report RUN ...              write a page of curves and pictures
      rlrun landscape RUN               draw the loss or return around weights
      rlrun list [NAME]                 environments, agents, tasks and settings
      rlrun runs [FOLDER]               list runs, and what they came to
      rlrun evaluate RUN                play fresh episodes and tell the returns
      rlrun play RUN                    watch an episode in the terminal, or play
      rlrun record RUN                  write an episode as an animated GIF or SVG
      rlrun datasets [fetch NAME ...]   the data that there are, and getting them
      rlrun bench                       measure how fast this machine trains
      rlrun completions SHELL           a script that completes what you type
      rlrun help [COMMAND]              more about a command, train or learn
      rlrun help --man                  all of it as a manual page, for man -l
      rlrun --version                   the version

    Examples:
      rlrun cartpole --agent dqn
      rlrun gridworld with reinforce --seed 7
      rlrun mnist --preset lenet5
      rlrun play runs/cartpole-dqn-1
      rlrun fork runs/cartpole-dqn-1@5000 --set learningRate=1e-4

    """

  @Test(arguments: ["help", "--help", "-h", "help --help", "help help"])
  func overviewIsPrinted(_ line: String) throws {
    try withTool { tool in
      let outcome = try tool(line)
      #expect(outcome.output == Self.overview)
      #expect(outcome.errors == "")
      #expect(outcome.status == 0)
    }
  }

  @Test func nothingAskedForIsAMistake() throws {
    try withTool { tool in
      let outcome = try tool([])
      #expect(outcome.output == "")
      #expect(outcome.errors == Self.overview)
      #expect(outcome.status == 2)
    }
  }

  @Test(arguments: HelpWidthTests.topics)
  func pagesFitTheTerminal(_ topic: String) throws {
    try withTool { tool in
      let outcome = try tool("help \(topic)")
      #expect(outcome.status == 0)
      #expect(outcome.output.hasPrefix("rlrun "))
      #expect(outcome.output.contains("\nExample"))
      expectLines(of: outcome.output, atMost: 80)
    }
  }

  @Test(arguments: ["--version", "-V", "version"]) func version(_ name: String) throws {
    try withTool { tool in
      let outcome = try tool(name)
      #expect(outcome.output == "0.4.0\n")
      #expect(outcome.status == 0)
    }
  }
}

extension HelpTests {
  /// What help calls `train` and `learn` may be said.
  @Test func commandsWithoutANameHaveOne() throws {
    try withTool { tool in
      let line = "gridworld --agent dqn --steps 10 --evaluation-episodes 1 --quiet --run-dir"
      #expect(try tool("train \(line) a").status == 0)
      #expect(try tool("learn gates --epochs 2 --quiet --run-dir b").status == 0)
      for topic in ["train", "learn"] {
        #expect(try tool("\(topic) --help").output == tool("help \(topic)").output)
      }
      let alone = try tool("train")
      #expect(
        alone.errors == """
          rlrun: the environment is missing; for example: rlrun train cartpole --agent dqn
          rlrun: `rlrun list` shows what there is

          """)
      #expect(alone.status == 2)
    }
  }
}

/// Expects that no line has more characters.
func expectLines(
  of text: String, atMost columns: Int, sourceLocation: SourceLocation = #_sourceLocation
) {
  for line in text.split(whereSeparator: \.isNewline) {
    #expect(line.count <= columns, "\(line)", sourceLocation: sourceLocation)
  }
}
