extension ListCommand {
  static let page = CommandPage(
    .init("rlrun list [NAME]", "environments, agents, tasks and settings"),
    usage: ["rlrun list", "rlrun list ENVIRONMENT", "rlrun list AGENT", "rlrun list TASK"],
    operands: Operands([.environment, .agent, .task]),
    paragraphs: [
      """
      Shows the environments, the agents and their presets, and the tasks; with a name, what can be \
      set with --set: every setting with its default, its values and what it is for.
      """
    ],
    examples: ["rlrun list", "rlrun list gridworld", "rlrun list dqn", "rlrun list mnist"])
}
