import Testing

/// The pages on commands that show what a run has learned.
@Suite struct RunHelpTests {
  @Test func evaluatePage() throws {
    try withTool { tool in
      let page = """
        rlrun evaluate RUN [options]

        Plays episodes with the weights of an agent's run, taking the actions that they
        hold best, and tells the returns; of a task's run, evaluates the weights on its
        held-out examples, or on the training examples where none are held out. RUN is a
        run's folder, RUN@STEP the run as it was at a step, also of one that still
        trains; of a folder that holds runs, evaluates each.

          --episodes N    how many (default: 100)
          --sample        draw actions where the policy has a distribution (not of dqn,
                          td3, ddpg), not the best ones
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
        expectLines(of: page, atMost: 80)
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
        run's folder. RUN@STEP is the run as it was at a step. Where the output is not a
        terminal, all frames follow each other. Of a task whose network draws
        (autoencoder, vae, gan), shows ten drawings. The space bar holds the episode, +
        and - change its speed, q ends it.

        With --human you play yourself, in the environment of a run, whose agent's mean
        return you see, or in any other: the arrow keys, WASD or HJKL, r for the next
        episode, q to end. Maps wait for you; what moves by itself, such as CartPole,
        does not, from the first key on, and the last key's action goes on.

          --human                 play yourself
          --sample                draw actions where the policy has a distribution (not
                                  of dqn, td3, ddpg), not the best ones
          --seed N                which episode (default: the first one evaluated after
                                  training; of ENVIRONMENT: 1)
          --speed N               frames a second, 0.1 to 1000 (default: 30, in grids 4,
                                  of acrobot 15; with --human, steps a second of what
                                  moves by itself: 10)
          --set KEY=VALUE ...     any setting of ENVIRONMENT
          --data DIR              the folder of data, for runs of tasks

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

        Plays an episode with the weights of an agent's run, taking the actions that
        they hold best, and writes it as an animated picture: a GIF, or an SVG, which
        suits light and dark pages and can be enlarged. RUN is the run's folder,
        RUN@STEP the run as it was at a step.

          --output FILE   what to write: a name that ends in .gif or .svg (default: the
                          name of the run's folder, in the current folder, with .gif)
          --sample        draw actions where the policy has a distribution (not of dqn,
                          td3, ddpg), not the best ones
          --seed N        which episode (default: the first one evaluated after
                          training)
          --speed N       steps a second, 0.1 to 50 (default: as in Gymnasium, 50 of
                          cartpole, 30 of mountaincar, 15 of acrobot; in grids 4)
          --steps N       steps at most (default: 1000)
          --width N       points from side to side, 240 to 2000 (default: 624, or less
                          for a small grid or a square); in a GIF a point is a pixel
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
        are also written to its folder pictures, as SVG and PNG or GIF. Of several runs,
        lays the curves over each other; runs that differ in their seed alone become one
        curve. RUN is a run's folder, or a folder that holds runs; RUN@STEP shows what
        was learned up to a step.

          --output FILE   the file (default: report.html in the run's folder, of several
                          runs in their folder or the current one)
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

        Evaluates a run's network around its trained weights, along two random
        directions as long in each filter as the filter itself (Li et al. 2018), and
        draws that as a map and as a surface in space: of a task the training loss, of
        an agent the mean return of greedy episodes, the same ones everywhere. RUN is
        the run's folder.

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
          rlrun landscape runs/digits-1
          rlrun landscape runs/cartpole-dqn-1 --examples 50 --span 0.1

        """
      let outcome = try tool("help landscape")
      #expect(outcome.output == page)
      expectLines(of: page, atMost: 80)
    }
  }
}
