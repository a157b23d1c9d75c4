import RLRuns

/// Runs that differ in their seed alone.
package struct HistoryGroup<Subject: ShownSubject>: Sendable {
  /// What tells it from the other groups of a report; empty where there is no other one, but for the
  /// agent's name.
  package var label: String
  /// At least one, by their seeds.
  package var members: [RunHistory<Subject>]
  /// What tells the groups apart stands in its settings.
  var example: GroupExample

  package init(label: String, members: [RunHistory<Subject>], _ toolkit: Toolkit) {
    self.label = label
    self.members = members.sorted { $0.run.seed < $1.run.seed }
    example = Subject.example(members[0].run, toolkit)
  }

  /// The runs in groups, in the order of the first of each.
  package static func groups(
    _ histories: [RunHistory<Subject>], _ toolkit: Toolkit
  ) -> [HistoryGroup] {
    var all: [[RunHistory<Subject>]] = []
    for history in histories {
      if let index = all.firstIndex(where: { isSame($0[0].run, history.run) }) {
        all[index].append(history)
      } else {
        all.append([history])
      }
    }
    var groups = all.map { HistoryGroup(label: "", members: $0, toolkit) }
    let isForked = Set(groups.map(\.members[0].run.ancestors)).count > 1
    if isForked {
      for index in groups.indices {
        groups[index].example.origin = groups[index].members[0].folder.path
      }
    }
    let labels = groupLabels(groups.map(\.example))
    for index in groups.indices {
      // What cannot be told apart by settings is told by its folder.
      let isTelling = !labels[index].isEmpty && labels.count { $0 == labels[index] } == 1
      groups[index].label =
        isTelling || groups.count == 1 ? labels[index] : groups[index].members[0].folder.path
    }
    return groups
  }

  private static func isSame(
    _ first: RunConfiguration<Subject>, _ second: RunConfiguration<Subject>
  ) -> Bool {
    first.subject.problem == second.subject.problem
      && first.subject.learner == second.subject.learner && first.ancestors == second.ancestors
      && first.settingDifferences(to: second).isEmpty
  }

  /// A curve of the group: that of its run or, of several, their interquartile mean and range.
  package func curve(_ curve: (RunHistory<Subject>) -> Curve) -> Curve {
    .interquartile(members.map(curve))
  }
}
