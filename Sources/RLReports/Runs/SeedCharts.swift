import Agents
import RLRuns

/// The charts of runs of agents that only several seeds have.
///
/// Source: R. Agarwal et al., "Deep Reinforcement Learning at the Edge of the Statistical Precipice"
/// (2021).
///
/// - Throws: `SampleError` where a return is not finite.
func seedCharts(of groups: [HistoryGroup<AgentSubject>]) throws(SampleError) -> [CurveChart] {
  guard groups.contains(where: { $0.members.count > 1 }) else { return [] }
  return [try sampleEfficiency(of: groups), try performanceProfile(of: groups)]
    .compactMap(\.self).filter { !$0.isEmpty }
}

/// How good agents are after how many steps.
private func sampleEfficiency(
  of groups: [HistoryGroup<AgentSubject>]
) throws(SampleError) -> CurveChart? {
  let areEvaluated = groups.allSatisfy { $0.members.allSatisfy { !$0.evaluationReturns.isEmpty } }
  var chart = CurveChart(
    "Sample efficiency: IQM of the return", over: "environment steps",
    caption: "Interquartile mean over runs of "
      + "the mean return \(areEvaluated ? "in evaluations" : groups.window)"
      + ", with its 95 % bootstrap interval; a run that ended early keeps its last value.")
  for (index, group) in groups.enumerated() {
    let curve = try Curve.interquartileWithIntervals(
      group.members.map { areEvaluated ? $0.evaluationReturns : $0.returns })
    guard !curve.isEmpty else { continue }
    chart.series.append(
      .init(
        groups.count == 1 ? "" : group.label, curve, color: index, axes: group.counterAxes))
  }
  let thresholds = Set(groups.flatMap(\.members).map(\.notes.threshold))
  if thresholds.count == 1, let threshold = thresholds.first ?? nil {
    chart.levels = [.init(name: "solved", y: threshold)]
  }
  return chart
}

/// The share of runs that are at least so good; nil where all are alike.
private func performanceProfile(
  of groups: [HistoryGroup<AgentSubject>]
) throws(SampleError) -> CurveChart? {
  let scores = groups.map { group in
    group.members.filter(\.isComplete).compactMap { $0.result?.evaluation?.mean }
  }
  let all = Set(scores.joined()).sorted()
  guard let least = all.first, let greatest = all.last, least < greatest,
    scores.contains(where: { $0.count > 1 })
  else { return nil }
  var chart = CurveChart(
    "Performance profile: runs that return τ or more, %", over: "return τ",
    caption: "Of each run its mean return after training. Bands: 95 % stratified bootstrap "
      + "intervals.")
  chart.isOverTraining = false
  chart.yBounds = 0...100
  let beyond = greatest + (greatest - least) * 0.02
  for (index, group) in groups.enumerated() where !scores[index].isEmpty {
    let profile = try PerformanceProfile(
      scores[index], at: [least - (greatest - least) * 0.02] + all + [beyond], resamples: 2_000)
    var curve = Curve()
    for (place, share) in zip(profile.thresholds, profile.shares) {
      // Up to the next score it is what it is there: a step down lies just behind each.
      if let last = curve.x.last { curve.add(share, at: last) }
      curve.add(share, at: place)
    }
    if scores[index].count == 1 { (curve.low, curve.high) = ([], []) }
    chart.series.append(.init(groups.count == 1 ? "" : group.label, curve, color: index))
  }
  return chart
}

extension Curve {
  /// Adds a share with its interval, in percent.
  fileprivate mutating func add(_ share: Estimate, at place: Double) {
    x.append(place)
    y.append(100 * share.value)
    low.append(100 * share.low)
    high.append(100 * share.high)
  }
}
