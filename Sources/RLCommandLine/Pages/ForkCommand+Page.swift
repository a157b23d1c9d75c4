extension Option {
  static let schedules = Option.word(
    "--schedules", "HOW",
    "with another number of steps: keep, so that ε and what else falls with the steps goes on as in "
      + "RUN, or restart, so that it falls over all the new steps",
    of: ["keep", "restart"], standard: "keep")
}

extension ForkCommand {
  static let page = CommandPage(
    .init("rlrun fork RUN@STEP", "go on from a step with other settings"),
    usage: ["rlrun fork RUN@STEP [options]", "rlrun fork RUN [options]"],
    operands: Operands([.run]),
    paragraphs: [
      """
      Trains a new run that begins in the state of another one at a step, with other settings. The \
      state comes from the latest checkpoint at or before the step, from which the run is trained \
      again up to there; with several environments, that is the first moment at or after the step. \
      Without a step it is the end of a complete run, and the latest checkpoint of one that is not. \
      Of a task the steps are updates. \
      RUN is the run's folder, which is only read.
      """
    ],
    options: [
      .set(
        "settings of the agent, the environment or the task to change; those that the state depends on, "
          + "such as hidden, cannot be"),
      .steps.saying(
        "the step to end at, counted from the start of RUN", told: "the same as of RUN"),
      .epochs.saying("of a task: the epochs to end at", told: "the same as of RUN"),
      .schedules, .data, .threads,
      .runDirectory.saying("the fork's folder, new or empty", told: "a new one in runs/"),
      .evaluateEvery, .recordEvery, .recordEpisodes,
      .checkpointEvery.saying(
        "steps from one checkpoint to the next; 0 for none but the first"),
      .checkpoints, .quiet, .json, .refused("--seed", keepsSeed), .refused("--seeds", keepsSeed),
    ],
    notes: [
      """
      Nothing else changes: the fork goes on with the random numbers, the memory and the best weights \
      of RUN. Only where a setting of the environment is another, earlier evaluations no longer count.
      """
    ],
    examples: [
      "rlrun fork runs/cartpole-dqn-1@5000 --set learningRate=1e-4",
      "rlrun fork runs/gridworld-dqn-1 --steps 100_000",
      "rlrun fork runs/digits-1 --epochs 40",
    ])
}
