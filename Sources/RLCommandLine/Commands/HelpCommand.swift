import Agents
import Environments
import RLSettings
import RLSupervised

/// `rlrun help [COMMAND]`
struct HelpCommand: Command {
  static let name = "help"
  static let options: [Option] = []
  static let help = overview

  let topic: String?
  /// Whether nothing was asked for at all, so that the overview answers a mistake.
  var isMistake = false

  init(topic: String?, isMistake: Bool = false, of tool: CommandLineTool) {
    self.topic = topic
    self.isMistake = isMistake
  }

  init(_ arguments: ParsedArguments) throws(UsageError) {
    let names = CommandLineTool.commands.map { $0.name }
    var topic = try arguments.atMostOnePositional()
    if let task = topic, (try? arguments.tool.tasks.task(named: task)) != nil {
      topic = LearnCommand.name
    }
    if let topic, !names.contains(topic) {
      let isListed =
        (try? arguments.tool.agents.agent(named: topic)) != nil
        || (try? arguments.tool.environments.entry(named: topic)) != nil
      if isListed {
        throw UsageError(
          "'\(topic)' is no command; what it is and can be set is shown by: rlrun list \(topic)")
      }
      throw UsageError(
        "there is no help on '\(topic)'", meant: nearestName(to: topic, among: names),
        known: ("commands", names))
    }
    self.topic = topic
  }

  func run() throws -> ExitStatus {
    let type = CommandLineTool.commands.first { $0.name == topic }
    let page = type?.help ?? Self.overview
    if isMistake {
      Output.tell(page)
      return .usage
    }
    try Output.print(page)
    return .success
  }

  static let overview = """
    rlrun trains reinforcement-learning agents and shows what they have learned. The
    same networks learn from examples.

      rlrun ENVIRONMENT --agent AGENT   train an agent
      rlrun TASK                        train a network on examples
      rlrun optimizers [TASK]           train it with each optimizer and compare
      rlrun resume RUN                  go on with a run that was stopped
      rlrun verify RUN                  train a run again and compare
      rlrun fork RUN@STEP               go on from a step with other settings
      rlrun diff RUN RUN                tell where two runs begin to differ
      rlrun compare RUNS vs RUNS        tell whether one group of runs is better
      rlrun report RUN ...              write a page of curves and pictures
      rlrun landscape RUN               draw the loss or return around weights
      rlrun list [NAME]                 environments, agents, tasks and settings
      rlrun evaluate RUN                play fresh episodes and tell the returns
      rlrun play RUN                    watch an episode in the terminal, or play
      rlrun record RUN                  write an episode as an animated GIF or SVG
      rlrun datasets [fetch NAME ...]   the data that there are, and getting them
      rlrun bench                       measure how fast this machine trains
      rlrun help [COMMAND]              more about a command, train or learn
      rlrun --version                   the version

    Examples:
      rlrun cartpole --agent dqn
      rlrun gridworld with reinforce --seed 7
      rlrun mnist --preset lenet5
      rlrun play runs/cartpole-dqn-1
      rlrun fork runs/cartpole-dqn-1@5000 --set learningRate=1e-4
    """
}
