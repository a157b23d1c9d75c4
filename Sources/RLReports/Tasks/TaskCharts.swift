/// The charts of runs of one task, over each other.
///
/// - Parameter runs: what tells each from the others, empty for a single one.
package func charts(of runs: [(label: String, history: TaskHistory)]) -> [CurveChart] {
  var quantities: [String] = []
  for name in runs.flatMap(\.history.quantities) where !quantities.contains(name) {
    quantities.append(name)
  }
  var charts: [CurveChart] = []
  // A task that measures many things alike, such as the gates, has them in one chart.
  let lone = quantities.filter { name in
    !runs.contains { !$0.history.curve("training.\(name)").isEmpty }
  }
  let isJoined = runs.count == 1 && lone.count > 4
  for name in quantities where !(isJoined && lone.contains(name)) {
    charts += runs.count > 3 ? race(of: runs, name) : [overlay(of: runs, name)]
  }
  if isJoined {
    var chart = CurveChart("Evaluation", over: "epochs")
    for (index, name) in lone.enumerated() {
      let curve = runs[0].history.curve("evaluation.\(name)")
      chart.series.append(.init(name, curve, color: index))
      chart.series[index].isDashed = index >= 6
    }
    chart.chooseScale()
    charts.append(chart)
  }
  var seconds = CurveChart("Seconds an epoch", over: "epochs")
  let speeds = runs.map(\.history.secondsPerEpoch)
  for (index, curve) in speeds.enumerated() where !curve.isEmpty {
    seconds.series.append(.init(runs[index].label, curve, color: index, hasDots: true))
  }
  return (charts + [seconds]).filter { !$0.isEmpty }
}

/// Training and evaluation of some runs in one chart.
private func overlay(
  of runs: [(label: String, history: TaskHistory)], _ name: String
) -> CurveChart {
  var chart = CurveChart(capitalized(name), over: "epochs")
  for (index, run) in runs.enumerated() {
    for (kind, part) in parts {
      let curve = run.history.curve("\(kind).\(name)")
      guard !curve.isEmpty else { continue }
      let label = runs.count == 1 ? part : "\(run.label) \(part)"
      let color = runs.count == 1 ? (kind == "training" ? 1 : 0) : index
      chart.series.append(.init(label, curve, color: color, hasDots: curve.x.count <= 30))
      chart.series[chart.series.count - 1].isDashed = runs.count > 1 && kind == "training"
    }
  }
  if chart.series.count == 1 && runs.count == 1 { chart.series[0].name = "" }
  chart.chooseScale()
  return chart
}

/// Training and evaluation of many runs, a chart for each: together they could not be told apart.
private func race(of runs: [(label: String, history: TaskHistory)], _ name: String) -> [CurveChart]
{
  parts.map { kind, part in
    var chart = CurveChart("\(capitalized(name)), \(part)", over: "epochs")
    for (index, run) in runs.enumerated() {
      var curve = run.history.curve("\(kind).\(name)")
      guard !curve.isEmpty else { continue }
      // All start alike, and beside that distance later ones would not be seen.
      if curve.x.first == 0, curve.x.count > 3 {
        curve.x.removeFirst()
        curve.y.removeFirst()
        chart.caption = "From the first evaluation in training on."
      }
      chart.series.append(.init(run.label, curve, color: index, hasDots: curve.x.count <= 30))
    }
    chart.chooseScale()
    return chart
  }
}

private let parts = [("training", "training"), ("evaluation", "held-out")]

private func capitalized(_ name: String) -> String {
  name.prefix(1).uppercased() + name.dropFirst()
}
