import RLSupervised

extension Option {
  private static let optimizers = OptimizerChoice.allCases.map(\.rawValue)
  static let optimizer = Option.name(
    "--optimizer", "NAME", of: .words(optimizers),
    "\(alternatives(optimizers)), with a step size that suits it")
}

extension LearnCommand {
  static let page = CommandPage(
    .init("rlrun TASK", "train a network on examples"),
    usage: ["rlrun TASK [options]"],
    operands: Operands([.task]),
    paragraphs: [
      """
      Trains a network on a task's examples, evaluates it on others and saves the run in a folder. \
      `rlrun list` shows all tasks, `rlrun list TASK` what can be set.
      """
    ],
    options: [
      .preset.saying("hyper-parameters to start from", told: "the first"),
      .optimizer,
      .initializer.saying("how the weights are drawn: standard, xavier, he, ..."),
      .epochs, .set("any setting of the task"), .seed, .seeds,
      .data.saying(
        "the folder of data", told: "$RLNET_DATA, then what `rlrun datasets fetch` got"),
      .threads,
      .runDirectory.saying(
        "the run's folder, new or empty; with --seeds, the folder for DIR/seed-1, DIR/seed-2, ...",
        told: "a new one in runs/"),
      .checkpointEveryUpdates, .checkpoints, .quiet,
      .json.saying(
        "print the result as one JSON object; with --seeds, all of them with their statistics"),
    ],
    notes: [
      """
      Ctrl-C ends training after the current update and saves the run as it stands; `rlrun resume` \
      goes on with it and ends where it would have ended.
      """
    ],
    examples: [
      "rlrun gates", "rlrun mnist --preset lenet5", "rlrun iris --optimizer nesterov --seeds 10",
    ])
}
