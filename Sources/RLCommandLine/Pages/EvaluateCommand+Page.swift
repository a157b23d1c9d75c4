extension Option {
  static let episodes = Option.integer(
    "--episodes", "how many", in: 1...1_000_000, standard: 100)
}

extension EvaluateCommand {
  static let page = CommandPage(
    .init("rlrun evaluate RUN", "play fresh episodes and tell the returns"),
    usage: ["rlrun evaluate RUN [options]"],
    operands: Operands([.run]),
    paragraphs: [
      """
      Plays episodes with the weights of an agent's run, taking the actions that they hold best, and \
      tells the returns; of a task's run, evaluates the weights on its held-out examples, or on the \
      training examples where none are held out. RUN is a run's folder, RUN@STEP the run as it was at \
      a step, also of one that still trains; of a folder that holds runs, evaluates each.
      """
    ],
    options: [
      .episodes, .sample,
      .seed.saying(
        "what the episodes follow from",
        told: "the run's own seed, which gives the episodes evaluated after training"),
      .data, .threads.saying("processor cores to use", told: "all"), .json,
    ],
    examples: ["rlrun evaluate runs/cartpole-dqn-1 --episodes 1000 --seed 7"])
}
