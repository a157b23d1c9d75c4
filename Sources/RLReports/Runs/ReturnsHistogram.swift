import RLFigures
import RLRuns

/// How the returns of episodes are spread, beside the level at which the environment is solved.
func returnsHistogram(_ returns: [Double], threshold: Double?) -> Drawing {
  var chart = Histogram(
    title: returns.count == 1
      ? "Return of 1 episode" : "Returns of \(grouped(returns.count)) episodes", xLabel: "return",
    yLabel: "episodes",
    size: ChartSize(400, 270), values: returns)
  if let threshold {
    chart.verticalLines = [.init(threshold, "solved \(significantTrimmed(threshold))")]
  }
  return chart.drawing()
}
