import RLFiles
import RLState

/// Where text goes: results to standard output, everything for a person to standard error.
enum Output {
  /// Makes sure that writing to a reader that has left is an error, not the end of the process, and
  /// that a file that may grow no further is one too, and that no file of ours takes the number of a
  /// standard stream that is closed.
  static func prepare() {
    signal(SIGPIPE, SIG_IGN)
    signal(SIGXFSZ, SIG_IGN)
    for descriptor in STDIN_FILENO...STDERR_FILENO where fcntl(descriptor, F_GETFD) == -1 {
      _ = open("/dev/null", O_RDWR)
    }
  }

  /// Ends the process.
  static func leave(_ status: ExitStatus) -> Never { exit(status.rawValue) }

  /// A result; characters that cannot be seen are shown by their numbers.
  ///
  /// - Throws: `OutputError`, so that whoever holds something, such as a run's lock, lets it go.
  static func print(_ text: String) throws(OutputError) {
    let problem = write(visibleText(text) + "\n", to: STDOUT_FILENO)
    // A reader that has left, such as `head`, has what it wanted.
    if problem != 0 && problem != EPIPE { throw OutputError(problem) }
  }

  /// A result of several lines; those that a terminal is too narrow for are broken between words.
  ///
  /// - Throws: as `print`.
  static func print(lines: [String]) throws(OutputError) {
    let terminal = Terminal.standardOutput
    let lines = lines.map(visibleLine)
    let fitted = terminal.isTerminal ? lines.map { fitting($0, terminal.textWidth) } : lines
    try print(fitted.joined(separator: "\n"))
  }

  /// As `print(lines:)`, of a text.
  static func print(fitting text: String) throws(OutputError) {
    try print(lines: text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init))
  }

  /// The columns at its beginning stay where they are; what follows a break is indented by four more.
  private static func fitting(_ line: String, _ width: Int) -> String {
    let margin = line.prefix { $0 == " " }.count
    var (lines, rest, indent) = ([String](), line[...], "")
    while rest.count > width - indent.count {
      let part = rest.prefix(width - indent.count + 1)
      guard let space = part.dropFirst(margin + 1).lastIndex(of: " ") else { break }
      lines.append(indent + String(rest[..<space]).trimmingEnd())
      rest = rest[space...].drop { $0 == " " }
      indent = String(repeating: " ", count: min(margin + 4, width / 4))
    }
    return (lines + [indent + rest]).joined(separator: "\n")
  }

  /// Something for a person; where nobody listens, it is lost.
  static func tell(_ text: String) { write(line: text.calling(CommandLineTool.program)) }

  private static func write(line: String) {
    _ = write(visibleLine(line) + "\n", to: STDERR_FILENO)
  }

  /// As `tell`, of several lines.
  static func tell(lines: [String]) { lines.forEach(tell) }

  /// As `tell`, with line breaks between words where the terminal needs them.
  static func say(_ text: String) {
    // Before it is broken into lines, which are counted by what is seen.
    let text = visibleLine(text.calling(CommandLineTool.program))
    _ = write(wrapped(text, columns: Terminal.standardError.textWidth) + "\n", to: STDERR_FILENO)
  }

  /// As `tell`, without a newline, for drawing: what moves the cursor and changes colours goes through as it
  /// is. Text from outside has passed `visibleText` before.
  static func draw(_ text: String, to descriptor: CInt = STDERR_FILENO) {
    _ = write(text, to: descriptor)
  }

  /// What went wrong, and what to do next.
  static func complain(_ problem: String, hint: String? = nil) {
    complain(lines: [problem], hint: hint)
  }

  /// As `complain(_:hint:)`, of several lines.
  static func complain(lines: [String], hint: String? = nil) {
    for (index, line) in lines.enumerated() {
      say(index == 0 ? "\(CommandLineTool.program): " + line : line)
    }
    if let hint { say("\(CommandLineTool.program): " + hint) }
  }

  /// What went wrong.
  static func complain(_ error: any Error) {
    complain(lines: lines(of: error))
  }

  /// What an error says, at least one line.
  static func lines(of error: any Error) -> [String] {
    (error as? any LinesError)?.lines ?? ["\(error)"]
  }

  /// Writes all of it. Returns the system's error number, or 0.
  private static func write(_ text: String, to descriptor: CInt) -> CInt {
    var text = text
    return text.withUTF8 { bytes in
      var rest = UnsafeRawBufferPointer(bytes)
      while !rest.isEmpty {
        #if canImport(Darwin)
          let count = Darwin.write(descriptor, rest.baseAddress, rest.count)
        #elseif canImport(Musl)
          let count = Musl.write(descriptor, rest.baseAddress, rest.count)
        #else
          let count = Glibc.write(descriptor, rest.baseAddress, rest.count)
        #endif
        if count >= 0 {
          rest = UnsafeRawBufferPointer(rebasing: rest[count...])
        } else if errno != EINTR {
          return errno
        }
      }
      return 0
    }
  }
}

/// Why a result could not be written.
struct OutputError: Error, CustomStringConvertible {
  /// The system's error number.
  let problem: CInt

  init(_ problem: CInt) { self.problem = problem }

  var description: String {
    "standard output cannot be written: \(String(cString: strerror(problem)))"
  }
}
