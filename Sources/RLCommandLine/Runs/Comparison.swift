import RLReports
import RLRuns

/// Two groups of runs side by side.
struct Comparison<Subject: ToldSubject> {
  let first: RunGroup<Subject>
  let second: RunGroup<Subject>
  /// For each score that both have, that a run of the first group has a higher one than one of the
  /// second.
  let improvements: [(score: String, probability: Estimate)]
  /// The settings in which they differ.
  let differences: [SettingDifference]
  private let toolkit: Toolkit

  init(
    _ first: RunGroup<Subject>, _ second: RunGroup<Subject>, _ toolkit: Toolkit
  ) throws(SampleError) {
    self.first = first
    self.second = second
    self.toolkit = toolkit
    differences = Self.differences(first, second, toolkit)
    var improvements: [(score: String, probability: Estimate)] = []
    for (score, _) in first.summaries where second.summaries.contains(where: { $0.score == score })
    {
      let probability = try Estimate.probabilityOfImprovement(
        first.values(score), over: second.values(score))
      improvements.append((score, probability))
    }
    self.improvements = improvements
  }

  /// What makes the figures doubtful.
  var warnings: [String] {
    var warnings: [String] = []
    if let warning = RunGroup.problemWarning([first.members[0].run, second.members[0].run]) {
      warnings.append(warning)
    }
    let scores = [first, second].map { $0.summaries.map(\.score) }
    if scores[0] != scores[1] {
      let texts = scores.map { $0.map { Subject.title(ofScore: $0) }.joined(separator: ", ") }
      warnings.append(
        "the groups are evaluated by different numbers: \(texts[0]); \(texts[1])")
    }
    for (name, group) in [("first", first), ("second", second)] {
      let mixtures = group.mixtures
      if !mixtures.isEmpty {
        warnings.append(
          "the \(name) group mixes runs that differ in more than their seeds: "
            + mixtures.joined(separator: ", "))
      } else if let seed = group.repeatedSeeds.first {
        warnings.append(
          "the \(name) group has seed \(seed) more than once, which makes its intervals too narrow")
      }
    }
    return warnings
  }

  /// The settings that are not the same in both groups; of different agents, those that both have.
  private static func differences(
    _ first: RunGroup<Subject>, _ second: RunGroup<Subject>, _ toolkit: Toolkit
  ) -> [SettingDifference] {
    let settings = [first, second].map { group in
      group.members.flatMap { $0.run.configuredSettings(toolkit) }
    }
    let isOfOneAgent = Set(first.learners + second.learners).count <= 1
    func values(_ name: String, in group: Int) -> String? {
      let texts = settings[group].filter { $0.name == name }.map { shortText("\($0.value)") }
      return texts.isEmpty ? nil : distinct(texts).joined(separator: ", ")
    }
    return Set(settings.joined().map(\.name)).sorted().compactMap { name in
      let (one, other) = (values(name, in: 0), values(name, in: 1))
      let isTold = one != other && (isOfOneAgent || (one != nil && other != nil))
      return isTold ? SettingDifference(name: name, first: one, second: other) : nil
    }
  }

  /// What the groups are called: by that in which they differ, where it is short.
  private var names: [String] {
    let names = groupLabels(
      [first, second].map { Subject.example($0.members[0].run, toolkit) })
    let areMixed = [first, second].contains { !$0.mixtures.isEmpty }
    let areTelling = names[0] != names[1] && names.allSatisfy { $0.count <= 28 }
    return areTelling && !areMixed ? names : ["first", "second"]
  }

  /// The figures of a group by name.
  private static func rows(_ group: RunGroup<Subject>) -> [(name: String, value: String)] {
    if group.members[0].run.subject.learner != nil { return group.summary.rows }
    return group.summaries.flatMap { score, summary in
      let title = Subject.title(ofScore: score)
      func number(_ value: Double) -> String { Subject.text(value, of: score) }
      let interval = [summary.mean.low, summary.mean.high].map(number).joined(separator: ", ")
      return [
        (
          "\(title), mean",
          number(summary.mean.value) + (summary.hasReturnIntervals ? " [\(interval)]" : "")
        ), ("\(title), least", number(summary.min)), ("\(title), greatest", number(summary.max)),
      ]
    }
  }

