import Agents
import RLReports
import RLRuns
import RLSupervised

extension CurveText {
  /// The mean returns of the evaluations that chose an agent's weights, which played as the result
  /// does; else those of the last 100 episodes. Nil where neither can be read.
  init?(returnsIn folder: RunFolder, from firstStep: Int, to lastStep: Int) {
    if firstStep < lastStep, let table = try? RecordTable(folder.file(of: .selections)),
      table.count > 2,
      let steps = table["step"], let means = table["mean"]
    {
      self.init(
        title: "mean return of the evaluations that chose weights",
        Array(zip(steps, means).map { ($0, $1) }), over: Double(firstStep)...Double(lastStep),
        "steps")
      return
    }
    guard firstStep < lastStep,
      let table = try? RecordTable(folder.metricsFile, atMost: AgentHistory.rowLimit),
      let steps = table["step"], let returns = table["return"]
    else { return nil }
    let curve = Curve.recentMeans(x: steps, y: returns)
    let stride = table.episodesForOne
    self.init(
      title: "mean return of the last 100 episodes"
        + (stride == 1 ? "" : " that are charted, at least one in \(stride)"),
      Array(zip(curve.x, curve.y).map { ($0, $1) }),
      over: Double(firstStep)...Double(lastStep), "steps")
  }

  /// The numbers of a task's evaluations, as its `metrics.csv` has them; nil where it cannot be read.
  init?(
    evaluationsOf metric: String, in folder: RunFolder, epochs: Int,
    text: @escaping (Double) -> String
  ) {
    guard epochs > 0, let table = try? RecordTable(folder.metricsFile),
      let numbers = table["epoch"], let values = table["evaluation.\(metric)"]
    else { return nil }
    self.init(
      title: Metric.title(metric), Array(zip(numbers, values).map { ($0, $1) }),
      over: 0...Double(epochs), epochs == 1 ? "epoch" : "epochs", text: text)
  }
}
