/// The state of a training run, for a person.
struct ProgressText: Sendable {
  var step: Int
  var steps: Int
  var stepsPerSecond: Double
  /// The mean return of the last 100 episodes.
  var recentMean: Double?
  /// The best evaluation so far, where weights are chosen.
  var best: Double?
  var diagnostics: [(name: String, value: Double)]

  private var fraction: Double { min(1, Double(step) / Double(max(steps, 1))) }
  private var percent: String { aligned("\(Int(fraction * 100))", 3) + " %" }

  private var pace: [String] {
    let left = stepsPerSecond > 0 ? Double(max(0, steps - step)) / stepsPerSecond : .infinity
    return ["\(rate(stepsPerSecond)) steps/s", "\(clock(left)) left"]
  }

  private var learning: [String] {
    var fields: [String] = []
    if let recentMean { fields.append("return \(brief(recentMean))") }
    if let best { fields.append("best evaluation \(brief(best))") }
    return fields + diagnostics.map { "\($0.name) \(brief($0.value))" }
  }

  /// One line for a file.
  var plain: String {
    let fields = ["\(grouped(step)) steps"] + pace + learning
    return percent + "  " + fields.joined(separator: "  ")
  }

  /// Two lines that fit a terminal.
  func lines(on terminal: Terminal, columns: Int) -> [String] {
    let room = max(1, columns - 1)
    let end = Self.fitting(
      [percent, "\(grouped(step)) of \(grouped(steps)) steps"] + pace, room)
    let bar = self.bar(min(30, room - end.count - 2), on: terminal)
    return [bar + (bar.isEmpty ? "" : "  ") + end, Self.fitting(learning, room)]
  }

  /// As many fields as there is room for.
  private static func fitting(_ fields: [String], _ room: Int) -> String {
    var line = ""
    for field in fields {
      let longer = line.isEmpty ? field : line + "  " + field
      if longer.count > room { break }
      line = longer
    }
    return line
  }

  /// How far the run is, as a line; nothing where there is no room.
  private func bar(_ width: Int, on terminal: Terminal) -> String {
    guard width >= 8 else { return "" }
    let done = Int((fraction * Double(width)).rounded(.down))
    let full = String(repeating: terminal.isUnicode ? "━" : "#", count: done)
    let rest = String(repeating: terminal.isUnicode ? "─" : "-", count: width - done)
    return terminal.hasColour ? "\u{1B}[32m\(full)\u{1B}[0m\(rest)" : full + rest
  }
}
