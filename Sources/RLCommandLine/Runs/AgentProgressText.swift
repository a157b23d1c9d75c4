import RLRuns

/// The state of a training run, for a person.
struct AgentProgressText: ShownProgress, Sendable {
  var step: Int
  var steps: Int
  var stepsPerSecond: Double
  /// The mean return of the last 100 episodes.
  var recentMean: Double?
  /// The best evaluation so far, where weights are chosen.
  var best: Double?
  var measures: [(name: String, value: Double?)]

  var glance: Double? { recentMean }

  private var pace: [String] { ["\(rate(stepsPerSecond)) steps/s", timeLeft] }

  private var learning: [String] {
    var fields: [String] = []
    if let recentMean { fields.append("return \(significant(recentMean))") }
    if let best { fields.append("best evaluation \(significant(best))") }
    for case (let name, let value?) in measures {
      fields.append("\(name) \(significant(value))")
    }
    return fields
  }

  /// One line for a file.
  var plain: String {
    let fields = ["\(grouped(step)) steps"] + pace + learning
    return percent + "  " + fields.joined(separator: "  ")
  }

  /// Two lines that fit a terminal.
  func lines(on terminal: Terminal, columns: Int) -> [String] {
    let room = max(1, columns - 1)
    let end = [percent, "\(grouped(step)) of \(grouped(steps)) steps"] + pace
    return [
      Self.bar(fraction, before: end, room, on: terminal), Self.fitting(learning, room),
    ]
  }
}
