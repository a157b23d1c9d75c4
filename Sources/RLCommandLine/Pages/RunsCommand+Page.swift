extension RunsCommand {
  static let page = CommandPage(
    .init("rlrun runs [FOLDER]", "list runs, and what they came to"),
    usage: ["rlrun runs [FOLDER] [options]"],
    operands: Operands([.folder]),
    paragraphs: [
      """
      Lists the runs in a folder, runs unless stated, with what they train, their seed, how far they \
      are, what they came to, and how long ago their record last grew. In the place of a folder of \
      several seeds' runs stand these.
      """
    ],
    options: [.json.saying("print the list as one JSON array")],
    examples: ["rlrun runs", "rlrun runs runs/cartpole-dqn --json"])
}
