extension CompareCommand {
  static let page = CommandPage(
    .init("rlrun compare RUNS vs RUNS", "tell whether one group of runs is better"),
    usage: ["rlrun compare RUN ... vs RUN ... [options]"],
    operands: Operands([.run], [.run, .words(["vs"])], isOpen: true),
    paragraphs: [
      """
      Puts two groups of complete runs side by side, such as the seeds of two agents: interquartile \
      mean (IQM) and mean of the returns after training, solved seeds, how long training took to \
      reach the threshold, and the probability that a run of the first group is better than one of \
      the second; of runs of a task, each number of their evaluations. Intervals hold with 95 % \
      confidence. The settings in which the groups differ stand \
      above the figures. RUN is a run's folder, or a folder that holds runs.
      """
    ],
    options: [.json.saying("print the figures as one JSON object")],
    examples: [
      "rlrun compare runs/cartpole-dqn-* vs runs/cartpole-reinforce-*",
      "rlrun compare runs/plain vs runs/tuned",
    ])
}
