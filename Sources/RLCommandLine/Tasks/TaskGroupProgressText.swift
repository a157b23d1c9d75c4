import RLRuns

/// The state of several runs of a task, for a person.
struct TaskGroupProgressText: ShownProgress, Sendable {
  /// The part of each run that is done.
  var parts: [Double]
  private(set) var ended = 0
  var stepsPerSecond = 0.0

  init(runs: Int) { parts = Array(repeating: 0, count: runs) }

  mutating func end(_ run: Int) {
    parts[run] = 1
    ended += 1
  }

  /// Thousandths of all runs.
  var step: Int { Int(1000 * parts.reduce(0, +)) }
  var steps: Int { 1000 * parts.count }

  private var fields: [String] {
    [
      aligned("\(100 * step / max(steps, 1))", 3) + " %", "\(ended) of \(parts.count) runs",
      timeLeft,
    ]
  }

  /// One line for a file.
  var plain: String { fields.joined(separator: "  ") }

  /// A line that fits a terminal.
  func lines(on terminal: Terminal, columns: Int) -> [String] {
    [Self.bar(fraction, before: fields, max(1, columns - 1), on: terminal)]
  }
}
