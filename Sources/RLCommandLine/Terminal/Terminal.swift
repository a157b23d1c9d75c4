import RLFiles

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// What a stream is connected to.
struct Terminal: Sendable {
  let descriptor: CInt
  /// Whether a person sees what is written.
  let isTerminal: Bool
  /// Whether the cursor can be moved.
  let canRedraw: Bool
  let hasColour: Bool
  /// Whether characters beyond ASCII are shown.
  let isUnicode: Bool

  init(_ descriptor: CInt) {
    let variables = ProcessInfo.processInfo.environment
    self.descriptor = descriptor
    isTerminal = isatty(descriptor) == 1
    canRedraw = isTerminal && variables["TERM"] ?? "dumb" != "dumb"
    hasColour = canRedraw && variables["NO_COLOR"] ?? "" == ""
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"].lazy.compactMap { variables[$0] }
      .first { !$0.isEmpty }
    isUnicode = locale?.uppercased().replacing("-", with: "").contains("UTF8") ?? false
  }

  static let standardOutput = Terminal(STDOUT_FILENO)
  static let standardError = Terminal(STDERR_FILENO)

  /// Columns and rows, which a person may change at any time.
  var size: (columns: Int, rows: Int) {
    var size = winsize()
    guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0, size.ws_row > 0 else {
      return (80, 24)
    }
    return (Int(size.ws_col), Int(size.ws_row))
  }

  /// How wide text for a person is: as the terminal, within reason; 80 columns where there is none.
  var textWidth: Int { isTerminal ? min(200, max(40, size.columns)) : 80 }

  /// How many processors there are.
  static var processorCount: Int { max(1, ProcessInfo.processInfo.activeProcessorCount) }
}

/// Lines at the bottom of a terminal that are drawn again in place.
struct RedrawnLines {
  private let terminal: Terminal
  private var count = 0

  init(_ terminal: Terminal) { self.terminal = terminal }

  /// Replaces the lines; the cursor is below them. They must not be wider than the terminal.
  mutating func draw(_ lines: [String]) {
    var text = start
    for line in lines { text += line + "\n" }
    Output.draw(text, to: terminal.descriptor)
    count = lines.count
  }

  /// Takes the lines away.
  mutating func erase() {
    Output.draw(start, to: terminal.descriptor)
    count = 0
  }

  /// Goes to the first of the lines and clears all below.
  private var start: String { count == 0 ? "" : "\u{1B}[\(count)A\r\u{1B}[J" }
}

/// Waits; a signal ends it early.
func sleep(for duration: Duration) {
  let parts = duration.components
  var time = timespec(
    tv_sec: Int(parts.seconds), tv_nsec: Int(parts.attoseconds / 1_000_000_000))
  nanosleep(&time, nil)
}
