import Agents
import RLRuns

/// The charts of runs of agents in one environment, over each other.
func agentCharts(of groups: [HistoryGroup<AgentSubject>]) -> [CurveChart] {
  let axes = groups.map(\.counterAxes)
  let isSeveral = groups.contains { $0.members.count > 1 }
  func chart(
    _ title: String, _ caption: String = "", hasDots: Bool = false, of agent: String? = nil,
    _ curve: (AgentHistory) -> Curve
  ) -> CurveChart {
    var chart = CurveChart(title, over: "environment steps", caption: caption)
    for (index, group) in groups.enumerated() where agent ?? group.agent == group.agent {
      let line = group.curve(curve)
      if !line.isEmpty {
        let name = groups.count == 1 ? "" : group.label
        chart.series.append(
          .init(name, line, color: index, hasDots: hasDots, axes: axes[index]))
      }
    }
    return chart
  }
  let interval = isSeveral ? "." : ", with the 95 % confidence interval of their mean."
  let single = isSeveral ? "" : " The band holds the middle 80 of them."
  let mean = "Mean \(groups.window)." + single
  var returns = chart("Return", mean, \.returns)
  var evaluations = chart(
    "Return in evaluations", "Greedy episodes between the updates\(interval)", hasDots: true,
    \.evaluationReturns)
  if groups.count == 1, !returns.isEmpty, !evaluations.isEmpty,
    var line = evaluations.series.first
  {
    // What the greedy policy gets is best seen beside what the exploring one gets.
    line.name = "evaluation"
    line.color = 1
    returns.series[0].name = "training"
    returns.series.append(line)
    returns.caption +=
      " Evaluations: greedy episodes\(interval)"
    evaluations.series = []
  }
  // A level that holds for some of the runs alone would mislead about the others.
  let thresholds = Set(groups.flatMap(\.members).map(\.notes.threshold))
  if thresholds.count == 1, let threshold = thresholds.first ?? nil {
    returns.levels = [.init(name: "solved", y: threshold)]
    evaluations.levels = returns.levels
  }
  var charts = [
    returns, evaluations, chart("Length of episodes", mean, \.lengths),
  ]
  var names: [String] = []
  for member in groups.flatMap(\.members) {
    for (name, _) in member.diagnostics where !names.contains(name) { names.append(name) }
  }
  let agents: [String] = groups.map(\.agent).reduce(into: []) { names, name in
    if !names.contains(name) { names.append(name) }
  }
  for name in names {
    func diagnostic(_ title: String, of agent: String? = nil) -> CurveChart {
      chart(title, of: agent) { history in
        history.diagnostics.first { $0.name == name }?.curve ?? Curve()
      }
    }
    let title = diagnosticTitle(name)
    guard name.contains("oss") else {
      charts.append(diagnostic(title))
      continue
    }
    // What one agent minimises says nothing beside what another one does.
    var losses = agents.map { diagnostic("\(title) of \($0)", of: $0) }.filter { !$0.isEmpty }
    if losses.count == 1 { losses[0].title = title }
    for index in losses.indices { losses[index].chooseScale() }
    charts += losses
  }
  let speed = chart("Environment steps a second", hasDots: true, \.speed)
  return charts.filter { !$0.isEmpty } + (speed.isCourse ? [speed] : [])
}

/// What a diagnostic is called for a person.
private func diagnosticTitle(_ name: String) -> String {
  switch name {
  case "exploration": "Exploration rate ε"
  case "loss": "Loss"
  case "q": "Mean Q-value of a batch"
  case "entropy": "Entropy of the policy"
  default:
    // `policyLoss` is "Policy loss".
    name.prefix(1).uppercased()
      + name.dropFirst().map { $0.isUppercase ? " " + $0.lowercased() : String($0) }.joined()
  }
}
