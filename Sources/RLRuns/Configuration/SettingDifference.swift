import RLSettings

/// Something that is another value in another run.
package struct SettingDifference: Sendable, Hashable, Encodable {
  package var name: String
  /// Nil where a run has no such thing.
  package var first: String?
  package var second: String?

  package init(name: String, first: String?, second: String?) {
    self.name = name
    self.first = first
    self.second = second
  }

  /// The settings that are not the same, sorted by name.
  static func between(
    _ first: [String: SettingValue], _ second: [String: SettingValue], prefix: String = ""
  ) -> [SettingDifference] {
    Set(first.keys).union(second.keys).sorted().filter { first[$0] != second[$0] }.map {
      SettingDifference(
        name: prefix + $0, first: first[$0].map { "\($0)" }, second: second[$0].map { "\($0)" })
    }
  }
}

extension RunConfiguration {
  /// The settings that are not the same in another configuration.
  package func settingDifferences(to other: RunConfiguration) -> [SettingDifference] {
    settings.differences(from: other.settings)
  }

  /// What is not the same of all that a run follows from.
  func differences(to other: RunConfiguration) -> [SettingDifference] {
    func difference(_ name: String, _ value: (RunConfiguration) -> String?) -> [SettingDifference] {
      let (first, second) = (value(self), value(other))
      return first == second ? [] : [SettingDifference(name: name, first: first, second: second)]
    }
    func value(_ name: String, in list: [(String, String)]) -> String? {
      list.first { $0.0 == name }?.1
    }
    let names = subject.names.flatMap { name in
      difference(name.key) { value(name.key, in: $0.subject.names) }
    }
    let facts = subject.facts.flatMap { fact in
      difference(fact.name) { value(fact.name, in: $0.subject.facts) }
    }
    let ancestors = zip(ancestors, other.ancestors).enumerated().flatMap { index, pair in
      pair.0.settings.differences(from: pair.1.settings, prefix: "ancestor \(index + 1) ")
    }
    return difference("version", \.version) + names + difference("seed") { "\($0.seed)" } + facts
      + difference("data", \.data)
      + difference("forked at") { run in
        let steps = run.ancestors.map { "\($0.untilStep)" }
        guard !steps.isEmpty else { return "never" }
        return "\(Subject.words.step)\(steps.count == 1 ? "" : "s") "
          + steps.joined(separator: ", ")
      } + ancestors + settingDifferences(to: other)
  }

  /// The step at which the run was forked from another one; nil where it was not.
  package func forkStep(from other: RunConfiguration) -> Int? {
    guard let last = ancestors.last, Array(ancestors.dropLast()) == other.ancestors,
      last.settings == other.settings, subject == other.subject, data == other.data,
      (seed, version) == (other.seed, other.version)
    else { return nil }
    return last.untilStep
  }
}
