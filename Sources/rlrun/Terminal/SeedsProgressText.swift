import RLRuns

/// The state of several runs that train at once, for a person.
struct SeedsProgressText: ShownProgress, Sendable {
  /// How many seeds there are.
  var seeds: Int
  /// Environment steps of one seed.
  var steps: Int
  var stepsPerSecond = 0.0
  /// The seeds that train now, in the order in which they began.
  var running: [Running] = []
  /// The mean returns of the seeds that are done.
  var returns: [Double] = []
  /// How many of those are solved; nil without a threshold.
  var solved: Int?
  /// How many seeds failed.
  var failed = 0

  struct Running: Sendable {
    var seed: UInt64
    var step = 0
    /// The mean return of its last 100 episodes.
    var recentMean: Double?
  }

  private var ended: Int { returns.count + failed }

  /// A seed that is done counts with all its steps, also where it stopped early.
  private var step: Double {
    running.reduce(Double(ended) * Double(steps)) { $0 + Double(min($1.step, steps)) }
  }

  private var total: Double { Double(seeds) * Double(max(steps, 1)) }
  private var fraction: Double { min(1, step / total) }

  private var state: [String] {
    let left = stepsPerSecond > 0 ? max(0, total - step) / stepsPerSecond : .infinity
    return [
      aligned("\(Int(fraction * 100))", 3) + " %", "\(grouped(ended)) of \(grouped(seeds)) seeds",
      "\(rate(stepsPerSecond)) steps/s", "\(clock(left)) left",
    ]
  }

  private var done: [String] {
    var fields: [String] = []
    if let text = Self.range(returns) {
      fields.append("return \(brief(returns.reduce(0, +) / Double(returns.count))) (\(text))")
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
      run.recentMean.map { "seed \(run.seed): \(brief($0))" }
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
    return least == greatest ? brief(least) : "\(brief(least)) to \(brief(greatest))"
  }
}
