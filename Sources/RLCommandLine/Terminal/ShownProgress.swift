import RLRuns
import RLState

/// How far something is, for a person.
protocol ShownProgress {
  /// How many of the steps are done.
  var step: Int { get }
  var steps: Int { get }
  var stepsPerSecond: Double { get set }
  /// The part that is done, from 0 to 1.
  var fraction: Double { get }
  /// What is told of it beside others, such as a mean return.
  var glance: Double? { get }
  /// One line for a file.
  var plain: String { get }
  /// Lines that fit a terminal.
  func lines(on terminal: Terminal, columns: Int) -> [String]
}

extension ShownProgress {
  var glance: Double? { nil }

  var fraction: Double { min(1, Double(step) / Double(max(steps, 1))) }

  /// The part that is done, as in `42 %`.
  var percent: String { aligned("\(Int(clamped: fraction * 100))", 3) + " %" }

  /// How long the rest takes, as in `0:12 left`.
  var timeLeft: String {
    let seconds = stepsPerSecond > 0 ? Double(max(0, steps - step)) / stepsPerSecond : .infinity
    return "\(clock(seconds)) left"
  }

  /// As many fields as there is room for.
  static func fitting(_ fields: [String], _ room: Int) -> String {
    var line = ""
    for field in fields {
      let longer = line.isEmpty ? field : line + "  " + field
      if longer.count > room { break }
      line = longer
    }
    return line
  }

  /// A bar where there is room for one, and as many fields as there is room for.
  static func bar(
    _ fraction: Double, before fields: [String], _ room: Int, on terminal: Terminal
  ) -> String {
    let end = fitting(fields, room)
    let width = min(30, room - end.count - 2)
    guard width >= 8 else { return end }
    let done = Int(clamped: (fraction * Double(width)).rounded(.down))
    let full = String(repeating: terminal.isUnicode ? "━" : "#", count: done)
    let rest = String(repeating: terminal.isUnicode ? "─" : "-", count: width - done)
    return (terminal.hasColour ? "\u{1B}[32m\(full)\u{1B}[0m\(rest)" : full + rest) + "  " + end
  }
}
