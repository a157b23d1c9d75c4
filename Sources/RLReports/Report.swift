import Agents
import Environments
import RLNet
import RLRuns
import RLSupervised

/// A page about one run or several.
package struct Report {
  private let agents: [AgentHistory]
  private let tasks: [TaskHistory]
  /// Of several runs those that cannot be read, with what is wrong.
  private let leftOut: [(path: String, problem: String)]
  private let isInUse: Bool
  private let registry: EnvironmentRegistry
  private let store: DataStore

  /// Reads the runs of folders.
  ///
  /// - Parameters:
  ///   - folders: at least one.
  ///   - store: where the data of tasks lie, which some pictures need.
  /// - Throws: `RunFolderError`, `FileError`, `RunFileError`, `UnknownEnvironmentError`.
  package init(
    _ folders: [RunFolder], registry: EnvironmentRegistry = .builtIn, data store: DataStore
  ) throws {
    // Before they are read: a run that ends meanwhile is looked at once more.
    isInUse = folders.contains(where: \.isInUse)
    var (agents, tasks): ([AgentHistory], [TaskHistory]) = ([], [])
    var leftOut: [(path: String, problem: String)] = []
    for folder in folders {
      do {
        if case .task = try folder.kind() {
          tasks.append(try TaskHistory(folder))
        } else {
          agents.append(try AgentHistory(folder, registry: registry))
        }
      } catch  where folders.count > 1 {
        leftOut.append((folder.path, "\(error)"))
      }
    }
    self.leftOut = leftOut
    (self.agents, self.tasks, self.registry, self.store) = (agents, tasks, registry, store)
  }

  /// Whether all runs have come to their end, so that nothing of the report will change.
  package var isComplete: Bool {
    agents.allSatisfy(\.isComplete) && tasks.allSatisfy(\.isComplete)
  }

  /// Whether something of it may change by itself: one of the runs trains.
  package var isChanging: Bool { isInUse && !isComplete }

  /// Where a single run ended: environment steps of an agent, epochs of a task; nil where it has not,
  /// or there are several.
  package var finalStep: Int? {
    guard isOfOne, isComplete else { return nil }
    return agents.first?.result?.steps ?? tasks.first?.result?.epochs
  }

  /// What a page shows, to be written as files.
  package struct Contents: Sendable {
    package var text: String
    package var curves: [Picture]
    /// What was learned; none of several runs.
    package var learned: [Picture]
  }

  /// The page, and what is drawn on it.
  ///
  /// - Parameter refreshSeconds: after how many seconds the page loads itself again; nil for never.
  /// - Throws: what reading the results of several runs throws.
  package func page(refreshSeconds: Double? = nil) throws -> Contents {
    var page = Page(title: title)
    page.refreshSeconds = isChanging ? refreshSeconds : nil
    page.add("<h1>\(title)</h1>\n")
    if isOfOne {
      if let agent = agents.first {
        page.add("<p>\(agent.folder.path) · \(agent.state)</p>\n")
        AgentSection(history: agent, registry: registry).add(to: &page)
      } else if let task = tasks.first {
        page.add("<p>\(task.folder.path) · \(task.state)</p>\n")
        TaskSection(history: task, store: store).add(to: &page)
      }
    } else {
      try addComparisons(to: &page)
    }
    return Contents(text: page.text, curves: page.curves, learned: page.pictures)
  }

  private var isOfOne: Bool { agents.count + tasks.count == 1 && leftOut.isEmpty }

  private func addComparisons(to page: inout Page) throws {
    for run in leftOut {
      page.add("<p><b>\(run.path) is left out:</b> \(run.problem)</p>\n")
    }
    for environment in distinct(agents.map(\.run.environment)) {
      let groups = AgentGroup.groups(agents.filter { $0.run.environment == environment })
      page.add("<h2>\(environment)</h2>\n")
      // Its settings may differ.
      if let warning = RunGroup.environmentWarning(groups.map { $0.members[0].run }) {
        page.add("<p><b>warning:</b> \(warning)</p>\n")
      }
      try AgentComparison(groups: groups).add(to: &page)
    }
    for task in distinct(tasks.map(\.run.task)) {
      page.add("<h2>\(task)</h2>\n")
      let runs = tasks.filter { $0.run.task == task }
      TaskComparison(groups: TaskRunGroup.groups(runs)).add(to: &page)
    }
  }

  private var title: String {
    if isOfOne {
      if let run = agents.first?.run { return "\(run.agent) on \(run.environment)" }
      if let run = tasks.first?.run { return "\(run.task), preset \(run.preset)" }
    }
    let count = agents.count + tasks.count
    return "\(count) run\(count == 1 ? "" : "s")"
  }
}

/// Each once, in the order of the first of each.
private func distinct(_ names: [String]) -> [String] {
  names.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
}

extension Report {
  /// What a report's file begins with, so that nothing else is replaced by one.
  package static var opening: String { Page.opening }
}
