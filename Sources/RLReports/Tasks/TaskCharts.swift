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
    var chart = CurveChart(name.prefix(1).uppercased() + name.dropFirst(), over: "epochs")
    for (index, run) in runs.enumerated() {
      for (kind, part) in [("training", "training"), ("evaluation", "held-out")] {
        let curve = run.history.curve("\(kind).\(name)")
        guard !curve.isEmpty else { continue }
        let label = runs.count == 1 ? part : "\(run.label) \(part)"
        let color = runs.count == 1 ? (kind == "training" ? 1 : 0) : index
        chart.series.append(.init(label, curve, color: color, hasDots: curve.x.count <= 30))
        chart.series[chart.series.count - 1].isDashed = runs.count > 1 && kind == "training"
      }
    }
    if chart.series.count == 1 { chart.series[0].name = "" }
    chart.chooseScale()
    charts.append(chart)
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
  for (index, run) in runs.enumerated() {
    let curve = run.history.secondsPerEpoch
    if !curve.isEmpty {
      seconds.series.append(.init(run.label, curve, color: index, hasDots: true))
    }
  }
  return (charts + [seconds]).filter { !$0.isEmpty }
}
