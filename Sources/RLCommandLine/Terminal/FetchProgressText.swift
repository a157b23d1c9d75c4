import RLRuns

/// How far a download is, for a person. Its steps are bytes.
struct FetchProgressText: ShownProgress, Sendable {
  var file: String
  /// The bytes that have come, of this file and those before it.
  var step: Int
  /// The bytes of all files.
  var steps: Int
  var stepsPerSecond = 0.0

  private var state: [String] {
    // A mirror that failed takes back what it gave.
    let pace = max(0, stepsPerSecond)
    return [
      percent, "\(byteSize(Double(step))) of \(byteSize(Double(steps)))", "\(byteSize(pace))/s",
      timeLeft,
    ]
  }

  /// One line for a file.
  var plain: String { (state + [file]).joined(separator: "  ") }

  /// Two lines that fit a terminal.
  func lines(on terminal: Terminal, columns: Int) -> [String] {
    let room = max(1, columns - 1)
    return [Self.bar(fraction, before: state, room, on: terminal), Self.fitting([file], room)]
  }
}
