import Agents
import RLRuns
import RLSupervised

/// The part of a report on several runs of one task.
struct TaskComparison {
  let groups: [TaskRunGroup]

  func add(to page: inout Page) {
    let isSeeded = groups.contains { $0.members.count > 1 }
    if isSeeded {
      page.add(statistics)
      page.add(seedsNote)
    } else {
      page.add(runs)
    }
    page.add(differencesTable(groups.map(\.example), labels: groups.map(\.label)))
    page.add("<div class=\"charts\">\n\(charts(of: groups).map { page.figure($0) })</div>\n")
    if isSeeded { page.add("<details><summary>the runs</summary>\n\(runs)</details>\n") }
  }

  /// The numbers of evaluations, each once.
  private var metrics: [String] {
    groups.flatMap(\.members).reduce(into: []) { names, history in
      for name in history.quantities
      where history.result?.evaluation[name] != nil && !names.contains(name) { names.append(name) }
    }
  }

  /// The statistics of each group over its complete runs, a row for each number.
  private var statistics: HTML {
    let rows = groups.flatMap { group -> [[HTML]] in
      let complete = group.members.filter(\.isComplete)
      return metrics.compactMap { name in
        let values = complete.compactMap { $0.result?.evaluation[name] }
        guard !values.isEmpty else { return nil }
        let label: [HTML] = groups.count > 1 ? ["\(group.label)"] : []
        return label + ["\(Metric.title(name))", "\(values.count)"]
          + Self.cells(values, name).map { "\($0)" }
      }
    }
    guard !rows.isEmpty else { return "<p>None of the runs has come to its end.</p>\n" }
    let head = groups.count > 1 ? ["", ""] : [""]
    var html = HTML.table(head + ["runs", "IQM", "mean", "min", "median", "max"], rows)
    html.text += "<p>Intervals hold with 95 % confidence. IQM: interquartile mean.</p>\n"
    return html
  }

  /// Interquartile mean and mean with their intervals, least, median and greatest number.
  private static func cells(_ values: [Double], _ name: String) -> [String] {
    let outcomes = values.map { SeedOutcome(meanReturn: $0) }
    // What is not finite has no mean.
    guard let summary = try? GroupSummary(outcomes, threshold: nil) else {
      return Array(repeating: "-", count: 5)
    }
    func number(_ value: Double) -> String { measured(value, name) }
    func interval(_ estimate: Estimate) -> String {
      // One number does not tell how far others lie.
      number(estimate.value)
        + (values.count > 1 ? " [\(number(estimate.low)), \(number(estimate.high))]" : "")
    }
    return [interval(summary.interquartileMean), interval(summary.mean)]
      + [summary.min, summary.median, summary.max].map(number)
  }

  private var runs: HTML {
    let histories = groups.flatMap(\.members)
    let hasSeeds = Set(histories.map(\.run.seed)).count > 1
    let metrics = metrics
    let rows = groups.flatMap { group in
      group.members.map { history -> [HTML] in
        let result = history.result
        let label = [group.label] + (hasSeeds ? ["seed \(history.run.seed)"] : [])
        return [
          "\(label.filter { !$0.isEmpty }.joined(separator: " "))",
          "\(result.map { grouped($0.epochs) } ?? "-")",
        ] + metrics.map { name in "\(result?.evaluation[name].map { measured($0, name) } ?? "-")" }
          + ["\(result.map { duration($0.trainSeconds) } ?? "-")", "\(history.folder.path)"]
      }
    }
    return HTML.table(["", "epochs"] + metrics.map(Metric.title) + ["training", "run"], rows)
  }
}

/// A metric's number as the terminal has it.
func measured(_ value: Double, _ name: String) -> String {
  withMinus(Metric.text(value, named: name))
}

/// How the curve of several seeds is to be read.
let seedsNote: HTML = """
  <p>The curve of several seeds is their interquartile mean, its band the range of the middle half; a \
  run that ended early keeps its last value.</p>

  """
