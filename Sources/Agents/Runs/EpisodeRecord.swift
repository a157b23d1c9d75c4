import Environments
import RLRuns
import RLState

/// The record of a run as it goes: a row of `metrics.csv` for each episode, which holds only what
/// the seed determines, now and then a row of `timing.csv`, a row of `selections.csv` for each
/// evaluation that chooses weights and one of `evaluations.csv` for each that is only recorded. The
/// event file holds the same for TensorBoard.
package final class EpisodeRecord<A: Agent>: RunRecord {
  package typealias State = RunSnapshot<A>

  private let metrics: TextLog
  private let timing: TextLog
  private let selections: TextLog?
  private let evaluations: TextLog?
  private let eventLog: EventLog
  private var events: EpisodeEvents
  private var recent: RecentReturns
  private var problem: RunWriteError?
  private var eventProblem: RunWriteError?

  package init(
    in folder: RunFolder, of run: RunConfiguration, at state: RunSnapshot<A>
  ) throws {
    let position = state.recordPosition
    // A new event file is made first: what waits for `metrics.csv` finds it.
    let newLog =
      position.metrics == 0 ? try EventLog(startingIn: folder, settings: run.flatSettings) : nil
    metrics = try TextLog(folder.metricsPath, length: position.metrics)
    timing = try TextLog(folder.timingPath, length: position.timing)
    selections =
      state.training.configuration.selection.every > 0
      ? try TextLog(folder.selectionsPath, length: position.selections) : nil
    evaluations =
      run.recording.evaluateEvery > 0
      ? try TextLog(folder.evaluationsPath, length: position.evaluations) : nil
    recent = position.recent
    var events = EpisodeEvents(
      measures: A.about.measures,
      firstStep: run.ancestors.last?.untilStep ?? 0)
    if let newLog {
      eventLog = newLog
    } else {
      let replay = try events.replay(
        folder, settings: run.flatSettings, hasSelections: selections != nil,
        hasEvaluations: evaluations != nil)
      eventLog = try EventLog(goingOnIn: folder, after: replay)
    }
    self.events = events
  }

  package var position: RecordedEpisodesPosition {
    RecordedEpisodesPosition(
      metrics: metrics.length, timing: timing.length, selections: selections?.length ?? 0,
      evaluations: evaluations?.length ?? 0, recent: recent)
  }

  /// The mean return of the last 100 episodes; nil before the first.
  package var recentMean: Double? { recent.mean }

  /// The mean return of the last 100 episodes; nil before there are as many.
  var fullMean: Double? { recent.isFull ? recent.mean : nil }

  package func begin(_ state: RunSnapshot<A>) throws(RunWriteError) {
    try metrics.append(episodeHeader(of: A.self))
    try timing.append("seconds,step,episode,updates\n")
    for log in [selections, evaluations] {
      try log?.append("step,episodes,mean,std,min,max\n")
    }
    try flush()
  }

  /// Adds an episode. Where it cannot be written, the next `flush` says so.
  func add(_ episode: Episode) {
    recent.add(episode.total)
    do throws(RunWriteError) { try metrics.append(episodeRow(episode)) } catch { problem = error }
    guard eventProblem == nil else { return }
    do throws(RunWriteError) {
      events.take(
        total: episode.total, length: episode.length, recentMean: recent.mean,
        measures: episode.measures)
      try eventLog.add {
        events.appendEpisode(step: episode.endStep, wallTime: $0, to: &$1)
      }
    } catch {
      eventProblem = error
    }
  }

  package func addTime(_ seconds: Double, of state: RunSnapshot<A>) throws(RunWriteError) {
    let counters = state.training.counters
    let milliseconds = (seconds * 1000).rounded() / 1000
    try timing.append(
      "\(milliseconds),\(counters.steps),\(counters.episodes),\(counters.updates)\n")
    try eventLog.add {
      events.append(step: counters.steps, seconds: milliseconds, wallTime: $0, to: &$1)
    }
  }

  /// Adds an evaluation that chooses weights.
  func add(_ evaluation: Evaluation, ofSelectionAt step: Int) throws(RunWriteError) {
    try selections?.append(evaluationRow(evaluation, at: step))
    try eventLog.add {
      events.append(step: step, selectionMean: evaluation.mean, wallTime: $0, to: &$1)
    }
  }

  /// Adds an evaluation that is only recorded.
  func add(_ evaluation: Evaluation, at step: Int) throws(RunWriteError) {
    try evaluations?.append(evaluationRow(evaluation, at: step))
    try eventLog.add {
      events.append(step: step, evaluationMean: evaluation.mean, wallTime: $0, to: &$1)
    }
  }

  package func end(
    _ results: [(name: String, value: Double)], at state: RunSnapshot<A>
  ) throws(RunWriteError) {
    try eventLog.end(results, at: state.training.counters.steps)
  }

  package func fail(at state: RunSnapshot<A>) throws(RunWriteError) {
    try eventLog.fail(at: state.training.counters.steps)
  }

  package func flush() throws(RunWriteError) {
    if let problem { throw problem }
    try metrics.flush()
    try timing.flush()
    try selections?.flush()
    try evaluations?.flush()
    // The event file can be made again from those.
    if let eventProblem { throw eventProblem }
    try eventLog.flush()
  }
}

