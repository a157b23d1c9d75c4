/// Something that the tool can do. Making one only reads its arguments; `run` does it.
protocol Command: Sendable {
  /// What it is called on the command line, and as a topic of help.
  static var name: String { get }
  /// What `--help`, the overview, the manual and completion tell of it.
  static var page: CommandPage { get }

  init(_ arguments: ParsedArguments) throws(UsageError)

  func run() throws -> ExitStatus
}

extension Command {
  static var options: [Option] { page.options }
}
