import RLSupervised
import Testing

@Suite struct HelpTests {
  static let overview = """
    rlrun trains reinforcement-learning agents and shows what they have learned. The
    same networks learn from examples.

      rlrun ENVIRONMENT --agent AGENT   train an agent
      rlrun TASK                        train a network on examples
      rlrun optimizers [TASK]           train it with each optimizer and compare
      rlrun resume RUN                  go on with a run that was stopped
      rlrun verify RUN                  train a run again and compare
      rlrun fork RUN@STEP               go on from a step with other settings
      rlrun diff RUN RUN                tell where two runs begin to differ
      rlrun compare RUNS vs RUNS        tell whether one group of runs is better
      rlrun report RUN ...              write a page of curves and pictures
      rlrun landscape RUN               draw the loss around a run's weights
      rlrun list [NAME]                 environments, agents, tasks and settings
      rlrun evaluate RUN                play fresh episodes and tell the returns
      rlrun play RUN                    watch an episode in the terminal, or play
      rlrun record RUN                  write an episode as an animated GIF or SVG
      rlrun datasets [fetch NAME ...]   the data that there are, and getting them
      rlrun bench                       measure how fast this machine trains
      rlrun help [COMMAND]              more about a command, train or learn
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

  @Test func evaluatePage() throws {
    try withTool { tool in
      let page = """
        rlrun evaluate RUN [options]

        Plays episodes with the weights of an agent's run, always taking the action that
        they hold best, and tells the returns; of a task's run, evaluates the weights on
        its held-out examples. RUN is the run's folder.

          --episodes N    how many (default: 100)
          --seed N        what the episodes follow from (default: the run's own seed,
                          which gives the episodes evaluated after training)
          --data DIR      the folder of data, for runs of tasks
          --threads N     processor cores to use (default: all)
          --json          print the result as one JSON object

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
    "train", "learn", "optimizers", "resume", "verify", "fork", "diff", "compare", "list",
    "evaluate", "play", "datasets", "bench", "landscape",
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

  @Test func verifyPage() throws {
    try withTool { tool in
      let page = """
        rlrun verify RUN [options]

        Trains a complete run again from its configuration alone and compares every
        episode or epoch, the evaluation, the weights and the receipt. It says
        "identical", or what differs first. RUN is the run's folder; nothing in it is
        changed.

          --data DIR      the folder of data, for runs of tasks
          --threads N     processor cores to use (default: all); the result does not
                          depend on it
          --quiet         show no progress

        The exit status is 0 where all is identical and 1 where something differs.

        Example:
          rlrun verify runs/cartpole-dqn-1

        """
      let outcome = try tool("help verify")
      #expect(outcome.output == page)
    }
  }

  @Test func learnPage() throws {
    try withTool { tool in
      let page = """
        rlrun TASK [options]

        Trains a network on a task's examples, evaluates it on others and saves the run
        in a folder. `rlrun list` shows all tasks, `rlrun list TASK` what can be set.

          --preset NAME           hyper-parameters to start from (default: the first)
          --optimizer NAME        sgd, momentum, nesterov, rmsprop, adagrad, adadelta,
                                  adam or adamw, with a step size that suits it
          --initializer NAME      how the weights are drawn: standard, xavier, he, ...
          --epochs N              how often to go over all examples
          --set KEY=VALUE ...     any setting of the task
          --seed N                what all randomness follows from (default: 1)
          --seeds N               train seeds 1 to N side by side, each on one core;
                                  also a list: 1,5,7
          --data DIR              the folder of data (default: $RLNET_DATA, then what
                                  `rlrun datasets fetch` got)
          --threads N             processor cores to use (default: all); the result does
                                  not depend on it
          --run-dir DIR           the run's folder, new or empty; with --seeds, the
                                  folder for DIR/seed-1, DIR/seed-2, ...
                                  (default: new ones in runs/)
          --checkpoint-every N    updates from one checkpoint to the next; 0 for none
                                  (default: 5000)
          --checkpoints N         how many checkpoints to keep (default: 3)
          --quiet                 show no progress
          --json                  print the result as one JSON object; with --seeds, the
                                  results as one JSON array

        Ctrl-C ends training after the current update and saves the run as it stands;
        `rlrun resume` goes on with it and ends where it would have ended.

        Examples:
          rlrun gates
          rlrun mnist --preset lenet5
          rlrun iris --optimizer nesterov --seeds 10

        """
      for line in ["help learn", "gates --help", "GATES now --epochs 0 -h"] {
        let outcome = try tool(line)
        #expect(outcome.output == page)
        #expect(outcome.status == 0)
      }
    }
  }