  var lines: [String] {
    let titles = names
    let settings = differences.map { ($0.name, [$0.first ?? "-", $0.second ?? "-"]) }
    let isOfAgents = !first.learners.isEmpty
    func column(_ group: RunGroup<Subject>, _ index: Int) -> [(name: String, value: String)] {
      var rows: [(name: String, value: String)] = []
      if isOfAgents { rows.append(("agent", group.learners.joined(separator: ", "))) }
      rows.append(("preset", group.presets.joined(separator: ", ")))
      rows.append((group.members[0].run.subject.problem.key, group.problem))
      for (name, values) in settings { rows.append((name, values[index])) }
      if isOfAgents {
        rows.append(("threshold", group.summary.threshold.map(significantTrimmed) ?? "-"))
      }
      rows.append(("runs", grouped(group.summary.seeds)))
      return rows + Self.rows(group)
    }
    let columns = [column(first, 0), column(second, 1)]
    // A group without a threshold has fewer rows, and tasks may be evaluated by other numbers.
    let names = distinct(columns.flatMap { $0.map(\.name) })
    let values = columns.map { column in
      names.map { name in column.first { $0.name == name }?.value ?? "-" }
    }
    let width = (values[0] + [titles[0]]).map(\.count).max() ?? 0
    let nameWidth = max(22, 2 + (names.map(\.count).max() ?? 0))
    let rows = zip([""] + names, zip([titles[0]] + values[0], [titles[1]] + values[1]))
    var lines = rows.map { name, values in
      (padded(name, nameWidth) + padded(values.0, width + 2) + values.1).trimmingEnd()
    }
    let terminal = Terminal.standardOutput
    if terminal.isTerminal, lines.contains(where: { $0.count > terminal.textWidth }) {
      lines = rows.flatMap { name, values in
        (name.isEmpty ? [] : [name]) + ["  A  \(values.0)", "  B  \(values.1)"]
      }
    }
    let hasInterval = first.summary.hasReturnIntervals && second.summary.hasReturnIntervals
    let chances = improvements.map { score, chance in
      let heading =
        isOfAgents
        ? Self.improvement(of: titles[0], over: titles[1])
        : "probability that a run of the first has a higher \(Subject.title(ofScore: score)):"
      return heading.split(separator: "\n").map(String.init)
        + [padded("", nameWidth) + "\(chance.text(3, hasInterval: hasInterval))"]
    }
    return lines + [""] + chances.joined()
  }

  private static func improvement(of first: String, over second: String) -> String {
    let isPlain = first == "first" && second == "second"
    let (first, second) = isPlain ? ("the first", "the second") : (first, second)
    let (start, end) = ("probability of improvement of \(first)", "over \(second):")
    return start + (start.count + end.count < 80 ? " " : "\n  ") + end
  }
}

extension Comparison: Encodable {
  private enum CodingKeys: String, CodingKey {
    case first, second, differences, probabilityOfImprovement, warnings
  }

  private struct Group: Encodable {
    let group: RunGroup<Subject>

    func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: FieldName.self)
      let subject = group.members[0].run.subject
      try container.encode(subject.problem.value, forKey: FieldName(subject.problem.key))
      try container.encode(group.presets, forKey: FieldName("presets"))
      try container.encode(group.members.map(\.folder.path), forKey: FieldName("runs"))
      if subject.learner != nil {
        try container.encode(group.learners, forKey: FieldName("agents"))
        try container.encode(group.summary, forKey: FieldName("summary"))
      } else {
        try container.encode(
          Dictionary(uniqueKeysWithValues: group.summaries.map { ($0.score, $0.summary) }),
          forKey: FieldName("summary"))
      }
    }
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(Group(group: first), forKey: .first)
    try container.encode(Group(group: second), forKey: .second)
    try container.encode(differences, forKey: .differences)
    if first.learners.isEmpty {
      try container.encode(
        Dictionary(uniqueKeysWithValues: improvements.map { ($0.score, $0.probability) }),
        forKey: .probabilityOfImprovement)
    } else {
      try container.encode(
        improvements.first?.probability, forKey: .probabilityOfImprovement)
    }
    try container.encode(warnings, forKey: .warnings)
  }
}
