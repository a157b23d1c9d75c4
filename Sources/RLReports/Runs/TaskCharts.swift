import RLRuns
import RLSupervised

/// The charts of runs of one task, over each other.
func taskCharts(of groups: [HistoryGroup<TaskSubject>]) -> [CurveChart] {
  var charts = taskCurves(of: groups)
  let axes = groups.map(\.counterAxes)
  // Many of one run have colours of their own.
  for index in charts.indices {
    for line in charts[index].series.indices {
      let group = groups.count == 1 ? 0 : charts[index].series[line].color
      charts[index].series[line].axes = axes[group]
    }
  }
  return charts
}

private func taskCurves(of groups: [HistoryGroup<TaskSubject>]) -> [CurveChart] {
  var quantities: [String] = []
  for name in groups.flatMap(\.members).flatMap(\.quantities) where !quantities.contains(name) {
    quantities.append(name)
  }
  var charts: [CurveChart] = []
  // A task that measures many things alike, such as the gates, has them in one chart.
  let lone = quantities.filter { name in
    !groups.contains { $0.members.contains { !$0.curve("training.\(name)").isEmpty } }
  }
  let isJoined = groups.count == 1 && lone.count > 4
  for name in quantities where !(isJoined && lone.contains(name)) {
    charts += groups.count > 3 ? race(of: groups, name) : [overlay(of: groups, name)]
  }
  if isJoined {
    let areShares = lone.allSatisfy(Metric.isShare)
    var chart = CurveChart("Evaluation" + (areShares ? ", %" : ""), over: "epochs")
    for (index, name) in lone.enumerated() {
      let curve = groups[0].curve { $0.curve("evaluation.\(name)") }.scaled(by: areShares ? 100 : 1)
      chart.series.append(.init(Metric.title(name), curve, color: index))
      chart.series[index].isDashed = index >= 6
    }
    chart.chooseScale()
    charts.append(chart)
  }
  var seconds = CurveChart("Seconds an epoch", over: "epochs")
  for (index, group) in groups.enumerated() {
    let curve = group.curve(\.secondsPerEpoch)
    guard !curve.isEmpty else { continue }
    seconds.series.append(.init(group.label, curve, color: index, hasDots: true))
  }
  return charts.filter { !$0.isEmpty } + (seconds.isCourse ? [seconds] : [])
}

/// Training and evaluation of some runs in one chart.
private func overlay(of groups: [HistoryGroup<TaskSubject>], _ name: String) -> CurveChart {
  var chart = CurveChart(title(name), over: "epochs")
  for (index, group) in groups.enumerated() {
    for (kind, part) in [("training", "training"), ("evaluation", group.evaluationName)] {
      let curve = group.curve { $0.curve("\(kind).\(name)") }.scaled(by: scale(name))
      guard !curve.isEmpty else { continue }
      let label = groups.count == 1 ? part : "\(group.label) \(part)"
      let color = groups.count == 1 ? (kind == "training" ? 1 : 0) : index
      chart.series.append(.init(label, curve, color: color, hasDots: curve.x.count <= 30))
      chart.series[chart.series.count - 1].isDashed = groups.count > 1 && kind == "training"
    }
  }
  if chart.series.count == 1 && groups.count == 1 { chart.series[0].name = "" }
  if Metric.isShare(name) { chart.leaveOutStart() } else { chart.chooseScale() }
  return chart
}

/// Training and evaluation of many runs, a chart for each: together they could not be told apart.
private func race(of groups: [HistoryGroup<TaskSubject>], _ name: String) -> [CurveChart] {
  let names = Set(groups.map(\.evaluationName))
  let evaluation = names.count == 1 ? groups[0].evaluationName : "evaluation"
  return [("training", "training"), ("evaluation", evaluation)].map { kind, part in
    var chart = CurveChart("\(title(name, part))", over: "epochs")
    for (index, group) in groups.enumerated() {
      var isCut = false
      let curve = group.curve { history in
        var curve = history.curve("\(kind).\(name)")
        // All start alike, and beside that distance later ones would not be seen.
        if curve.x.first == 0, curve.x.count > 3 {
          curve.x.removeFirst()
          curve.y.removeFirst()
          isCut = true
        }
        return curve.scaled(by: scale(name))
      }
      guard !curve.isEmpty else { continue }
      if isCut { chart.caption = "From the first evaluation in training on." }
      chart.series.append(.init(group.label, curve, color: index, hasDots: curve.x.count <= 30))
    }
    chart.chooseScale()
    return chart
  }
}

/// `Accuracy, held-out, %`
private func title(_ name: String, _ part: String = "") -> String {
  let title = Metric.title(name)
  return [
    title.prefix(1).uppercased() + title.dropFirst(), part, Metric.isShare(name) ? "%" : "",
  ].filter { !$0.isEmpty }.joined(separator: ", ")
}

/// Shares are drawn in percent, as they are told.
private func scale(_ name: String) -> Double { Metric.isShare(name) ? 100 : 1 }
