import Testing

@Suite struct HelpTests {
  static let overview = """
    rlrun trains reinforcement-learning agents and shows what they have learned.

      rlrun ENVIRONMENT --agent AGENT   train an agent
      rlrun resume RUN                  go on with a run that was stopped
      rlrun verify RUN                  train a run again and compare
      rlrun fork RUN@STEP               go on from a step with other settings
      rlrun diff RUN RUN                tell where two runs begin to differ
      rlrun compare RUNS vs RUNS        tell whether one group of runs is better
      rlrun list [NAME]                 environments, agents, presets and settings
      rlrun evaluate RUN                play fresh episodes and tell the returns
      rlrun play RUN                    watch an episode in the terminal
      rlrun datasets [fetch NAME ...]   the data that there are, and getting them
      rlrun bench                       measure how fast this machine trains
      rlrun help [COMMAND]              more about a command, or about train
      rlrun --version                   the version

    Examples:
      rlrun cartpole --agent dqn
      rlrun gridworld with reinforce --seed 7
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

  @Test func evaluatePage() throws {
    try withTool { tool in
      let page = """
        rlrun evaluate RUN [options]

        Plays episodes with the weights of a run, always taking the action that they
        hold best, and tells the returns. RUN is the run's folder.

          --episodes N    how many (default: 100)
          --seed N        what the episodes follow from (default: the run's own seed,
                          which gives the episodes evaluated after training)
          --threads N     processor cores to use (default: all)
          --json          print the returns as one JSON object

        Example:
          rlrun evaluate runs/cartpole-dqn-1 --episodes 1000 --seed 7

        """
      for line in ["help evaluate", "evaluate --help", "evaluate a/run --episodes 3 -h"] {
        let outcome = try tool(line)
        #expect(outcome.output == page)
      }
    }
  }

  @Test(arguments: [
    "train", "resume", "verify", "fork", "diff", "compare", "list", "evaluate", "play", "datasets",
    "bench",
  ])
  func pagesFitTheTerminal(_ topic: String) throws {
    try withTool { tool in
      let outcome = try tool("help \(topic)")
      #expect(outcome.status == 0)
      #expect(outcome.output.hasPrefix("rlrun "))
      #expect(outcome.output.contains("\nExample"))
      expectLines(of: outcome.output, atMost: 80)
    }
  }

  @Test func trainPageNamesEveryOption() throws {
    try withTool { tool in
      let page = try tool("cartpole --help").output
      #expect(try tool("help train").output == page)
      let options = [
        "--agent AGENT", "--preset NAME", "--seed N", "--seeds N", "--steps N",
        "--set KEY=VALUE ...",
        "--threads N", "--run-dir DIR", "--evaluation-episodes N", "--quiet", "--json",
      ]
      for option in options { #expect(page.contains("\n  \(option)  "), "\(option)") }
    }
  }

  @Test func version() throws {
    try withTool { tool in
      let outcome = try tool("--version")
      #expect(outcome.output == "0.2.0\n")
      #expect(outcome.status == 0)
    }
  }

  @Test func list() throws {
    try withTool { tool in
      let outcome = try tool("list")
      #expect(outcome.status == 0)
      #expect(outcome.errors == "")
      expectLines(of: outcome.output, atMost: 80)
      #expect(
        outcome.output.hasPrefix(
          """
          Environments
            cartpole               CartPole-v1               solved at 475
                balance a pole on a cart for 500 steps
            cartpole-200           CartPole-v0               solved at 195
                balance a pole on a cart for 200 steps
            frozenlake             FrozenLake-v1             solved at 0.7
          """))
      for part in ["\nAgents\n  dqn  ", "\n  reinforce  ", "\nPresets\n  dqn\n    default  "] {
        #expect(outcome.output.contains(part), "\(part)")
      }
      #expect(outcome.output.contains("    zoo         CartPole-v1\n"))
    }
  }

  @Test(arguments: ["dqn", "reinforce", "cartpole", "FrozenLake8x8-v1", "maze", "cliffwalking"])
  func listOfSettings(_ name: String) throws {
    try withTool { tool in
      let outcome = try tool("list \(name)")
      #expect(outcome.status == 0)
      expectLines(of: outcome.output, atMost: 80)
      #expect(outcome.output.contains("\nSettings (--set KEY=VALUE)\n  "))
    }
  }

  @Test func aSettingIsShownWithDefaultValuesAndPurpose() throws {
    try withTool { tool in
      let expected = """

          activation=relu               one of relu, tanh
              between the hidden layers

        """
      let agent = try tool("list dqn").output
      #expect(agent.contains(expected))
      let limit = """

          timeLimit=500                 an integer from 1 to 10000000, or none
              steps in an episode at most

        """
      let environment = try tool("list cartpole").output
      #expect(environment.contains(limit))
      // A value as wide as its column.
      let lake = try tool("list frozenlake").output
      #expect(lake.contains("\n  successRate=0.3333333333333333  a number "), "\(lake)")
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
