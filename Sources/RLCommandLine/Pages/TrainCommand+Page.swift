extension Option {
  static let steps = Option.text("--steps", "N", "environment steps to train for")
  static let evaluationEpisodes = Option.integer(
    "--evaluation-episodes", "episodes to evaluate on at the end", in: 1...1_000_000,
    standard: 100)
}

extension TrainCommand {
  static let page = CommandPage(
    .init("rlrun ENVIRONMENT --agent AGENT", "train an agent"),
    usage: [
      "rlrun ENVIRONMENT --agent AGENT [options]", "rlrun ENVIRONMENT with AGENT [options]",
    ],
    operands: Operands([.environment], [.words(["with"])], [.agent]),
    paragraphs: [
      "Trains an agent, evaluates it on fresh episodes and saves the run in a folder."
    ],
    options: [
      .agent, .preset, .seed,
      .seeds.saying(
        "train seeds 1 to N side by side, each on one core, and tell the statistics; also a list: "
          + "1,5,7"),
      .steps, .threads,
      .set(
        "settings of the agent or of the environment; `rlrun list AGENT` and "
          + "`rlrun list ENVIRONMENT` show them"),
      .runDirectory.saying(
        "the run's folder, new or empty; with --seeds, the folder for DIR/seed-1, DIR/seed-2, ..., "
          + "which may hold runs of other seeds", told: "a new one in runs/"),
      .evaluationEpisodes, .checkpointEvery, .checkpoints, .evaluateEvery, .recordEvery,
      .recordEpisodes, .quiet,
      .json,
    ],
    notes: [
      """
      Ctrl-C ends training after the current step and saves the run as it stands; `rlrun resume` \
      goes on with it, also after a crash, and ends where it would have ended.
      """
    ],
    examples: [
      "rlrun cartpole --agent dqn",
      "rlrun cartpole with reinforce --seed 3 --steps 100_000",
      "rlrun gridworld --agent dqn --set hidden=32,32 slip=0.1",
      "rlrun cartpole --agent dqn --seeds 10",
      "rlrun cartpole --agent dqn --json >result.json",
    ])
}
