import Agents
import Environments
import RLRuns

/// The history of an agent's run.
package typealias AgentHistory = RunHistory<AgentSubject>

/// What a report needs of the `result.json` of an agent's run.
package struct RecordedAgentRun: RecordedRun {
  @RunCount package var steps: Int
  @RunCount package var episodes: Int
  @RunCount package var updates: Int
  package var trainSeconds: Double
  package var stepsPerSecond: Double
  package var evaluation: Evaluation?
  package var solved: Bool?
  package var stepsToThreshold: Int?
  package var secondsToThreshold: Double?

  package var step: Int { steps }

  package struct Evaluation: Sendable, Decodable {
    @RunCount package var episodes: Int
    package var mean: Double
    package var std: Double
    package var min: Double
    package var max: Double
    package var exact: Double?
    package var optimum: Double?
    /// Episodes that had no end and were cut off; nil for none.
    package var cutEpisodes: Int?
  }
}

extension AgentSubject: ShownSubject {
  package typealias Recorded = RecordedAgentRun

  package struct Notes: Sendable {
    /// The mean return at which the environment counts as solved; nil where its settings are not those
    /// that the threshold was made for.
    package var threshold: Double?
  }

  package static let tables: [RecordTableName] = [.selections, .evaluations]

  package static func notes(
    of run: AgentRun, in folder: RunFolder, _ toolkit: Toolkit
  ) throws -> Notes {
    _ = try toolkit.catalog.environments.entry(named: run.environment)
    // Settings that make no environment are told of where the weights are to be shown.
    return Notes(threshold: (try? run.threshold(in: toolkit.catalog)) ?? nil)
  }

  package static func title(_ run: AgentRun) -> String { "\(run.agent) on \(run.environment)" }

  package static func configuredSettings(
    _ run: AgentRun, _ toolkit: Toolkit
  ) -> [ConfiguredSetting] {
    var request = RunRequest(environment: run.environment, agent: run.agent)
    request.preset = run.preset
    let original = try? AgentRun(request, in: toolkit.catalog)
    return ConfiguredSetting.list(run.settings, preset: original?.settings)
  }

  package static func example(_ run: AgentRun, _ toolkit: Toolkit) -> GroupExample {
    GroupExample(
      kind: run.agent, preset: run.preset, settings: configuredSettings(run, toolkit))
  }

  package static func axis(_ result: RecordedAgentRun) -> Int { result.steps }
  package static func scores(_ result: RecordedAgentRun) -> [String: Double] {
    result.evaluation.map { ["mean": $0.mean] } ?? [:]
  }
  package static func text(_ value: Double, of score: String) -> String {
    significantTrimmed(value)
  }
  package static func title(ofScore score: String) -> String { "return" }
  package static var landscapeTitle: String { "Return landscape" }

  package static func columns(_ history: AgentHistory) -> [(title: String, text: String)] {
    let result = history.result
    return [
      ("steps", grouped(history.step)),
      ("return", result?.evaluation.map { significantTrimmed($0.mean) } ?? "-"),
      ("solved", result?.solved.map { $0 ? "yes" : "no" } ?? "-"),
    ]
  }

  package static func cards(_ history: AgentHistory) -> [HTML] {
    var cards: [HTML] = []
    let result = history.result
    if let evaluation = result?.evaluation {
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
    if let solved = result?.solved, let threshold = history.notes.threshold {
      cards.append(
        card(solved ? "yes" : "no", "solved (threshold \(significantTrimmed(threshold)))"))
    }
    if let steps = result?.stepsToThreshold {
      let seconds = result?.secondsToThreshold.map { " (\(duration($0)))" } ?? ""
      cards.append(card(grouped(steps), "steps to the threshold\(seconds)"))
    }
    cards.append(card(history.step, of: "environment step"))
    cards.append(
      card(
        result?.episodes ?? Int(clamped: history.metrics["episode"]?.last ?? 0), of: "episode"))
    if let result {
      cards.append(card(duration(result.trainSeconds), "training"))
      cards.append(card(rate(result.stepsPerSecond), "steps a second"))
    }
    return cards
  }

  /// Episodes of the final evaluation that are played again to show how returns are spread.
  private static let episodeLimit = 200

  package static func charts(of groups: [HistoryGroup<AgentSubject>]) -> [CurveChart] {
    agentCharts(of: groups)
  }

  package static func seedCharts(
    of groups: [HistoryGroup<AgentSubject>]
  ) throws(SampleError) -> [CurveChart] {
    try RLReports.seedCharts(of: groups)
  }

  /// The final evaluation, pictures, and an episode.
  package static func addLearned(
    _ history: AgentHistory, at place: RunPlace, _ toolkit: Toolkit, to page: inout Page
  ) throws {
    let saved = try place.savedRun(toolkit)
    if history.isComplete || place.step != nil {
      let episodes = min(history.run.evaluationEpisodes, episodeLimit)
      let evaluation = saved.evaluate(episodes: episodes, seed: nil)
      page.add("<h2>Evaluation</h2>\n")
      let chart = page.figure(
        returnsHistogram(evaluation.returns, threshold: history.notes.threshold),
        caption: place.step == nil
          ? "Played greedily after training." : "Played greedily at this step.")
      page.add("<div class=\"charts\">\(chart)</div>\n")
    }
    page.add(try pictures(of: saved), under: "What was learned")
    if let episode = Replay.of(saved) {
      page.add("<h2>An episode</h2>\n")
      page.add(page.player(episode))
    }
  }
}
