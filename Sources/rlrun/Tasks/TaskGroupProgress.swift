import RLRuns
import Synchronization

/// Shows several runs of a task that train at once. Whichever of them comes by when it is time draws
/// for all, so that no thread is needed for it.
final class TaskGroupProgress: Sendable {
  private let state: Mutex<State>

  private struct State {
    var progress: Progress?
    var text: TaskGroupProgressText
    let start = ContinuousClock.now
  }

  /// - Parameter isQuiet: whether nothing is shown.
  init(runs: Int, isQuiet: Bool) {
    state = Mutex(
      State(
        progress: isQuiet ? nil : Progress(on: .standardError),
        text: TaskGroupProgressText(parts: Array(repeating: 0, count: runs))))
  }

  /// - Parameter part: of the run that is done, from 0 to 1.
  func update(_ run: Int, part: Double) {
    state.withLock { state in
      state.text.parts[run] = part
      let (text, seconds) = (state.text, state.start.duration(to: .now) / .seconds(1))
      state.progress?.update(seconds, step: text.step, of: text.steps) { text }
    }
  }

  /// - Parameter line: what there is to tell of the run.
  func end(_ run: Int, _ line: String) {
    state.withLock { state in
      state.text.parts[run] = 1
      state.text.ended += 1
      guard state.progress != nil else { return }
      state.progress?.finish()
      Output.tell(line)
    }
  }

  /// Takes the lines away.
  func finish() { state.withLock { $0.progress?.finish() } }
}

/// The state of several runs of a task, for a person.
struct TaskGroupProgressText: ShownProgress, Sendable {
  /// The part of each run that is done.
  var parts: [Double]
  var ended = 0
  var stepsPerSecond = 0.0

  /// Thousandths of all runs.
  var step: Int { Int(1000 * parts.reduce(0, +)) }
  var steps: Int { 1000 * parts.count }

  private var fields: [String] {
    let left = stepsPerSecond > 0 ? Double(steps - step) / stepsPerSecond : .infinity
    return [
      aligned("\(100 * step / max(steps, 1))", 3) + " %", "\(ended) of \(parts.count) runs",
      "\(clock(left)) left",
    ]
  }

  /// One line for a file.
  var plain: String { fields.joined(separator: "  ") }

  /// A line that fits a terminal.
  func lines(on terminal: Terminal, columns: Int) -> [String] {
    let part = Double(step) / Double(max(steps, 1))
    return [Self.bar(part, before: fields, max(1, columns - 1), on: terminal)]
  }
}
