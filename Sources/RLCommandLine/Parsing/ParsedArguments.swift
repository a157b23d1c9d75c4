import Agents
import Environments
import RLRuns
import RLSettings
import RLSupervised

/// The arguments of a command, told apart but not yet understood.
struct ParsedArguments: Sendable {
  /// What is no option, in order.
  private(set) var positionals: [String] = []
  /// Options in order; an option of assignments once for each of them, a flag with an empty text.
  private(set) var values: [Value] = []
  /// The command's name, for hints.
  private let command: String
  /// The tool that it is a command of.
  let tool: CommandLineTool

  struct Value: Sendable, Hashable {
    let option: String
    let text: String
  }

  /// - Throws: `UsageError` at an option that does not exist, is given twice or lacks its value.
  init(
    _ arguments: [String], options: [Option], of command: any Command.Type, tool: CommandLineTool
  ) throws(UsageError) {
    self.command = command.name
    self.tool = tool
    var rest = arguments[...]
    while let argument = rest.popFirst() {
      if argument == "--" {
        positionals += rest
        break
      }
      guard argument.hasPrefix("-"), argument != "-" else {
        positionals.append(argument)
        continue
      }
      let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      let name = String(parts[0])
      let attached = parts.count > 1 ? String(parts[1]) : nil
      guard let option = options.first(where: { $0.name == name }) else {
        throw unknown(name, options)
      }
      try take(option, attached, from: &rest)
    }
  }

  private mutating func take(
    _ option: Option, _ attached: String?, from rest: inout ArraySlice<String>
  ) throws(UsageError) {
    let isRepeated = values.contains { $0.option == option.name }
    if isRepeated && option.domain != .assignments {
      throw UsageError("\(option.name) is given twice", hint: hint)
    }
    switch option.domain {
    case .flag:
      if attached != nil { throw UsageError("\(option.name) takes no value", hint: hint) }
      values.append(Value(option: option.name, text: ""))
    case .assignments:
      guard let text = attached ?? Self.next(&rest) else {
        throw UsageError("\(option.name) needs key=value", hint: hint)
      }
      values.append(Value(option: option.name, text: text))
      while let more = rest.first, !more.hasPrefix("-"), more.contains("=") {
        values.append(Value(option: option.name, text: more))
        rest.removeFirst()
      }
    case .refused(let reason): throw UsageError(reason, hint: hint)
    default:
      guard let text = attached ?? Self.next(&rest) else {
        throw UsageError("\(option.name) needs a value", hint: hint)
      }
      values.append(Value(option: option.name, text: text))
    }
  }

  /// The next argument, unless it is an option.
  private static func next(_ rest: inout ArraySlice<String>) -> String? {
    guard let text = rest.first, !text.hasPrefix("--") else { return nil }
    rest.removeFirst()
    return text
  }

  private func unknown(_ name: String, _ options: [Option]) -> UsageError {
    let known = options.filter(\.isShown)
    // `optimizers` sets the optimizer itself.
    if known.contains(where: { $0.domain == .assignments }), let key = settingKey(of: name),
      command != OptimizersCommand.name || key != "optimizer"
    {
      return UsageError(
        "there is no option '\(name)' for \(command); a setting is given as --set \(key)=VALUE")
    }
    let names = known.map(\.name) + ["--help"]
    return UsageError(
      "there is no option '\(name)' for \(command)", meant: nearestName(to: name, among: names),
      known: ("options", names))
  }

  /// The setting of an agent, an environment or a task that was meant by `--learning-rate`.
  private func settingKey(of option: String) -> String? {
    func plain(_ text: String) -> String { text.filter { $0 != "-" }.lowercased() }
    func keys<A: Agent>(_ agent: A.Type) -> [String] { A.Configuration.settings.map(\.key) }
    func keys<T: SupervisedTask>(_ task: T.Type) -> [String] { T.Configuration.settings.map(\.key) }
    let all =
      tool.agents.all.flatMap { keys($0) } + tool.tasks.all.flatMap { keys($0) }
      + tool.environments.entries.flatMap { $0.settings.map(\.key) }
    return all.first { plain($0) == plain(option) }
  }

  /// What a line begins with that asks for the command: nothing of `train` and `learn`.
  var commandWords: [String] {
    [TrainCommand.name, LearnCommand.name].contains(command) ? [] : [command]
  }

