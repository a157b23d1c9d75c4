import RLRuns

/// The part of a report on several runs of one environment, or one task.
struct RunComparison<Subject: ShownSubject> {
  let groups: [HistoryGroup<Subject>]
  let toolkit: Toolkit

  private var isSeeded: Bool { groups.contains { $0.members.count > 1 } }

  func add(to page: inout Page) throws {
    page.add(try statistics)
    page.add(differencesTable(groups.map(\.example), labels: groups.map(\.label)))
    if isSeeded { page.add(seedsNote) }
    var charts = Subject.charts(of: groups)
    do throws(SampleError) { charts = try Subject.seedCharts(of: groups) + charts } catch {
      page.add("<p>Intervals over seeds cannot be shown: \(error)</p>\n")
    }
    page.add("<div class=\"charts\">\n\(charts.map { page.figure($0) })</div>\n")
    page.add("<details><summary>the runs</summary>\n\(runs)</details>\n")
  }

  /// A group whose runs have come to their end, in numbers.
  private typealias Summarised = (group: HistoryGroup<Subject>, runs: RunGroup<Subject>)

  /// The statistics of each group over its complete runs, as `rlrun compare` gives them.
  private var statistics: HTML {
    get throws {
      let summarised = try groups.compactMap { group -> Summarised? in
        let complete = group.members.filter(\.isComplete)
        return complete.isEmpty ? nil : (group, try RunGroup(complete.map(\.folder)))
      }
      guard let first = summarised.first else {
        return "<p>None of the runs has come to its end.</p>\n"
      }
      var html = first.runs.summaries.count == 1 ? byGroup(summarised) : byScore(summarised)
      html.text += try improvement(summarised).text
      let hasIntervals = summarised.contains { $0.runs.summary.hasIntervals }
      html.text +=
        hasIntervals
        ? "<p>Intervals hold with 95 % confidence. IQM: interquartile mean.</p>\n"
        : "<p>IQM: interquartile mean.</p>\n"
      return html
    }
  }

  /// A column for each group, where runs are compared by one number.
  private func byGroup(_ summarised: [Summarised]) -> HTML {
    let names = distinct(["runs"] + summarised.flatMap { $0.runs.summary.rows.map(\.name) })
    let rows = names.map { name -> [HTML] in
      // What belongs to the row above is set in, as in the terminal.
      ["\(name.replacing("  ", with: "\u{a0}\u{a0}"))"]
        + summarised.map { _, runs in
          name == "runs"
            ? "\(runs.summary.seeds)"
            : "\(runs.summary.rows.first { $0.name == name }?.value ?? "-")"
        }
    }
    return HTML.table([""] + summarised.map(\.group.label), rows)
  }

  /// A row for each number of each group.
  private func byScore(_ summarised: [Summarised]) -> HTML {
    let isSeveral = summarised.count > 1
    let rows = summarised.flatMap { group, runs in
      runs.summaries.map { score, summary -> [HTML] in
        func number(_ value: Double) -> String { Subject.text(value, of: score) }
        func interval(_ estimate: Estimate) -> String {
          // One number does not tell how far others lie.
          number(estimate.value)
            + (summary.hasReturnIntervals
              ? " [\(number(estimate.low)), \(number(estimate.high))]" : "")
        }
        let cells =
          ["\(summary.seeds)", interval(summary.interquartileMean), interval(summary.mean)]
          + [summary.min, summary.median, summary.max].map(number)
        return (isSeveral ? ["\(group.label)"] : []) + ["\(Subject.title(ofScore: score))"]
          + cells.map { "\($0)" }
      }
    }
    let head = isSeveral ? ["", ""] : [""]
    return HTML.table(head + ["runs", "IQM", "mean", "min", "median", "max"], rows)
  }

  /// Of two groups, how probably the one is better.
  private func improvement(_ summarised: [Summarised]) throws -> HTML {
    guard summarised.count == 2, summarised[0].runs.summaries.count == 1,
      RunGroup.problemWarning(summarised.map { $0.group.members[0].run }) == nil
    else { return "" }
    let score = summarised[0].runs.summaries[0].score
    let chance = try Estimate.probabilityOfImprovement(
      summarised[0].runs.values(score), over: summarised[1].runs.values(score))
    let hasInterval = summarised.allSatisfy { $0.runs.summary.hasReturnIntervals }
    return """
      <p>Probability that a run of \(summarised[0].group.label) is better than one of \
      \(summarised[1].group.label): \(chance.text(3, hasInterval: hasInterval))</p>

      """
  }

  private var runs: HTML {
    // A run that has not come to its end has fewer numbers.
    let all = groups.flatMap { $0.members.map { Subject.columns($0) } }
    let fullest = all.max { $0.count < $1.count } ?? []
    let titles = distinct((fullest + all.joined()).map(\.title))
    return HTML.table(
      ["run", "", "seed"] + titles,
      groups.flatMap { group in
        group.members.map { member -> [HTML] in
          let columns = Subject.columns(member)
          return ["\(member.folder.path)", "\(group.label)", "\(member.run.seed)"]
            + titles.map { title in "\(columns.first { $0.title == title }?.text ?? "-")" }
        }
      })
  }

  /// How the curve of several seeds is to be read.
  private var seedsNote: HTML {
    """
    <p>Where nothing else is said, the curve of several seeds is their interquartile mean, its band the \
    range of the middle half; a run that ended early keeps its last value.</p>

    """
  }
}
