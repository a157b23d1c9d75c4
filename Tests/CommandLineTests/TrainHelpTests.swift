import Testing

/// The pages on commands that train.
@Suite struct TrainHelpTests {
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
                                  folder for DIR/seed-1, DIR/seed-2, ... (default: a new
                                  one in runs/)
          --checkpoint-every N    updates from one checkpoint to the next; 0 for none
                                  (default: 5000)
          --checkpoints N         how many checkpoints to keep (default: 3)
          --quiet                 show no progress
          --json                  print the result as one JSON object; with --seeds, all
                                  of them with their statistics

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

  @Test func csvPage() throws {
    try withTool { tool in
      let page = """
        rlrun csv FILE [options]

        Trains a classifier or a regressor on a table: a line for each row, with a class
        or a number to predict from its other columns. Columns of numbers are shifted
        and scaled to mean 0 and deviation 1; of a column of words, each of its words
        (up to 20) is a feature. Rows that are held out at random tell how good the
        network is, beside what it takes no network for: the most frequent class, or the
        mean.

          --target COLUMN         the column to predict: its name, its number from 1, or
                                  last (default: last)
          --task WHAT             predict a class (words or whole numbers, such as -1
                                  and 1) or a number (default: a class if the column has
                                  words, else a number)
          --ignore COLUMNS        columns to leave out: id,name
          --words COLUMNS         columns to take as words even if they look like
                                  numbers: zip,month
          --separator SEPARATOR   what stands between the columns, by name or as it is
                                  (default: what gives every line as many, if only one
                                  does)
          --header HOW            whether the first line holds names (default: yes if it
                                  is text throughout)
          --held-out SHARE        the share of the rows that are for tests alone
                                  (default: 0.2)
          --preset NAME           hyper-parameters to start from: mlp, or linear, which
                                  has no hidden layer (default: mlp)
          --optimizer NAME        sgd, momentum, nesterov, rmsprop, adagrad, adadelta,
                                  adam or adamw, with a step size that suits it
          --initializer NAME      how the weights are drawn: standard, xavier, he, ...
          --epochs N              how often to go over all examples
          --set KEY=VALUE ...     any setting, such as hidden=64,64 or l2=1e-3;
                                  `rlrun list csv` shows all
          --seed N                what all randomness follows from (default: 1)
          --seeds N               train seeds 1 to N side by side, each on one core;
                                  also a list: 1,5,7
          --threads N             processor cores to use (default: all); the result does
                                  not depend on it
          --run-dir DIR           the run's folder, new or empty; with --seeds, the
                                  folder for DIR/seed-1, DIR/seed-2, ... (default: a new
                                  one in runs/)
          --checkpoint-every N    updates from one checkpoint to the next; 0 for none
                                  (default: 5000)
          --checkpoints N         how many checkpoints to keep (default: 3)
          --quiet                 show no progress
          --json                  print the result as one JSON object; with --seeds, all
                                  of them with their statistics

        Nothing is guessed or repaired: a field that is empty or no number where its
        column has numbers is told by line and column, and so are bytes that are not
        UTF-8. A file may be gzip.

        The run is one as of `rlrun TASK`: resume, verify, fork, evaluate and report
        take its folder. They find the table where it was, and with --data DIR
        elsewhere; another one is refused.

        Examples:
          rlrun csv houses.csv --target price
          rlrun csv penguins.csv --target species --ignore id
          rlrun csv spam.csv --task classify --preset linear --seeds 10
          rlrun csv measured.txt --separator space --header no --target 3

        """
      for line in ["help csv", "csv -h", "csv table.csv --help", "learn csv --help"] {
        let outcome = try tool(line)
        #expect(outcome.output == page)
        #expect(outcome.status == 0)
      }
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

        With --quick nothing is trained: weights, configuration and result are compared
        with the receipt. RUN may be a folder of runs then.

          --quick         compare with the receipt, and train nothing
          --data DIR      the folder of data, for runs of tasks
          --threads N     processor cores to use (default: all); the result does not
                          depend on it
          --quiet         show no progress

        The exit status is 0 where all is identical and 1 where something differs.

        Examples:
          rlrun verify runs/cartpole-dqn-1
          rlrun verify --quick runs

        """
      let outcome = try tool("help verify")
      #expect(outcome.output == page)
    }
  }
}
