import Agents
import RLRuns

/// The state of several runs that train at once, for a person.
struct SeedsProgressText: ShownProgress, Sendable {
  /// How many seeds there are.
  var seeds: Int
  /// Environment steps of one seed.
  var stepsEach: Int
  var stepsPerSecond = 0.0
  /// The seeds that train now, in the order in which they began.
  private var running: [Running] = []
  /// Environment steps of the seeds that ended.
  private var endedSteps = 0
  /// The mean returns of the seeds that are done.
  private var returns: [Double] = []
  /// How many of those are solved; nil without a threshold.
  private var solved: Int?
  /// How many seeds failed.
  private var failed = 0

  private struct Running {
    var seed: UInt64
    var step = 0
    /// The mean return of its last 100 episodes.
    var recentMean: Double?
  }

  init(seeds: Int, stepsEach: Int) {
    self.seeds = seeds
    self.stepsEach = stepsEach
  }

  mutating func begin(_ seed: UInt64) { running.append(Running(seed: seed)) }

  mutating func update(_ seed: UInt64, step: Int, recentMean: Double?) {
    guard let index = running.firstIndex(where: { $0.seed == seed }) else { return }
    running[index].step = step
    running[index].recentMean = recentMean
  }

  /// - Parameter result: nil where the run failed.
  mutating func end(_ seed: UInt64, _ result: RunResult?) {
    if let index = running.firstIndex(where: { $0.seed == seed }) {
      let last = running.remove(at: index)
      endedSteps += result?.counters.steps ?? last.step
    }
    if let evaluation = result?.evaluation {
      returns.append(evaluation.mean)
      if let isSolved = result?.isSolved { solved = (solved ?? 0) + (isSolved ? 1 : 0) }
    }
    if result == nil { failed += 1 }
  }

  var step: Int { running.reduce(endedSteps) { $0 + $1.step } }
  var steps: Int {
    let (product, overflow) = stepsEach.multipliedReportingOverflow(by: seeds)
    return overflow ? .max : product
  }

  private var ended: Int { returns.count + failed }

  /// A seed that is done counts with all its steps, also where it stopped early.
  private var doneSteps: Double {
    running.reduce(Double(ended) * Double(stepsEach)) { $0 + Double(min($1.step, stepsEach)) }
  }

  private var total: Double { Double(seeds) * Double(max(stepsEach, 1)) }
  var fraction: Double { min(1, doneSteps / total) }

  private var state: [String] {
    let left = stepsPerSecond > 0 ? max(0, total - doneSteps) / stepsPerSecond : .infinity
    return [
      percent, "\(grouped(ended)) of \(grouped(seeds)) seeds",
      "\(rate(stepsPerSecond)) steps/s", "\(clock(left)) left",
    ]
  }

  private var done: [String] {
    var fields: [String] = []
    if let text = Self.range(returns) {
      fields.append("return \(significant(returns.reduce(0, +) / Double(returns.count))) (\(text))")
    }
    if let solved, !returns.isEmpty { fields.append("\(solved) of \(returns.count) solved") }
    if failed > 0 { fields.append("\(failed) failed") }
    return fields
  }

  /// One line for a file.
  var plain: String {
    var fields = state
    if let text = Self.range(running.compactMap(\.recentMean)) {
      fields.append("training: \(text)")
    }
    if !done.isEmpty { fields.append("done: " + done.joined(separator: ", ")) }
    return fields.joined(separator: "  ")
  }

  /// Three lines that fit a terminal.
  func lines(on terminal: Terminal, columns: Int) -> [String] {
    let room = max(1, columns - 1)
    let means = running.compactMap { run in
      run.recentMean.map { "seed \(run.seed): \(significant($0))" }
    }
    return [
      Self.bar(fraction, before: state, room, on: terminal),
      Self.fitting(["training"] + means, room),
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
