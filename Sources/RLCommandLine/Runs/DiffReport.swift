import RLRuns
import RLState

/// The differences of two runs, for a person. They are called A and B.
struct DiffReport<Subject: ToldSubject> {
  private let runs: [RunConfiguration<Subject>]
  private let folders: [RunFolder]
  private let difference: RunDifference<Subject>

  init(
    _ runs: [RunConfiguration<Subject>], _ folders: [RunFolder],
    _ difference: RunDifference<Subject>
  ) {
    self.runs = runs
    self.folders = folders
    self.difference = difference
  }

  var text: String {
    ([names, configuration, table("outcome", outcome)] + paragraphs).joined(separator: "\n\n")
  }

  private var names: String {
    var lines = zip(["A", "B"], folders).map { "\($0)  \(visibleLine($1.path))" }
    if let step = runs[1].forkStep(from: runs[0]) {
      lines.append("B is a fork of A at \(word) \(grouped(step))")
    }
    if let step = runs[0].forkStep(from: runs[1]) {
      lines.append("A is a fork of B at \(word) \(grouped(step))")
    }
    return lines.joined(separator: "\n")
  }

  private var configuration: String {
    difference.configuration.isEmpty
      ? "the configuration is the same" : table("configuration", difference.configuration)
  }

  private var outcome: [SettingDifference] {
    func row(_ name: String, _ value: (RunDifference<Subject>.Outcome) -> String?)
      -> SettingDifference
    {
      SettingDifference(
        name: name, first: value(difference.outcomes[0]), second: value(difference.outcomes[1]))
    }
    let rows = difference.outcomes.map { Subject.rows($0.receipt?.outcome) }
    let names = rows.flatMap { $0.map(\.name) }.reduce(into: [String]()) {
      if !$0.contains($1) { $0.append($1) }
    }
    let weights = difference.outcomes.map { $0.receipt.map { String($0.weights.prefix(12)) } }
    return [
      row(word + "s") { grouped($0.steps) + ($0.receipt == nil ? " so far" : "") },
      row(Subject.words.row + "s") { grouped($0.rows) },
    ]
      + names.map { name in
        let values = rows.map { row in row.first { $0.name == name }?.value }
        return SettingDifference(name: name, first: values[0], second: values[1])
      } + [SettingDifference(name: "weights", first: weights[0], second: weights[1])]
  }

  /// What a step is called.
  private var word: String { Subject.words.step }

  /// What the runs did, in paragraphs.
  private var paragraphs: [String] {
    guard let course = difference.course else {
      let names = zip(runs[0].subject.names, runs[1].subject.names).first { $0.value != $1.value }
      let other = (names?.0.key ?? "run") + "s"
      return [wrapped("their \(other) are different, so there is no step to compare")]
    }
    return [transitions(course)] + row(course) + course.alterations.map(alteration)
  }

  private func transitions(_ course: CourseDifference) -> String {
    switch course.transitions {
    case .same(let step): return wrapped(same(until: step))
    case .different(let transition):
      let place = transition.environment.map { " in environment \($0)" } ?? ""
      return table(
        "\(word) \(grouped(transition.step))\(place) is the first that differs", [transition.value])
    case .notTrained:
      let versions = Set(runs.map(\.version)).sorted().joined(separator: " and ")
      return wrapped(
        "the first \(word) that differs is not known: this is version \(toolkitVersion), and the runs "
          + "were made by \(versions), so they cannot be trained again here")
    }
  }

  private func same(until step: Int) -> String {
    let outcomes = difference.outcomes
    let receipts = outcomes.compactMap(\.receipt)
    if receipts.count == 2 && outcomes.allSatisfy({ $0.steps == step }) {
      let weights = receipts[0].weights == receipts[1].weights
      return "the \(course) are the same throughout; the weights are "
        + (weights ? "the same, too" : "different")
    }
    let isFirst = outcomes[0].steps <= outcomes[1].steps
    let shorter = outcomes[isFirst ? 0 : 1]
    let name = isFirst ? "A" : "B"
    return "the \(course) are the same up to \(word) \(grouped(step)), where "
      + (shorter.receipt == nil ? "the record of \(name) ends" : "\(name) ends")
  }

  /// What is compared step by step.
  private var course: String { Subject.hasData ? "updates" : "transitions" }

  private func row(_ course: CourseDifference) -> [String] {
    guard let row = course.row else { return [] }
    return [
      table(
        "the row of \(Subject.words.row) \(grouped(row.number)) is the first that differs",
        row.columns)
    ]
  }

  private func alteration(_ alteration: CourseDifference.Alteration) -> String {
    guard let row = alteration.row else {
      return wrapped("\(alteration.file) was altered: the run has other \(course)")
    }
    return """
      \(wrapped("\(alteration.file) was altered: the row of \(Subject.words.row) \(grouped(row.number)) is another"))
        recorded  \(row.recorded.map { short($0) } ?? "nothing")
        trained   \(row.trained ?? "nothing")
      """
  }

  /// Values side by side, or one below the other where they are long.
  private func table(_ title: String, _ rows: [SettingDifference]) -> String {
    let cells = rows.map { row in
      (
        row.name, short(row.first ?? "-", 4000, hasLines: true),
        short(row.second ?? "-", 4000, hasLines: true)
      )
    }
    func fits(_ cell: (String, String, String)) -> Bool {
      cell.1.count <= 24 && cell.2.count <= 24 && !(cell.1 + cell.2).contains("\n")
    }
    let beside = cells.filter(fits)
    let nameWidth = max(20, (beside.map(\.0.count).max() ?? 0) + 4)
    let valueWidth = max(16, (beside.map(\.1.count).max() ?? 0) + 2)
    let heading =
      title.count < nameWidth ? padded(title, nameWidth) : title + "\n" + padded("", nameWidth)
    var lines = [heading + padded("A", valueWidth) + "B"]
    for cell in cells {
      if fits(cell) {
        lines.append(padded("  " + cell.0, nameWidth) + padded(cell.1, valueWidth) + cell.2)
      } else {
        lines.append("  \(cell.0)")
        for (name, value) in [("A", cell.1), ("B", cell.2)] {
          let text = value.split(separator: "\n").joined(separator: "\n       ")
          lines.append("    \(name)  \(text)")
        }
      }
    }
    return lines.joined(separator: "\n")
  }
}
