extension OptimizersCommand {
  static let page = CommandPage(
    .init("rlrun optimizers [TASK]", "train it with each optimizer and compare"),
    usage: ["rlrun optimizers [TASK] [options]"],
    operands: Operands([.task]),
    paragraphs: [
      """
      Trains one network with each optimizer, from the same start and on the same batches, and shows \
      what each comes to in one table. Each takes the step size that suits it, unless --set \
      learningRate gives one for all. TASK is digits unless stated; the runs are kept in a folder.
      """
    ],
    options: [
      .preset.saying("hyper-parameters to start from", told: "the first"),
      .initializer, .epochs, .set("any setting of the task but the optimizer"), .seed,
      .data.saying("the folder of data"),
      .threads.saying("how many train at once", told: "all cores"),
      .runDirectory.saying(
        "the folder for DIR/sgd, DIR/adam, ..., new or empty", told: "a new one in runs/"),
      .quiet, .json.saying("print the results as one JSON array"),
    ],
    examples: [
      "rlrun optimizers", "rlrun optimizers mnist --preset mlp-50-40 --epochs 3",
    ])
}
