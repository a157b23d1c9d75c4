import Environments
import RLState

/// Where an environment is shown: drawn in place on a terminal, else one drawing after another.
struct Screen {
  private let terminal: Terminal
  private let painter: RenderingPainter?
  private var lines: RedrawnLines

  init(_ terminal: Terminal) {
    self.terminal = terminal
    painter = terminal.hasColour ? RenderingPainter(isUnicode: terminal.isUnicode) : nil
    lines = RedrawnLines(terminal)
  }

  var canRedraw: Bool { terminal.canRedraw }

  /// Begins to draw, also after other text has come between.
  mutating func open() {
    lines = RedrawnLines(terminal)
    if canRedraw { Output.draw("\u{1B}[?25l", to: terminal.descriptor) }
  }

  /// Shows the environment as it is, and lines of text below.
  ///
  /// - Throws: `OutputError` where it is no terminal and cannot be written.
  mutating func show(
    _ environment: SingleEnvironment, _ captions: [String]
  ) throws(OutputError) {
    let columns = min(terminal.size.columns - 1, 80)
    let drawing = environment.textDrawing(columns: columns) ?? TextDrawing([])
    guard canRedraw else {
      try Output.print(([drawing.text] + captions).joined(separator: "\n") + "\n")
      return
    }
    // What is wider or higher than the terminal cannot be drawn over.
    let size = terminal.size
    func fitting(_ line: String) -> String { String(line.prefix(size.columns - 1)) }
    let painted = drawing.rows.map { row in
      let fitting = row.prefix(size.columns - 1)
      return painter?.painted(fitting) ?? String(fitting.map(\.character))
    }
    let text = captions.map(visibleText).flatMap { caption -> [String] in
      if caption.count < size.columns { return [caption] }
      return wrapped(caption, columns: size.columns - 1).split(
        separator: "\n", omittingEmptySubsequences: false
      ).map { fitting(String($0)) }
    }
    lines.draw((painted + text).suffix(max(1, size.rows - 1)))
  }

  /// Gives the cursor back.
  func close() {
    if canRedraw { Output.draw("\u{1B}[?25h", to: terminal.descriptor) }
  }
}

/// When one frame after another is due.
struct FrameClock {
  private let frameTime: Duration
  private var next = ContinuousClock.now

  init(framesPerSecond: Double) { frameTime = .seconds(1 / framesPerSecond) }

  /// Sets when the next frame is due; after a pause, time goes on from now.
  mutating func advance() { next = max(next, .now - frameTime) + frameTime }

  /// The time until the next frame is due, not below 0.
  var rest: Duration { max(.zero, ContinuousClock.now.duration(to: next)) }

  /// Waits until the next frame is due, or a person wants to end.
  mutating func wait() {
    advance()
    while !Interruption.isRequested, case let rest = rest, rest > .zero {
      sleep(for: min(rest, .milliseconds(50)))
    }
  }
}