  /// Where to read more.
  var hint: String {
    command.hasPrefix("-")
      ? "`rlrun help` shows how it goes" : "`rlrun help \(command)` shows how it goes"
  }

  func has(_ option: String) -> Bool { values.contains { $0.option == option } }

  /// The text of an option, if it is given.
  func text(_ option: String) -> String? { values.first { $0.option == option }?.text }

  /// The words that say the same, but for some options, by the name that they have here.
  func words(
    replacing replacements: [String: (option: String, text: String)], options: [Option]
  ) -> [String] {
    var words = positionals
    for value in values {
      let (option, text) = replacements[value.option] ?? (value.option, value.text)
      let isFlag = options.contains { $0.name == option && $0.domain == .flag }
      // A text that looks like an option has to hang on to its own.
      words += isFlag ? [option] : text.hasPrefix("--") ? ["\(option)=\(text)"] : [option, text]
    }
    return words
  }

  /// The whole number of an option; `standard` where it is not given.
  ///
  /// - Throws: `UsageError` where it is none, or out of range.
  func integer(
    _ option: String, in range: ClosedRange<Int>, standard: Int
  ) throws(UsageError) -> Int {
    guard let text = text(option) else { return standard }
    guard let value = Int.fromSetting(text: text), range.contains(value) else {
      throw UsageError(
        "\(option) is '\(text)'; it must be a whole number from \(range.lowerBound) "
          + "to \(range.upperBound)")
    }
    return value
  }

  /// The number of threads that is given; all cores unless it is.
  ///
  /// - Throws: `UsageError` where it is none, or out of range.
  func threads() throws(UsageError) -> Int {
    try integer(.threads)
  }

  /// The seed that is given, if any.
  ///
  /// - Throws: `UsageError` where it is no number of 64 bits.
  func seed() throws(UsageError) -> UInt64? {
    guard let text = text("--seed") else { return nil }
    guard let seed = UInt64(text.filter { $0 != "_" }) else {
      throw UsageError(
        "--seed is '\(text)'; it must be a whole number from 0 to \(UInt64.max)")
    }
    return seed
  }

  /// What `--set key=value` and options that are settings say, in the order given.
  ///
  /// - Parameter options: the settings' keys by options.
  /// - Throws: `UsageError` where one is no assignment, or where a key is given twice.
  func assignments(
    and options: [String: String] = [:]
  ) throws(UsageError) -> [Assignment] {
    var result: [Assignment] = []
    var origins: [String: String] = [:]
    for value in values {
      let found: Assignment
      if value.option == "--set" {
        found = try assignment(value.text)
      } else if let key = options[value.option] {
        found = Assignment(key: key, value: value.text)
      } else {
        continue
      }
      if let earlier = origins[found.key] {
        let way = earlier == value.option ? "by \(earlier)" : "by \(earlier) and by \(value.option)"
        throw UsageError("\(found.key) is given twice, \(way)", hint: hint)
      }
      origins[found.key] = value.option
      result.append(found)
    }
    return result
  }

  /// The key and the value of a `key=value`.
  private func assignment(_ text: String) throws(UsageError) -> Assignment {
    let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2, !parts[0].isEmpty else {
      throw UsageError("--set '\(text)' is not key=value", hint: hint)
    }
    return Assignment(key: String(parts[0]), value: String(parts[1]))
  }

  /// The only positional argument, such as a run.
  ///
  /// - Throws: `UsageError` where there is none or another one.
  func onePositional(_ name: String, example: String) throws(UsageError) -> String {
    guard let first = try atMostOnePositional() else {
      throw UsageError("\(name) is missing; for example: \(example)", hint: hint)
    }
    return first
  }

  /// All positional arguments, such as runs.
  ///
  /// - Throws: `UsageError` where there is none.
  func positionals(_ name: String, example: String) throws(UsageError) -> [String] {
    if positionals.isEmpty {
      throw UsageError("\(name) is missing; for example: \(example)", hint: hint)
    }
    return positionals
  }

  /// - Throws: `UsageError` where there is one.
  func requireNoPositional() throws(UsageError) {
    if let extra = positionals.first {
      throw UsageError("'\(extra)' is not expected here", hint: hint)
    }
  }

  /// - Throws: `UsageError` where there are two or more.
  func atMostOnePositional() throws(UsageError) -> String? {
    if positionals.count > 1 {
      throw UsageError("'\(positionals[1])' is not expected here", hint: hint)
    }
    return positionals.first
  }
}
