import RLRuns
import RLSupervised

/// The part of a report on one run of a task.
struct TaskSection {
  let history: TaskHistory
  let store: DataStore

  func add(to page: inout Page) {
    page.add("<div class=\"cards\">\n\(cards)</div>\n")
    page.add("<h2>Learning</h2>\n")
    let group = TaskRunGroup(label: "", members: [history])
    page.add(
      "<div class=\"charts\">\n\(charts(of: [group]).map { page.figure($0) })</div>\n")
    if history.result != nil {
      // The curves are worth seeing where the data are not at hand, or something is damaged.
      page.attempt("What was learned") { page throws in
        try page.add(pictures(of: history, data: store), under: "What was learned")
      }
      page.attempt("Loss landscape") { page throws in
        try page.add(landscapePictures(in: history.folder), under: "Loss landscape")
      }
    }
    let run = history.run
    page.add("<h2>Configuration</h2>\n")
    page.add("<p>\(run.task), seed \(run.seed), version \(run.version)</p>\n")
    page.add(ConfiguredSetting.table(run.configuredSettings, preset: run.preset))
    page.add(receiptPart(history.receipt, verify: history.folder.path))
  }

  private var cards: [HTML] {
    var cards: [HTML] = []
    if let result = history.result {
      let names = history.quantities.filter { result.evaluation[$0] != nil }
      for name in names.prefix(4) {
        cards.append(card(measured(result.evaluation[name] ?? 0, name), Metric.title(name)))
      }
      if let penalty = result.penalty { cards.append(card(significant(penalty), "L2 penalty")) }
      cards.append(card(result.epochs, of: "epoch"))
      cards.append(card(result.updates, of: "gradient step"))
      cards.append(card(result.parameters, of: "parameter"))
      cards.append(card(result.examples, of: "example"))
      cards.append(card(duration(result.trainSeconds), "training"))
      if let seconds = result.secondsPerEpoch { cards.append(card(duration(seconds), "an epoch")) }
    } else {
      cards.append(card(Int(history.metrics["epoch"]?.last ?? 0), of: "epoch"))
    }
    return cards
  }
}
