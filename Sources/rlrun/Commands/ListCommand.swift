struct ListCommand: Command {
  static let name = "list"
  static let options: [Option] = []
  static let help = ""
  init(_ arguments: ParsedArguments) throws(UsageError) {}
  func run() throws -> ExitStatus { .failure }
}
