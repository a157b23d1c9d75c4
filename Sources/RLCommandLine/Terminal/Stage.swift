/// A terminal that is drawn on and gives keys, and is as it was before whenever the program is stopped,
/// by Ctrl-Z, or has ended.
struct Stage {
  private(set) var screen: Screen
  private var keyboard: Keyboard

  /// Nil where standard input is no terminal, or standard output cannot be drawn on.
  init?() {
    guard Terminal.standardOutput.canRedraw, let keyboard = Keyboard() else { return nil }
    self.init(screen: Screen(.standardOutput), keyboard)
  }

  init(screen: Screen, _ keyboard: Keyboard) {
    (self.screen, self.keyboard) = (screen, keyboard)
  }

  /// Begins. From here on signals are requests.
  mutating func open() {
    Interruption.watch()
    Suspension.watch()
    keyboard.open()
    screen.open()
  }

  mutating func close() {
    keyboard.close()
    screen.close()
  }

  /// Draws.
  mutating func draw(_ draw: (inout Screen) throws -> Void) rethrows { try draw(&screen) }

  /// The keys that are pressed within a time, as `Keyboard.keys(within:)`.
  ///
  /// - Parameter redraw: called where the program has been stopped meanwhile.
  /// - Returns: nil where the terminal is gone.
  mutating func keys(
    within time: Duration, redraw: (inout Screen) throws -> Void
  ) rethrows -> [Key]? {
    guard let keys = keyboard.keys(within: time) else { return nil }
    if Suspension.take() {
      close()
      Suspension.stop()
      keyboard.open()
      screen.open()
      try redraw(&screen)
    }
    return keys
  }
}
