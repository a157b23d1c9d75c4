/// Shows training while it goes: lines drawn again on a terminal, else a line now and then.
struct Progress {
  private let terminal: Terminal
  private var lines: RedrawnLines
  private var lastShown: (seconds: Double, step: Int) = (0, 0)
  /// When training was where, in the last seconds.
  private var recent: [(seconds: Double, step: Int)]

  /// - Parameter step: the one that training goes on from.
  init(on terminal: Terminal, from step: Int = 0) {
    self.terminal = terminal
    lastShown.step = step
    recent = [(0, step)]
    lines = RedrawnLines(terminal)
  }

  /// Shows how far training is, if it is time to.
  mutating func update(_ seconds: Double, _ text: some ShownProgress) {
    let step = text.step
    guard isDue(seconds, step, text.steps) else { return }
    recent.append((seconds, step))
    while recent.count > 2 && seconds - recent[1].seconds > 3 { recent.removeFirst() }
    lastShown = (seconds, step)
    var text = text
    text.stepsPerSecond = Double(step - recent[0].step) / (seconds - recent[0].seconds)
    if terminal.canRedraw {
      lines.draw(text.lines(on: terminal, columns: terminal.size.columns))
    } else {
      Output.tell(text.plain)
    }
  }

  /// Ten times a second on a terminal; else each tenth of the steps, but not more than once a second,
  /// and each ten seconds.
  private func isDue(_ seconds: Double, _ step: Int, _ steps: Int) -> Bool {
    let passed = seconds - lastShown.seconds
    if terminal.canRedraw { return passed >= 0.1 }
    let tenth = max(1, steps / 10)
    return passed >= 10 || (passed >= 1 && step / tenth > lastShown.step / tenth)
  }

  /// Takes the lines away.
  mutating func finish() { lines.erase() }
}
