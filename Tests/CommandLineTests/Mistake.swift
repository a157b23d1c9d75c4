import RLSupervised
import Testing

/// A command line that cannot be, and what is said to it.
struct Mistake: CustomTestStringConvertible, Sendable {
  let arguments: [String]
  let message: String
  var testDescription: String { arguments.joined(separator: " ") }

  init(_ line: String, _ message: String) {
    arguments = line.split(separator: " ").map(String.init)
    self.message = message
  }

  init(words: [String], _ message: String) {
    arguments = words
    self.message = message
  }

  /// Makes the mistake, which is explained, and nothing else happens.
  func isExplained() throws {
    try withTool { tool in
      let outcome = try tool(arguments)
      #expect(outcome.errors == message + "\n")
      #expect(outcome.output == "")
      #expect(outcome.status == 2)
      #expect(try tool.names(in: ".").filter { !$0.hasPrefix(".") } == [], "nothing is made")
    }
  }
}

/// What messages list.
extension Mistake {
  static let names = """
    environments: cartpole, cartpole-200, acrobot, mountaincar,
      mountaincarcontinuous, pendulum, frozenlake, frozenlake8x8, cliffwalking,
      cliffwalkingslippery, gridworld, maze, fourrooms
    """
  /// The tasks, of which there are more with time.
  static let tasks = broken(TaskCatalog.builtIn.listed)
  static let commands = """
    commands: csv, optimizers, resume, verify, fork, diff, compare, report,
      landscape, list, runs, evaluate, play, record, datasets, bench, completions,
      help
    """

  /// A text in lines of at most 80 columns, those after the first indented.
  static func broken(_ text: String) -> String {
    var lines = [""]
    for word in text.split(separator: " ") {
      let line = lines[lines.count - 1]
      let longer = line.isEmpty ? String(word) : "\(line) \(word)"
      if longer.count <= 80 { lines[lines.count - 1] = longer } else { lines.append("  \(word)") }
    }
    return lines.joined(separator: "\n")
  }
}

extension TaskCatalog {
  /// The list of all tasks in a message.
  var listed: String { "tasks: " + all.map { $0.name }.joined(separator: ", ") }
}