  /// A task is a command to whoever types it.
  @Test func helpOnATaskIsThatOnLearning() throws {
    try withTool { tool in
      let page = try tool("help learn").output
      #expect(page.hasPrefix("rlrun TASK [options]\n"))
      #expect(try tool("help mnist").output == page)
      #expect(try tool("gates --help").output == page)
    }
  }

  @Test func optimizersPage() throws {
    try withTool { tool in
      let page = """
        rlrun optimizers [TASK] [options]

        Trains one network with each optimizer, from the same start and on the same
        batches, and shows what each comes to in one table. Each takes the step size
        that suits it, unless --set learningRate gives one for all. TASK is digits
        unless stated; the runs are kept in a folder.

          --preset NAME           hyper-parameters to start from (default: the first)
          --initializer NAME      how the weights are drawn
          --epochs N              how often to go over all examples
          --set KEY=VALUE ...     any setting of the task but the optimizer
          --seed N                what all randomness follows from (default: 1)
          --data DIR              the folder of data
          --threads N             how many train at once (default: all cores)
          --run-dir DIR           the folder for DIR/sgd, DIR/adam, ..., new or empty
                                  (default: a new one in runs/)
          --quiet                 show no progress
          --json                  print the results as one JSON array

        Examples:
          rlrun optimizers
          rlrun optimizers mnist --preset mlp-50-40 --epochs 3

        """
      for line in ["help optimizers", "optimizers -h", "optimizers gates --help"] {
        let outcome = try tool(line)
        #expect(outcome.output == page)
      }
    }
  }

  @Test func playPage() throws {
    try withTool { tool in
      let page = """
        rlrun play RUN [options]
        rlrun play RUN --human [options]
        rlrun play ENVIRONMENT --human [options]

        Draws an episode in the terminal, played with the weights of a run. RUN is the
        run's folder. Where the output is not a terminal, all frames follow each other.
        Of a task whose network draws (autoencoder, vae, gan), shows ten drawings.

        With --human you play yourself, in the environment of a run, whose agent's mean
        return you see, or in any other: the arrow keys, WASD or HJKL, r for the next
        episode, q to end. Maps wait for you; CartPole does not, from the first key on,
        and pushes the way of the last key.

          --human              play yourself
          --seed N             which episode (default: the first one evaluated after
                               training; of ENVIRONMENT: 1)
          --speed N            frames a second, 0.1 to 1000 (default: 30, in grids 4;
                               with --human, CartPole's steps a second: 10)
          --set KEY=VALUE ...  any setting of ENVIRONMENT
          --data DIR           the folder of data, for runs of tasks

        Examples:
          rlrun play runs/cartpole-dqn-1 --seed 7
          rlrun play runs/cartpole-dqn-1 --human
          rlrun play frozenlake --human --set isSlippery=false

        """
      let outcome = try tool("help play")
      #expect(outcome.output == page)
      expectLines(of: page, atMost: 80)
    }
  }

  @Test func recordPage() throws {
    try withTool { tool in
      let page = """
        rlrun record RUN [options]

        Plays an episode with the weights of an agent's run, always taking the action
        that they hold best, and writes it as an animated picture: a GIF, or an SVG,
        which suits light and dark pages and can be enlarged. RUN is the run's folder.

          --output FILE   what to write: a name that ends in .gif or .svg (default: the
                          name of the run's folder, in the current folder, with .gif)
          --seed N        which episode (default: the first one evaluated after
                          training)
          --speed N       steps a second, 0.1 to 50 (default: 50 as in Gymnasium, in
                          grids 4)
          --steps N       steps at most (default: 1000)
          --width N       points from side to side, 240 to 2000 (default: 624, or less
                          for a small grid); in a GIF a point is a pixel
          --theme NAME    light or dark, for a GIF (default: light)

        Examples:
          rlrun record runs/cartpole-dqn-1
          rlrun record runs/frozenlake-dqn-1 --output lake.svg --seed 7

        """
      let outcome = try tool("help record")
      #expect(outcome.output == page)
      expectLines(of: page, atMost: 80)
    }
  }

