import RLRuns
import RLState

/// The state of several runs that train at once, for a person.
struct GroupProgressText: ShownProgress, Sendable {
  /// How many runs there are.
  var runs: Int
  /// Thousandths of a run.
  var stepsPerSecond = 0.0
  /// Those that train now, in the order in which they began.
  private var running: [Running] = []
  /// What those that are done are compared by.
  private var scores: [Double] = []
  /// How many of those are solved; nil where that is not known.
  private var solved: Int?
  private var failed = 0
  private var ended = 0

  private struct Running {
    var name: String
    var part = 0.0
    /// What is told of it, such as a mean return.
    var glance: Double?
  }

  /// What a run is called, and what runs are compared by.
  private let (noun, score): (String, String)

  init(runs: Int, called noun: String, comparedBy score: String) {
    self.runs = runs
    (self.noun, self.score) = (noun, score)
  }

  mutating func begin(_ name: String) { running.append(Running(name: name)) }

  mutating func update(_ name: String, _ step: Int, of steps: Int, _ glance: Double?) {
    guard let index = running.firstIndex(where: { $0.name == name }) else { return }
    running[index].part = Double(step) / Double(max(steps, 1))
    running[index].glance = glance
  }

  /// - Parameter score: nil where the run failed or was interrupted.
  mutating func end(_ name: String, score: Double?, isSolved: Bool?, hasFailed: Bool) {
    running.removeAll { $0.name == name }
    ended += 1
    if let score { scores.append(score) }
    if let isSolved { solved = (solved ?? 0) + (isSolved ? 1 : 0) }
    if hasFailed { failed += 1 }
  }

  /// Thousandths of all runs. One that is done counts whole, also where it stopped early.
  var step: Int { Int(clamped: 1000 * running.reduce(Double(ended)) { $0 + min($1.part, 1) }) }
  var steps: Int { 1000 * runs }

  private var state: [String] {
    [percent, "\(grouped(ended)) of \(count(runs, noun))", timeLeft]
  }

  private var done: [String] {
    var fields: [String] = []
    if let text = Self.range(scores) {
      fields.append("\(score) \(significant(scores.reduce(0, +) / Double(scores.count))) (\(text))")
    }
    if let solved, !scores.isEmpty { fields.append("\(solved) of \(scores.count) solved") }
    if failed > 0 { fields.append("\(failed) failed") }
    return fields
  }

  /// One line for a file.
  var plain: String {
    var fields = state
    if let text = Self.range(running.compactMap(\.glance)) { fields.append("training: \(text)") }
    if !done.isEmpty { fields.append("done: " + done.joined(separator: ", ")) }
    return fields.joined(separator: "  ")
  }

  /// Three lines that fit a terminal.
  func lines(on terminal: Terminal, columns: Int) -> [String] {
    let room = max(1, columns - 1)
    let glances = running.compactMap { run in
      run.glance.map { "\(run.name): \(significant($0))" }
    }
    return [
      Self.bar(fraction, before: state, room, on: terminal),
      glances.isEmpty ? "" : Self.fitting(["training"] + glances, room),
      done.isEmpty ? "" : Self.fitting(["done    "] + done, room),
    ]
  }

  /// The least and the greatest number.
  private static func range(_ values: [Double]) -> String? {
    guard let least = values.min(), let greatest = values.max() else { return nil }
    return least == greatest
      ? significant(least) : "\(significant(least)) to \(significant(greatest))"
  }
}
