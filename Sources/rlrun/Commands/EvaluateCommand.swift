struct EvaluateCommand: Command {
  static let name = "evaluate"
  static let options: [Option] = []
  static let help = ""
  init(_ arguments: ParsedArguments) throws(UsageError) {}
  func run() throws -> ExitStatus { .failure }
}
