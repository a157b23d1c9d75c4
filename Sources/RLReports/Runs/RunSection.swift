import RLRuns

/// The part of a report on one run.
struct RunSection<Subject: ShownSubject> {
  let history: RunHistory<Subject>
  let place: RunPlace
  let toolkit: Toolkit

  func add(to page: inout Page) {
    let group = HistoryGroup(label: "", members: [history], toolkit)
    page.add("<div class=\"cards\">\n\(Subject.cards(history))</div>\n")
    let figures = Subject.charts(of: [group]).map { page.figure($0) }
    page.add("<h2>Learning</h2>\n")
    if history.metrics.count == 0 {
      let row = Subject.words.row
      page.add(
        history.isComplete
          ? "<p>No \(row) ended in training.</p>\n" : "<p>No \(row) has ended yet.</p>\n")
    }
    if !figures.isEmpty { page.add("<div class=\"charts\">\n\(figures)</div>\n") }
    if history.result != nil || place.step != nil {
      if let step = place.step {
        let when = "up to \(Subject.words.step) \(grouped(step))"
        page.add("<p><b>What follows was learned \(when).</b></p>\n")
      }
      // The curves are worth seeing where something else is missing or damaged.
      page.attempt("What was learned") { page throws in
        try Subject.addLearned(history, at: place, toolkit, to: &page)
      }
      // It is of the weights at the end.
      if place.step == nil {
        page.attempt(Subject.landscapeTitle) { page throws in
          try page.add(landscapePictures(in: history.folder), under: Subject.landscapeTitle)
        }
      }
    }
    page.add("<h2>Configuration</h2>\n")
    let run = history.run
    let names = [run.subject.learner, run.subject.problem.value].compactMap(\.self)
    page.add(
      "<p>\(names.joined(separator: " on ")), seed \(run.seed), version \(run.version)</p>\n")
    page.add(ConfiguredSetting.table(group.example.settings, preset: run.preset))
    page.add(receiptPart)
  }

  /// The receipt, folded, with how to check it.
  private var receiptPart: HTML {
    guard let receipt = history.receipt else {
      return """
        <h2>Receipt</h2>
        <p>The run has no receipt: it has not come to its end, and nothing says that this is what a \
        run gave.</p>

        """
    }
    return """
      <h2>Receipt</h2>
      <p>\(history.agreement.isContradicted ? "What is shown does not agree with it." : "What was compared agrees with it: \(history.agreement.whatAgrees ?? "nothing").")
      The run again gives the same bytes; check it with <code>rlrun verify \(shellPath(history.folder.path))</code></p>
      <details><summary>receipt.json</summary><pre>\(receipt)</pre></details>

      """
  }
}

/// A mean with its standard deviation, to the same decimals; a single episode has none.
package func meanReturn(_ mean: Double, _ deviation: Double, episodes: Int) -> String {
  let isWhole = [mean, deviation].allSatisfy { $0 == $0.rounded() }
  let spread = episodes > 1 ? deviation : 0
  let texts = withSameDecimals(mean, spread, atLeast: isWhole ? 0 : 2)
  return withMinus(texts.mean) + (episodes > 1 ? " ± \(texts.deviation)" : "")
}
