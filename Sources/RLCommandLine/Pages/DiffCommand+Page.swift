extension DiffCommand {
  static let page = CommandPage(
    .init("rlrun diff RUN RUN", "tell where two runs begin to differ"),
    usage: ["rlrun diff RUN RUN [options]"],
    operands: Operands([.run], [.run]),
    paragraphs: [
      """
      Tells in what two runs differ: their settings, what they came to, and the first step at which \
      they do something else. For that both are trained again side by side, from a checkpoint before \
      the first row of metrics.csv that is not the same. RUN is a run's folder; nothing in it is \
      changed.
      """
    ],
    options: [.data, .threads, .quiet],
    notes: [
      """
      The exit status is 0 where there is no difference, 1 where there is one, and 2 where the runs \
      cannot be compared.
      """
    ],
    examples: ["rlrun diff runs/cartpole-dqn-1 runs/cartpole-dqn-1-fork"])
}
