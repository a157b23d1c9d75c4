extension ResumeCommand {
  static let page = CommandPage(
    .init("rlrun resume RUN", "go on with a run that was stopped"),
    usage: ["rlrun resume RUN ... [options]"],
    operands: Operands([.run], isOpen: true),
    paragraphs: [
      """
      Goes on with a run that was stopped: by Ctrl-C, by the system, by a power cut. It continues \
      from the latest checkpoint, or from the start if there is none, and ends with the same receipt \
      as a run that was never stopped. RUN is the run's folder, or a folder that holds runs, of which \
      those that are complete are left alone; of several, one is trained after the other.
      """
    ],
    options: [
      .data, .threads, .quiet, .json.saying("print the result of each run as one JSON object"),
    ],
    examples: [
      "rlrun resume runs/cartpole-dqn-1", "rlrun resume runs/cartpole-dqn-*", "rlrun resume runs",
    ])
}
