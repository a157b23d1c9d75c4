import RLRuns
import RLSupervised

/// The part of a report on several runs of one task.
struct TaskComparison {
  let histories: [TaskHistory]

  func add(to page: inout Page) {
    let labels = labels
    let metrics = histories.reduce(into: [String]()) { names, history in
      for name in history.quantities
      where history.result?.evaluation[name] != nil && !names.contains(name) { names.append(name) }
    }
    let rows = zip(labels, histories).map { label, history -> [HTML] in
      let result = history.result
      return ["\(label)", "\(result.map { grouped($0.epochs) } ?? "-")"]
        + metrics.map { name in "\(result?.evaluation[name].map(brief) ?? "-")" }
        + ["\(result.map { duration($0.trainSeconds) } ?? "-")", "\(history.folder.path)"]
    }
    page.add(HTML.table(["", "epochs"] + metrics + ["training", "run"], rows))
    let charts = charts(of: Array(zip(labels, histories)))
    page.add("<div class=\"charts\">\n\(charts.map { page.figure($0) })</div>\n")
  }

  /// What tells each run from the others: settings, else its seed, else its folder.
  private var labels: [String] {
    let values = histories.map { history in
      var values = history.run.hyperparameters.mapValues { "\($0)" }
      values["preset"] = history.run.preset
      return values
    }
    let names = Set(values.flatMap(\.keys)).sorted()
      .filter { name in Set(values.map { $0[name] }).count > 1 }
    // Optimizers come with step sizes of their own.
    let shown = names.contains("optimizer") ? ["optimizer"] : Array(names.prefix(3))
    let texts = values.indices.map { index -> String in
      let parts = shown.map { name in
        name == "optimizer" ? values[index][name] ?? "" : "\(name)=\(values[index][name] ?? "none")"
      }
      let isSeeded = Set(histories.map(\.run.seed)).count > 1
      return (parts + (isSeeded ? ["seed \(histories[index].run.seed)"] : []))
        .joined(separator: " ")
    }
    return Set(texts).count == texts.count ? texts : histories.map(\.folder.path)
  }
}
