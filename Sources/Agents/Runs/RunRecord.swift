import RLState

/// The record of a run as it goes: a row of `metrics.csv` for each episode, which holds only what
/// the seed determines, now and then a row of `timing.csv`, and a row of `evaluations.csv` for each
/// evaluation that is only recorded.
package final class RunRecord {
  private let metrics: TextLog
  private let timing: TextLog
  private let evaluations: TextLog?
  private var recent: RecentReturns
  private var problem: RunWriteError?

  /// The files in a folder, cut back to where the record was.
  ///
  /// - Throws: `RunWriteError`.
  init(
    in folder: RunFolder, from position: Position = Position(), recordsEvaluations: Bool
  ) throws(RunWriteError) {
    metrics = try TextLog(folder.metricsPath, length: position.metrics)
    timing = try TextLog(folder.timingPath, length: position.timing)
    evaluations =
      recordsEvaluations
      ? try TextLog(folder.evaluationsPath, length: position.evaluations) : nil
    recent = position.recent
  }

  /// Where the record is, so that it can be continued there.
  struct Position: Sendable {
    /// Bytes of `metrics.csv`.
    var metrics = 0
    /// Bytes of `timing.csv`.
    var timing = 0
    /// Bytes of `evaluations.csv`.
    var evaluations = 0
    var recent = RecentReturns()
  }

  var position: Position {
    Position(
      metrics: metrics.length, timing: timing.length, evaluations: evaluations?.length ?? 0,
      recent: recent)
  }

  /// The mean return of the last 100 episodes; nil before the first.
  package var recentMean: Double? { recent.mean }

  /// The mean return of the last 100 episodes; nil before there are as many.
  var fullMean: Double? { recent.isFull ? recent.mean : nil }

  /// Writes the headers.
  ///
  /// - Parameter diagnostics: the names of the agent's diagnostics, in its order.
  func begin(diagnostics: [String]) throws(RunWriteError) {
    try metrics.append(Self.header(diagnostics))
    try timing.append("seconds,step,episode,updates\n")
    try evaluations?.append("step,episodes,mean,std,min,max\n")
    try flush()
  }

  /// The first line of `metrics.csv`.
  static func header(_ diagnostics: [String]) -> String {
    let names = ["episode", "step", "return", "length", "terminated"] + diagnostics + ["hash"]
    return names.joined(separator: ",") + "\n"
  }

  /// An episode's line of `metrics.csv`, which ends with the first 16 digits of the hash over all
  /// transitions so far.
  static func row(_ episode: Episode) -> String {
    var row =
      "\(episode.number),\(episode.endStep),\(episode.total),\(episode.length),"
      + (episode.terminated ? "true" : "false")
    for value in episode.diagnostics { row += ",\(value)" }
    let digits = String(episode.hash.digestPrefix, radix: 16)
    return row + "," + String(repeating: "0", count: 16 - digits.count) + digits + "\n"
  }

  /// Adds an episode. Where it cannot be written, the next `flush` says so.
  func add(_ episode: Episode) {
    recent.add(episode.total)
    do throws(RunWriteError) { try metrics.append(Self.row(episode)) } catch { problem = error }
  }

  /// Adds how long the run took to where it is.
  func addTime(_ seconds: Double, _ counters: Counters) throws(RunWriteError) {
    let milliseconds = (seconds * 1000).rounded() / 1000
    try timing.append(
      "\(milliseconds),\(counters.steps),\(counters.episodes),\(counters.updates)\n")
  }

  /// Adds an evaluation that is only recorded.
  func add(_ evaluation: Evaluation, at step: Int) throws(RunWriteError) {
    try evaluations?.append(
      "\(step),\(evaluation.returns.count),\(evaluation.mean),\(evaluation.standardDeviation),"
        + "\(evaluation.min),\(evaluation.max)\n")
  }

  /// Hands all rows to the system.
  func flush() throws(RunWriteError) {
    if let problem { throw problem }
    try metrics.flush()
    try timing.flush()
    try evaluations?.flush()
  }
}

/// The returns of the last 100 episodes.
struct RecentReturns: Sendable {
  private var returns: [Double] = []
  private var next = 0
  private static let greatestCount = 100

  mutating func add(_ value: Double) {
    if isFull {
      returns[next] = value
      next = (next + 1) % Self.greatestCount
    } else {
      returns.append(value)
    }
  }

  var isFull: Bool { returns.count == Self.greatestCount }

  var mean: Double? {
    returns.isEmpty ? nil : returns.reduce(0, +) / Double(returns.count)
  }
}

extension RecentReturns: Stateful {
  mutating func visitState(_ visitor: inout StateVisitor) {
    visitor.visit("returns", &returns)
    visitor.visit("next", &next)
    if returns.count > Self.greatestCount || !(0..<Self.greatestCount).contains(next) {
      visitor.refuse(
        "returns", found: "\(returns.count) returns", expected: "\(Self.greatestCount) at most")
    }
  }
}

extension RunRecord.Position: Stateful {
  mutating func visitState(_ visitor: inout StateVisitor) {
    visitor.visit("metrics", &metrics)
    visitor.visit("timing", &timing)
    visitor.visit("evaluations", &evaluations)
    visitor.visit("recent", &recent)
    if min(metrics, timing, evaluations) < 0 {
      visitor.refuse("metrics", found: "a negative length", expected: "0 or more")
    }
  }
}
