/// The record of a run as it goes: a row of `metrics.csv` for each episode, which holds only what
/// the seed determines, and now and then a row of `timing.csv`.
package struct RunRecord: ~Copyable {
  private var metrics: TextLog
  private var timing: TextLog
  private var recent = RecentReturns()
  private var problem: RunWriteError?

  /// New files in a folder. It is claimed by them: of two runs, one gets it.
  ///
  /// - Throws: `RunFolderError` where another run is in the folder.
  package init(in folder: RunFolder) throws(RunFolderError) {
    let newMetrics = try TextLog(creating: folder.metricsPath, in: folder)
    let newTiming = try TextLog(creating: folder.timingPath, in: folder)
    metrics = newMetrics
    timing = newTiming
  }

  /// The mean return of the last 100 episodes; nil before the first.
  package var recentMean: Double? { recent.mean }

  /// Writes the headers.
  ///
  /// - Parameter diagnostics: the names of the agent's diagnostics, in its order.
  mutating func begin(diagnostics: [String]) throws(RunWriteError) {
    let names = ["episode", "step", "return", "length", "terminated"] + diagnostics
    try metrics.append(names.joined(separator: ",") + "\n")
    try timing.append("seconds,step,episode,updates\n")
    try flush()
  }

  /// Adds an episode. Where it cannot be written, the next `flush` says so.
  mutating func add(_ episode: Episode) {
    recent.add(episode.total)
    var row =
      "\(episode.number),\(episode.endStep),\(episode.total),\(episode.length),"
      + (episode.terminated ? "true" : "false")
    for value in episode.diagnostics { row += ",\(value)" }
    row += "\n"
    do throws(RunWriteError) { try metrics.append(row) } catch { problem = error }
  }

  /// Adds how long the run took to where it is.
  mutating func addTime(_ seconds: Double, _ counters: Counters) throws(RunWriteError) {
    let milliseconds = (seconds * 1000).rounded() / 1000
    try timing.append(
      "\(milliseconds),\(counters.steps),\(counters.episodes),\(counters.updates)\n")
  }

  /// Hands all rows to the system.
  mutating func flush() throws(RunWriteError) {
    if let problem { throw problem }
    try metrics.flush()
    try timing.flush()
  }
}

/// The returns of the last 100 episodes.
struct RecentReturns {
  private var returns: [Double] = []
  private var next = 0

  mutating func add(_ value: Double) {
    if returns.count < 100 {
      returns.append(value)
    } else {
      returns[next] = value
      next = (next + 1) % 100
    }
  }

  var mean: Double? {
    returns.isEmpty ? nil : returns.reduce(0, +) / Double(returns.count)
  }
}
