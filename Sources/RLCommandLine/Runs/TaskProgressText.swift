import RLRuns
import RLSupervised

/// The state of a task's training, for a person.
struct TaskProgressText: ShownProgress, Sendable {
  /// Gradient steps.
  var step: Int
  var steps: Int
  var epoch: Int
  var epochs: Int
  var stepsPerSecond = 0.0
  /// The losses since the evaluation before the latest, by name.
  var losses: [(name: String, value: Double)] = []
  /// The latest evaluation.
  var metrics: [Metric] = []

  var glance: Double? { metrics.first?.value }

  private var pace: [String] {
    let batch = stepsPerSecond > 0 ? significant(1000 / stepsPerSecond) : "-"
    return ["epoch \(min(epoch + 1, epochs)) of \(epochs)", "\(batch) ms/batch", timeLeft]
  }

  private var learning: [String] {
    let evaluation = metrics.map { "\($0.title) \($0.text)" }
    // A field each, so that as many are shown as there is room for.
    return losses.map { "\($0.name) \(significant($0.value))" }
      + evaluation.prefix(1).map { "evaluation: \($0)" } + evaluation.dropFirst()
  }

  /// One line for a file.
  var plain: String { ([percent] + pace + learning).joined(separator: "  ") }

  /// Two lines that fit a terminal.
  func lines(on terminal: Terminal, columns: Int) -> [String] {
    let room = max(1, columns - 1)
    return [
      Self.bar(fraction, before: [percent] + pace, room, on: terminal),
      Self.fitting(learning, room),
    ]
  }
}
