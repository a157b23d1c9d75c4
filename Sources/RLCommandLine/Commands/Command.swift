/// Something that the tool can do. Making one only reads its arguments; `run` does it.
protocol Command: Sendable {
  /// What it is called on the command line, and as a topic of help.
  static var name: String { get }
  static var options: [Option] { get }
  /// The page that `--help` shows.
  static var help: String { get }

  init(_ arguments: ParsedArguments) throws(UsageError)

  func run() throws -> ExitStatus
}
