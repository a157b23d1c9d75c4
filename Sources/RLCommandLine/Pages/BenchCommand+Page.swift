extension Option {
  static let filter = Option.text("--filter", "TEXT", "only the cases with TEXT in their name")
  static let quick = Option.flag("--quick", "measure a tenth of the time, less exactly")
}

extension BenchCommand {
  static let page = CommandPage(
    .init("rlrun bench", "measure how fast this machine trains"),
    usage: ["rlrun bench [options]"],
    paragraphs: [
      """
      Measures how long an update of DQN takes, how long one on images of MNIST's size (with one \
      thread, t1, and with two, t2), how fast matrices are multiplied and how fast CartPole is \
      stepped. All but t2 use one processor core. Each figure is the median of several batches; \
      together they take about fifteen seconds.
      """
    ],
    options: [.filter, .quick, .json.saying("print the figures as one JSON object")],
    examples: [
      "rlrun bench", "rlrun bench --filter matmul", "RLNET_CPU=avx2 rlrun bench --json",
    ])
}