/// The first line of `metrics.csv`, which ends with the names of the agent's measures and the hash.
func episodeHeader<A: Agent>(of agent: A.Type) -> String {
  let names = ["episode", "step", "return", "length", "terminated"]
  return (names + A.about.measures.map(\.name) + ["hash"]).joined(separator: ",") + "\n"
}

/// An episode's line of `metrics.csv`, which ends with the first 16 digits of the hash over all
/// transitions so far. A measure that has not been measured is an empty field.
func episodeRow(_ episode: Episode) -> String {
  var row =
    "\(episode.number),\(episode.endStep),\(episode.total),\(episode.length),"
    + (episode.terminated ? "true" : "false")
  for value in episode.measures { row += value.map { ",\($0)" } ?? "," }
  return row + "," + episode.hash.shortDigest + "\n"
}

/// An evaluation's line of `selections.csv` or `evaluations.csv`.
private func evaluationRow(_ evaluation: Evaluation, at step: Int) -> String {
  "\(step),\(evaluation.returns.count),\(evaluation.mean),\(evaluation.standardDeviation),"
    + "\(evaluation.min),\(evaluation.max)\n"
}

/// How far the record of a run is.
package struct RecordedEpisodesPosition: RecordPosition {
  /// Bytes of `metrics.csv`.
  var metrics = 0
  /// Bytes of `timing.csv`.
  var timing = 0
  /// Bytes of `selections.csv`.
  var selections = 0
  /// Bytes of `evaluations.csv`.
  var evaluations = 0
  var recent = RecentReturns()

  package func lengths(in folder: RunFolder) -> [(path: String, length: Int)] {
    [
      (folder.metricsPath, metrics), (folder.timingPath, timing),
      (folder.selectionsPath, selections), (folder.evaluationsPath, evaluations),
    ]
  }

  package mutating func visitState(_ visitor: inout StateVisitor) {
    visitor.visit("metrics", &metrics)
    visitor.visit("timing", &timing)
    visitor.visit("selections", &selections)
    visitor.visit("evaluations", &evaluations)
    visitor.visit("recent", &recent)
    if min(metrics, timing, selections, evaluations) < 0 {
      visitor.refuse("metrics", found: "a negative length", expected: "0 or more")
    }
  }
}

/// The returns of the last 100 episodes.
struct RecentReturns: Sendable {
  private var returns: [Double] = []
  private var next = 0
  /// Their mean; nil before the first.
  private(set) var mean: Double?

  static let greatestCount = 100

  mutating func add(_ value: Double) {
    defer { updateMean() }
    if isFull {
      returns[next] = value
      next = (next + 1) % Self.greatestCount
    } else {
      returns.append(value)
    }
  }

  var isFull: Bool { returns.count == Self.greatestCount }

  private mutating func updateMean() {
    mean = returns.isEmpty ? nil : returns.reduce(0, +) / Double(returns.count)
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
    updateMean()
  }
}
