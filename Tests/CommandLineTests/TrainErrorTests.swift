import Testing

/// Mistakes in how an agent is to be trained.
@Suite struct TrainErrorTests {
  private static let hint = "rlrun: `rlrun help train` shows how it goes"

  static let mistakes = [
    Mistake(
      "cartpole",
      """
      rlrun: --agent is missing (agents: dqn, reinforce, ppo, a2c, sac, td3, ddpg);
        for example: rlrun cartpole --agent dqn
      """),
    Mistake(
      "--agent dqn",
      """
      rlrun: the environment is missing; for example: rlrun cartpole --agent dqn
      rlrun: `rlrun list` shows all environments
      """),
    Mistake(
      "cartpole --agent dqm",
      """
      rlrun: there is no agent 'dqm'; did you mean 'dqn'? (agents: dqn, reinforce,
        ppo, a2c, sac, td3, ddpg)
      """),
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
        --record-every, --record-episodes, --quiet, --json, --help)
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
        CartPole-v1, Acrobot-v1, MountainCar-v0 (presets: default)
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
        baselineSteps, discount, entropyBonus, episodesPerBatch, evaluation,
        gradientNorm, hidden, learningRate, normalizeAdvantages, selectEpisodes,
        selectEvery, steps, stopReturn
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
      "cartpole --agent ppo --set perturbation=0.5",
      """
      rlrun: ppo: perturbation has an effect on continuous actions only, and those of
        CartPole-v1 are discrete (Discrete 2); leave it as it is
      """),
    Mistake(
      "gridworld --agent dqn --set steps=100 --steps 200",
      "rlrun: steps is given twice, by --set and by --steps\n\(hint)"),
    Mistake(
      "gridworld --agent dqn --set steps=100 discount=1 --set steps=100",
      "rlrun: steps is given twice, by --set\n\(hint)"),
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
      rlrun: map = \\u{1b}[2J: there is no such file, and no built-in map of this name
        (built-in maps: 4x3, maze, fourrooms)
      """),
  ]

  @Test(arguments: mistakes)
  func mistakeIsExplained(_ mistake: Mistake) throws { try mistake.isExplained() }
}
