import Agents
import RLRuns

/// The part of a report on several runs of agents in one environment.
struct AgentComparison {
  let groups: [AgentGroup]

  func add(to page: inout Page) throws {
    page.add(try table)
    page.add(differencesTable(AgentGroup.examples(of: groups), labels: groups.map(\.label)))
    if groups.contains(where: { $0.members.count > 1 }) {
      page.add(seedsNote)
    }
    page.add("<div class=\"charts\">\n\(charts(of: groups).map { page.figure($0) })</div>\n")
    page.add(
      "<details><summary>the runs</summary>\n\(runs)</details>\n")
  }

  /// The statistics of each group, as `rlrun compare` gives them.
  private var table: HTML {
    get throws {
      let complete = groups.map { group in group.members.filter(\.isComplete) }
      let summarised = try zip(groups, complete).filter { !$0.1.isEmpty }.map { group, members in
        (group, try RunGroup(members.map(\.folder)))
      }
      guard !summarised.isEmpty else { return "<p>None of the runs has come to its end.</p>\n" }
      var names: [String] = ["runs"]
      for (_, runs) in summarised {
        for row in runs.summary.rows where !names.contains(row.name) { names.append(row.name) }
      }
      let rows = names.map { name -> [HTML] in
        let cells = summarised.map { _, runs -> HTML in
          if name == "runs" { return "\(runs.summary.seeds)" }
          return "\(runs.summary.rows.first { $0.name == name }?.value ?? "-")"
        }
        return ["\(name)"] + cells
      }
      var html = HTML.table([""] + summarised.map(\.0.label), rows)
      let runs = summarised.map { $0.0.members[0].run }
      if summarised.count == 2, RunGroup.environmentWarning(runs) == nil {
        let chance = try Estimate.probabilityOfImprovement(
          summarised[0].1.returns, over: summarised[1].1.returns)
        let hasInterval = summarised.allSatisfy { $0.1.summary.hasReturnIntervals }
        html.text +=
          ("""
        <p>Probability that a run of \(summarised[0].0.label) is better than one of \
        \(summarised[1].0.label): \(chance.text(3, hasInterval: hasInterval))</p>

        """ as HTML).text
      }
      let hasIntervals = summarised.contains { $0.1.summary.hasIntervals }
      html.text +=
        hasIntervals
        ? "<p>Intervals hold with 95 % confidence. IQM: interquartile mean.</p>\n"
        : "<p>IQM: interquartile mean.</p>\n"
      return html
    }
  }

  private var runs: HTML {
    HTML.table(
      ["run", "", "seed", "steps", "return", "solved"],
      groups.flatMap { group in
        group.members.map { member in
          [
            "\(member.folder.path)", "\(group.label)", "\(member.run.seed)",
            "\(grouped(member.steps))",
            "\(member.result?.evaluation.map { significantTrimmed($0.mean) } ?? "-")",
            "\(member.result?.solved.map { $0 ? "yes" : "no" } ?? "-")",
          ]
        }
      })
  }
}