  @Test func reportPage() throws {
    try withTool { tool in
      let page = """
        rlrun report RUN ... [options]

        Writes what is known of a run into one HTML file that needs nothing else, not
        even a network: learning curves, the final evaluation, what was learned as
        pictures, an episode to play, the configuration and the receipt. The pictures
        are also written to its folder pictures, as SVG and PNG or GIF. Of several
        runs, lays the curves over each other; runs that differ in their seed alone
        become one curve. RUN is a run's folder, or a folder that holds runs.

          --output FILE   the file (default: report.html in the run's folder, of
                          several runs in their folder or the current one)
          --pictures DIR  write every curve and picture of it there, too, as SVG and PNG
          --watch         write it again every two seconds while the runs train; the
                          page follows by itself
          --data DIR      the folder of data, for the pictures of tasks
          --quiet         tell nothing

        Examples:
          rlrun report runs/cartpole-dqn-1
          rlrun report runs/cartpole-dqn-* runs/cartpole-reinforce-* --output both.html

        """
      let outcome = try tool("help report")
      #expect(outcome.output == page)
      expectLines(of: page, atMost: 80)
    }
  }

  @Test func landscapePage() throws {
    try withTool { tool in
      let page = """
        rlrun landscape RUN [options]

        Evaluates the loss of a run's network around its trained weights, along two
        random directions as long in each filter as the filter itself (Li et al. 2018),
        and draws it as a map and as a surface in space. Of a task it is the training
        loss; of an agent minus the mean return of greedy episodes, the same ones
        everywhere. RUN is the run's folder.

          --size N        values along each direction, odd (default: 41)
          --span X        how far to go along each, in lengths of the filters
                          (default: 1, of an agent 0.25)
          --examples N    training examples, or episodes, that a value is the mean of
                          (default: 2000 examples or 20 episodes)
          --seed N        what the directions follow from (default: 1)
          --output NAME   what the files are called, without .svg, .png and .json
                          (default: pictures/landscape in the run's folder, from where
                          rlrun report takes it)
          --data DIR      the folder of data, for runs of tasks
          --threads N     processor cores to use (default: all); the result does not
                          depend on it
          --quiet         show no progress
          --json          print the numbers as one JSON object

        Examples:
          rlrun landscape runs/digits-default-1
          rlrun landscape runs/cartpole-dqn-1 --examples 50 --span 0.1

        """
      let outcome = try tool("help landscape")
      #expect(outcome.output == page)
      expectLines(of: page, atMost: 80)
    }
  }

  @Test func version() throws {
    try withTool { tool in
      let outcome = try tool("--version")
      #expect(outcome.output == "0.3.0\n")
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
      for part in [
        "\nAgents\n  dqn  ", "\n  reinforce  ", "\nPresets\n  dqn\n    default  ", "\nTasks\n  ",
        "\n  gates           and, or, nand, nor, xor, xnor and not, a network for each\n",
      ] {
        #expect(outcome.output.contains(part), "\(part)")
      }
      #expect(outcome.output.contains("    zoo         CartPole-v1\n"))
    }
  }

  @Test(
    arguments: ["dqn", "reinforce", "cartpole", "FrozenLake8x8-v1", "maze", "cliffwalking"]
      + TaskCatalog.all.map { $0.name })
  func listOfSettings(_ name: String) throws {
    try withTool { tool in
      let outcome = try tool("list \(name)")
      #expect(outcome.status == 0)
      expectLines(of: outcome.output, atMost: 80)
      #expect(outcome.output.contains("\nSettings (--set KEY=VALUE)"))
      #expect(outcome.output.split(separator: "\n").last?.hasPrefix("      ") == true, "a purpose")
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
      let gates = try tool("list Gates").output
      #expect(
        gates.hasPrefix(
          """
          gates: and, or, nand, nor, xor, xnor and not, a network for each

          Presets
            default       a network for each gate
            and           the gate and alone
                gate=and

          """), "\(gates)")
      #expect(
        gates.contains(
          """

          Settings (--set KEY=VALUE), with the values of default
            batchSize=4                   an integer from 1 to 100000
                examples of one gradient step

          """), "\(gates)")
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
