import Agents

/// The curves of an agent's run.
extension AgentHistory {
  private func over(_ column: String, _ make: ([Double], [Double]) -> Curve) -> Curve {
    guard let steps = metrics["step"], let values = metrics[column] else { return Curve() }
    return make(steps, values)
  }

  /// The mean return of the last 100 episodes, with the range of the middle 80 of them.
  package var returns: Curve { over("return") { .recentMeans(x: $0, y: $1) } }

  /// The mean length of the last 100 episodes, with the range of the middle 80 of them.
  package var lengths: Curve { over("length") { .recentMeans(x: $0, y: $1) } }

  /// What the agent tells of itself, such as its loss, by name.
  package var diagnostics: [(name: String, curve: Curve)] {
    let others = ["episode", "step", "return", "length", "terminated", "hash"]
    return metrics.columns.filter { !others.contains($0) }.map { name in
      (name, over(name) { .means(x: $0, y: $1) })
    }
  }

  /// The mean returns of the evaluations in training, with one standard deviation around them, though
  /// no further than the returns themselves: of those that are only recorded, else of those that chose
  /// weights.
  package var evaluationReturns: Curve {
    guard let table = evaluations ?? selections, let steps = table["step"],
      let means = table["mean"],
      let deviations = table["std"]
    else { return Curve() }
    let (low, high) = (zip(means, deviations).map(-), zip(means, deviations).map(+))
    return Curve(
      x: steps, y: means, low: zip(low, table["min"] ?? low).map(max),
      high: zip(high, table["max"] ?? high).map(min))
  }

  /// Environment steps a second, between the rows of `timing.csv`.
  package var speed: Curve {
    guard let steps = timing["step"], let seconds = timing["seconds"] else { return Curve() }
    var (x, y): ([Double], [Double]) = ([], [])
    // A fork begins with the steps of its ancestors, which took time elsewhere.
    var last = (step: Double(run.ancestors.last?.untilStep ?? 0), seconds: 0.0)
    for (step, second) in zip(steps, seconds) where second > last.seconds && step > last.step {
      x.append(step)
      y.append((step - last.step) / (second - last.seconds))
      last = (step, second)
    }
    return .means(x: x, y: y)
  }
}

/// Runs that differ in their seed alone.
package struct AgentGroup: Sendable {
  /// What tells it from the other groups of a report.
  package var label: String
  /// At least one, by their seeds.
  package var members: [AgentHistory]

  var agent: String { members[0].run.agent }

  /// The runs in groups, in the order of the first of each.
  package static func groups(_ histories: [AgentHistory]) -> [AgentGroup] {
    var groups: [AgentGroup] = []
    for history in histories {
      if let index = groups.firstIndex(where: { isSame($0.members[0].run, history.run) }) {
        groups[index].members.append(history)
      } else {
        groups.append(AgentGroup(label: "", members: [history]))
      }
    }
    for index in groups.indices { groups[index].members.sort { $0.run.seed < $1.run.seed } }
    for (index, label) in groupLabels(examples(of: groups)).enumerated() {
      groups[index].label = label
    }
    return groups
  }

  private static func isSame(_ first: RunConfiguration, _ second: RunConfiguration) -> Bool {
    first.agent == second.agent && first.environment == second.environment
      && first.ancestors == second.ancestors && first.settingDifferences(to: second).isEmpty
  }

  /// What tells the groups apart: their settings, and of forks their folders.
  static func examples(of groups: [AgentGroup]) -> [GroupExample] {
    let isForked = Set(groups.map(\.members[0].run.ancestors)).count > 1
    return groups.map { group in
      var example = GroupExample(group.members[0].run)
      if isForked { example.origin = group.members[0].folder.path }
      return example
    }
  }

  /// A curve of the group: that of its run or, of several, their interquartile mean and range.
  package func curve(_ curve: (AgentHistory) -> Curve) -> Curve {
    .interquartile(members.map(curve))
  }
}
