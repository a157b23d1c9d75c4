import Agents
import Environments
import RLRuns

/// The part of a report on one run of an agent.
struct AgentSection {
  let history: AgentHistory
  let registry: EnvironmentRegistry

  /// Episodes of the final evaluation that are played again to show how returns are spread.
  private static let episodeLimit = 200

  func add(to page: inout Page) {
    let group = AgentGroup(label: "", members: [history])
    page.add("<div class=\"cards\">\n\(cards)</div>\n")
    let figures = charts(of: [group]).map { page.figure($0) }
    page.add("<h2>Learning</h2>\n")
    if history.metrics.count == 0 {
      page.add(
        history.isComplete
          ? "<p>No episode ended in training.</p>\n" : "<p>No episode has ended yet.</p>\n")
    }
    if !figures.isEmpty { page.add("<div class=\"charts\">\n\(figures)</div>\n") }
    if history.result != nil {
      // The curves are worth seeing where something else is missing or damaged.
      page.attempt("What was learned") { page throws in try addLearned(to: &page) }
      page.attempt("Return landscape") { page throws in
        try page.add(landscapePictures(in: history.folder), under: "Return landscape")
      }
    }
    page.add("<h2>Configuration</h2>\n")
    let run = history.run
    page.add(
      "<p>\(run.agent) on \(run.environment), seed \(run.seed), version \(run.version)</p>\n")
    page.add(ConfiguredSetting.table(run.configuredSettings, preset: run.preset))
    page.add(receiptPart(history.receipt, verify: history.folder.path))
  }

  /// What the weights do: the final evaluation, pictures, and an episode.
  private func addLearned(to page: inout Page) throws {
    let saved = try SavedRun(history.folder, registry: registry)
    if history.isComplete {
      let episodes = min(history.run.evaluationEpisodes, Self.episodeLimit)
      let evaluation = saved.evaluate(episodes: episodes, seed: nil)
      page.add("<h2>Evaluation</h2>\n")
      let chart = page.figure(
        returnsHistogram(evaluation.returns, threshold: history.threshold),
        caption: "Played greedily after training.")
      page.add("<div class=\"charts\">\(chart)</div>\n")
    }
    page.add(try pictures(of: saved), under: "What was learned")
    if let episode = Replay.of(saved) {
      page.add("<h2>An episode</h2>\n")
      page.add(page.player(episode))
    }
  }

  private var cards: [HTML] {
    var cards: [HTML] = []
    if let evaluation = history.result?.evaluation {
      let count = evaluation.episodes
      cards.append(
        card(
          meanReturn(evaluation.mean, evaluation.std, episodes: count),
          "return over \(grouped(count)) episode\(count == 1 ? "" : "s")"))
      if let exact = evaluation.exact {
        let optimum = evaluation.optimum.map { ", optimum \(signed($0))" } ?? ""
        cards.append(card(signed(exact), "expected return, exactly\(optimum)"))
      }
      if let cut = evaluation.cutEpisodes {
        cards.append(card(grouped(cut), "of these episodes had no end and were cut off"))
      }
    }
    if let solved = history.result?.solved, let threshold = history.threshold {
      cards.append(
        card(solved ? "yes" : "no", "solved (threshold \(significantTrimmed(threshold)))"))
    }
    if let steps = history.result?.stepsToThreshold {
      let seconds = history.result?.secondsToThreshold.map { " (\(duration($0)))" } ?? ""
      cards.append(card(grouped(steps), "steps to the threshold\(seconds)"))
    }
    cards.append(card(history.steps, of: "environment step"))
    cards.append(card(history.metrics.count, of: "episode"))
    if let result = history.result {
      cards.append(card(duration(result.trainSeconds), "training"))
      cards.append(card(rate(result.stepsPerSecond), "steps a second"))
    }
    return cards
  }
}

/// A mean with its standard deviation, to the same decimals; a single episode has none.
package func meanReturn(_ mean: Double, _ deviation: Double, episodes: Int) -> String {
  let isWhole = [mean, deviation].allSatisfy { $0 == $0.rounded() }
  func text(_ value: Double) -> String { withMinus(withDecimals(value, isWhole ? 0 : 2)) }
  return text(mean) + (episodes > 1 ? " ± \(text(deviation))" : "")
}

/// The receipt, folded, with how to check it.
func receiptPart(_ receipt: String?, verify path: String) -> HTML {
  guard let receipt else { return "<h2>Receipt</h2>\n<p>The run has not come to its end.</p>\n" }
  return """
    <h2>Receipt</h2>
    <p>The run again gives the same bytes; check it with <code>rlrun verify \(shellWord(path))</code></p>
    <details><summary>receipt.json</summary><pre>\(receipt)</pre></details>

    """
}
