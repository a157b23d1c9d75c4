struct BenchCommand: Command {
  static let name = "bench"
  static let options: [Option] = []
  static let help = ""
  init(_ arguments: ParsedArguments) throws(UsageError) {}
  func run() throws -> ExitStatus { .failure }
}
