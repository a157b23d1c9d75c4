extension VerifyCommand {
  static let page = CommandPage(
    .init("rlrun verify RUN", "train a run again and compare"),
    usage: ["rlrun verify RUN [options]"],
    operands: Operands([.run]),
    paragraphs: [
      """
      Trains a complete run again from its configuration alone and compares every episode or epoch, \
      the evaluation, the weights and the receipt. It says "identical", or what differs first. RUN is \
      the run's folder; nothing in it is changed.
      """,
      """
      With --quick nothing is trained: weights, configuration and result are compared with the \
      receipt. RUN may be a folder of runs then.
      """,
    ],
    options: [.withoutTraining, .data, .threads, .quiet],
    notes: ["The exit status is 0 where all is identical and 1 where something differs."],
    examples: ["rlrun verify runs/cartpole-dqn-1", "rlrun verify --quick runs"])
}
