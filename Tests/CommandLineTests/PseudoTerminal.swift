import Foundation
import RLFiles
import Testing

/// Both ends of a new terminal: the one that is read, and the one for the tool.
func openPseudoTerminal() throws -> (master: CInt, slave: CInt) {
  let master = open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC)
  #if canImport(Darwin)
    let problem = grantpt(master) + unlockpt(master)
    let name = ptsname(master).map { String(cString: $0) } ?? ""
  #else
    // Glibc's functions for this are not visible to Swift; these are what they ask the kernel for.
    let (setLock, getNumber): (UInt, UInt) = (0x4004_5431, 0x8004_5430)
    var (lock, number): (CInt, CUnsignedInt) = (0, 0)
    let problem = ioctl(master, setLock, &lock) + ioctl(master, getNumber, &number)
    let name = "/dev/pts/\(number)"
  #endif
  let slave = open(name, O_RDWR | O_NOCTTY | O_CLOEXEC)
  try #require(problem == 0 && slave >= 0)
  return (master, slave)
}

/// The tool on a terminal with a keyboard.
final class TerminalSession {
  private let tool: Tool
  private let process = Process()
  private let master: CInt
  private let slave: CInt
  /// How the terminal was before.
  private let original: termios
  /// All that was shown so far.
  private(set) var screen = ""
  private var bytes: [UInt8] = []
  /// Where in `bytes` what has not been waited for begins.
  private var mark = 0

  init(
    _ line: String, in tool: Tool, columns: UInt16 = 80, variables: [String: String] = [:]
  ) throws {
    self.tool = tool
    (master, slave) = try openPseudoTerminal()
    var size = winsize(ws_row: 24, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0)
    try #require(ioctl(slave, UInt(TIOCSWINSZ), &size) == 0)
    original = try Self.state(of: slave)
    process.executableURL = try Tool.executable
    process.arguments = line.split(separator: " ").map(String.init)
    process.currentDirectoryURL = tool.folder
    process.environment = ProcessInfo.processInfo.environment
      .merging(["TERM": "xterm", "LC_ALL": "C.UTF-8"]) { $1 }.merging(variables) { $1 }
    if variables["NO_COLOR"] == nil { process.environment?["NO_COLOR"] = nil }
    let terminal = FileHandle(fileDescriptor: slave, closeOnDealloc: false)
    process.standardInput = terminal
    process.standardOutput = terminal
    process.standardError = terminal
    try process.run()
  }

  deinit {
    if process.isRunning { kill(process.processIdentifier, SIGKILL) }
    close(master)
    close(slave)
  }

  /// Presses keys.
  func type(_ keys: String) {
    var keys = keys
    keys.withUTF8 { _ = write(master, $0.baseAddress, $0.count) }
  }

  func send(_ signal: CInt) { kill(process.processIdentifier, signal) }

  /// Waits until a text is shown after the one that was waited for last.
  ///
  /// - Parameter signal: sent again and again until then.
  func wait(
    for text: String, sending signal: CInt? = nil, seconds: Double = 120,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let end = Date(timeIntervalSinceNow: seconds)
    while true {
      let shown = String(decoding: bytes[mark...], as: UTF8.self)
      if let range = shown.range(of: text) {
        mark += shown[..<range.upperBound].utf8.count
        return
      }
      try #require(
        Date() < end, "'\(text)' is not shown: \(shown)", sourceLocation: sourceLocation)
      if let signal { send(signal) }
      read(milliseconds: 100)
    }
  }

  /// Waits for the end.
  ///
  /// - Returns: the exit status.
  func end() -> Int32 {
    while process.isRunning { read(milliseconds: 20) }
    read(milliseconds: 0)
    return process.terminationStatus
  }

  /// Whether keys come one by one and are not shown.
  var isRaw: Bool {
    get throws {
      let state = try Self.state(of: slave)
      return state.c_lflag & tcflag_t(ICANON) == 0 && state.c_lflag & tcflag_t(ECHO) == 0
    }
  }

  /// Whether the terminal is as it was at first, and its cursor is there.
  var isRestored: Bool {
    get throws {
      let state = try Self.state(of: slave)
      let cursor = screen.components(separatedBy: "\u{1B}[?25").dropFirst().last ?? "h"
      return state.c_lflag == original.c_lflag && state.c_iflag == original.c_iflag
        && cursor.hasPrefix("h")
    }
  }

  /// Takes what is shown within a time.
  private func read(milliseconds: CInt) {
    var request = pollfd(fd: master, events: Int16(POLLIN), revents: 0)
    var wait = milliseconds
    var buffer = [UInt8](repeating: 0, count: 4096)
    while poll(&request, 1, wait) > 0 {
      #if canImport(Darwin)
        let count = Darwin.read(master, &buffer, buffer.count)
      #elseif canImport(Musl)
        let count = Musl.read(master, &buffer, buffer.count)
      #else
        let count = Glibc.read(master, &buffer, buffer.count)
      #endif
      guard count > 0 else { break }
      bytes += buffer[..<count]
      wait = 0
    }
    screen = String(decoding: bytes, as: UTF8.self)
  }

  private static func state(of terminal: CInt) throws -> termios {
    var state = termios()
    try #require(tcgetattr(terminal, &state) == 0)
    return state
  }
}
