import Agents
import RLRuns

/// The curves of an agent's run.
extension RunHistory<AgentSubject> {
  private func over(_ column: String, _ make: ([Double], [Double]) -> Curve) -> Curve {
    guard let steps = metrics["step"], let values = metrics[column] else { return Curve() }
    return make(steps, values)
  }

  /// Of how many episodes at least one has a row in `metrics`.
  package var stride: Int { metrics.episodesForOne }

  /// The mean return of the last 100 episodes that have a row, with the range of the middle 80 of them.
  package var returns: Curve { over("return") { .recentMeans(x: $0, y: $1) } }

  /// The mean length of the last 100 episodes, with the range of the middle 80 of them.
  package var lengths: Curve { over("length") { .recentMeans(x: $0, y: $1) } }

  /// What the agent tells of itself, such as its loss, by name.
  package var diagnostics: [(name: String, curve: Curve)] {
    let others = ["episode", "step", "return", "length", "terminated", "hash"]
    return metrics.columns.filter { !others.contains($0) }.map { name in
      (name, over(name) { .means(x: $0, y: $1) })
    }
  }

  /// The mean returns of the evaluations in training, with the 95 % confidence intervals of the means:
  /// of those that are only recorded, else of those that chose weights.
  package var evaluationReturns: Curve {
    guard let table = tables[.evaluations] ?? tables[.selections], let steps = table["step"],
      let means = table["mean"], let deviations = table["std"], let counts = table["episodes"]
    else { return Curve() }
    let least = table["min"] ?? means.map { _ in -.infinity }
    let greatest = table["max"] ?? means.map { _ in .infinity }
    return .meansWithIntervals(
      x: steps, means, deviations: deviations, counts: counts, within: zip(least, greatest))
  }

  /// Environment steps a second, between the rows of `timing.csv`.
  package var speed: Curve {
    guard let steps = timing["step"], let seconds = timing["seconds"] else { return Curve() }
    var (x, y): ([Double], [Double]) = ([], [])
    // A fork begins with the steps of its ancestors, which took time elsewhere.
    var last = (step: Double(run.firstStep), seconds: 0.0)
    for (step, second) in zip(steps, seconds) where second > last.seconds && step > last.step {
      x.append(step)
      y.append((step - last.step) / (second - last.seconds))
      last = (step, second)
    }
    return .means(x: x, y: y)
  }
}

extension RecordTable {
  /// Of how many episodes at least one has a row in a table of an agent's episodes.
  package var episodesForOne: Int {
    guard let numbers = self["episode"] else { return 1 }
    return Int(clamped: zip(numbers.dropFirst(), numbers).reduce(1) { max($0, $1.0 - $1.1) })
  }
}

extension HistoryGroup<AgentSubject> {
  var agent: String { members[0].run.agent }
}

extension [HistoryGroup<AgentSubject>] {
  /// Which episodes a mean of 100 is of.
  var window: String {
    let stride = flatMap(\.members).map(\.stride).max() ?? 1
    return "of the last 100 episodes"
      + (stride == 1 ? "" : " that are charted, at least one in \(grouped(stride))")
  }
}
