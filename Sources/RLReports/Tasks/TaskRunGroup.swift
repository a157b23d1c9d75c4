import RLRuns
import RLSupervised

/// Runs of a task that differ in their seed alone.
package struct TaskRunGroup: Sendable {
  /// What tells it from the other groups of a report; empty where there is no other one.
  package var label: String
  /// At least one, by their seeds.
  package var members: [TaskHistory]

  package init(label: String, members: [TaskHistory]) {
    self.label = label
    self.members = members.sorted { $0.run.seed < $1.run.seed }
  }

  /// The runs in groups, in the order of the first of each.
  package static func groups(_ histories: [TaskHistory]) -> [TaskRunGroup] {
    var all: [[TaskHistory]] = []
    for history in histories {
      if let index = all.firstIndex(where: { isSame($0[0].run, history.run) }) {
        all[index].append(history)
      } else {
        all.append([history])
      }
    }
    return zip(labels(all.map { $0[0] }), all).map(TaskRunGroup.init)
  }

  private static func isSame(_ first: TaskRun, _ second: TaskRun) -> Bool {
    first.task == second.task && first.hyperparameters == second.hyperparameters
  }

  /// What tells each from the others: settings, else the folder.
  private static func labels(_ histories: [TaskHistory]) -> [String] {
    guard histories.count > 1 else { return histories.map { _ in "" } }
    let labels = groupLabels(histories.map { GroupExample($0.run) })
    return zip(histories, labels).map { history, label in
      labels.count { $0 == label } == 1 && !label.isEmpty ? label : history.folder.path
    }
  }

  /// A curve of the group: that of its run or, of several, their interquartile mean and range.
  package func curve(_ curve: (TaskHistory) -> Curve) -> Curve {
    .interquartile(members.map(curve))
  }

  /// What tells the groups apart stands in its settings.
  var example: GroupExample { GroupExample(members[0].run) }

  /// What its evaluations are of, in a word.
  var evaluationName: String { members.allSatisfy(\.holdsOut) ? "held-out" : "evaluation" }
}
