struct PlayCommand: Command {
  static let name = "play"
  static let options: [Option] = []
  static let help = ""
  init(_ arguments: ParsedArguments) throws(UsageError) {}
  func run() throws -> ExitStatus { .failure }
}
