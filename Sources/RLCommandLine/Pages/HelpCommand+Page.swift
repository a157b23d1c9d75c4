extension Option {
  static let manual = Option.flag("--man", "print a manual page of all commands")
}

extension HelpCommand {
  static let page = CommandPage(
    .init("rlrun help [COMMAND]", "more about a command, train or learn"),
    .init("rlrun help --man", "all of it as a manual page, for man -l"),
    usage: ["rlrun help [COMMAND]", "rlrun help --man"],
    operands: Operands([.command, .task]),
    paragraphs: [
      """
      rlrun trains reinforcement-learning agents and shows what they have learned. The same networks \
      learn from examples.
      """
    ],
    options: [.manual],
    examples: [
      "rlrun cartpole --agent dqn", "rlrun gridworld with reinforce --seed 7",
      "rlrun mnist --preset lenet5", "rlrun play runs/cartpole-dqn-1",
      "rlrun fork runs/cartpole-dqn-1@5000 --set learningRate=1e-4",
    ])
}

extension VersionCommand {
  static let page = CommandPage(
    .init("rlrun --version", "the version"),
    usage: ["rlrun --version"],
    paragraphs: ["Prints the version of the tool."])
}
