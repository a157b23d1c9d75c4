import RLFiles

/// A terminal's keys one by one, without Enter and without being shown. Ctrl-C and Ctrl-Z are signals
/// still.
struct Keyboard {
  private let descriptor: CInt
  /// How the terminal was before.
  private let original: termios
  private var reader = KeyReader()

  /// Nil where the descriptor is not a terminal.
  init?(_ descriptor: CInt = STDIN_FILENO) {
    var state = termios()
    guard isatty(descriptor) == 1, tcgetattr(descriptor, &state) == 0 else { return nil }
    self.descriptor = descriptor
    original = state
  }

  /// Begins to give keys one by one.
  func open() {
    var state = original
    state.c_lflag &= ~tcflag_t(ICANON | ECHO)
    withUnsafeMutableBytes(of: &state.c_cc) { characters in
      // A read gives what there is, and does not wait.
      characters[Int(VMIN)] = 0
      characters[Int(VTIME)] = 0
    }
    tcsetattr(descriptor, TCSANOW, &state)
  }

  /// Makes the terminal as it was; keys that nobody has read are forgotten.
  func close() {
    var state = original
    tcsetattr(descriptor, TCSAFLUSH, &state)
  }

  /// The keys that are pressed, as soon as there are any; none where time is up or a signal comes.
  ///
  /// - Returns: nil where the terminal is gone.
  mutating func keys(within time: Duration) -> [Key]? {
    let parts = time.components
    let milliseconds =
      parts.seconds * 1000 + (parts.attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000
    var request = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    guard poll(&request, 1, CInt(clamping: milliseconds)) > 0 else { return [] }
    var bytes = [UInt8](repeating: 0, count: 256)
    let count = read(descriptor, &bytes, bytes.count)
    if count > 0 { return reader.keys(of: bytes[..<count]) }
    return count < 0 && (errno == EINTR || errno == EAGAIN) ? [] : nil
  }
}
