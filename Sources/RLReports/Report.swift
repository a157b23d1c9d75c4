import RLRuns

/// A page about one run or several.
package struct Report {
  private let histories: [any ReportedRun]
  /// Of several runs those that cannot be read, with what is wrong.
  private let leftOut: [(path: String, problem: String)]
  private let isInUse: Bool
  private let toolkit: Toolkit
  /// Of a single run: as it ended, or as it was at a step.
  private let place: RunPlace?

  /// Reads the runs of folders.
  ///
  /// - Parameters:
  ///   - folders: at least one.
  ///   - place: of a single run, where what was learned is to be shown at a step.
  ///   - toolkit: what the runs are of, and where the data lie that some pictures need.
  /// - Throws: `RunFolderError`, `FileError`, `RunFileError`, `UnknownEnvironmentError`.
  package init(
    _ folders: [RunFolder], at place: RunPlace? = nil, of toolkit: Toolkit
  ) throws {
    self.place = place
    // Before they are read: a run that ends meanwhile is looked at once more.
    isInUse = folders.contains(where: \.isInUse)
    func read<Subject: ShownSubject>(
      _ subject: Subject.Type, _ folder: RunFolder
    ) throws -> any ReportedRun {
      try RunHistory<Subject>(folder, of: toolkit)
    }
    var histories: [any ReportedRun] = []
    var leftOut: [(path: String, problem: String)] = []
    for folder in folders {
      do { histories.append(try read(toolkit.subject(of: folder), folder)) } catch
        where folders.count > 1
      {
        leftOut.append((folder.path, "\(error)"))
      }
    }
    (self.histories, self.leftOut, self.toolkit) = (histories, leftOut, toolkit)
  }

  /// What receipts say against the runs, which have none, and which cannot be read: a sentence for each.
  package var doubts: [String] {
    histories.compactMap { $0.agreement.sentence($0.folder.path) }
      + leftOut.map { "\($0.path) is left out: \($0.problem)" }
  }

  /// Whether all runs have come to their end, so that nothing of the report will change.
  package var isComplete: Bool { histories.allSatisfy(\.isComplete) }

  /// Whether something of it may change by itself: one of the runs trains.
  package var isChanging: Bool { isInUse && !isComplete }

  /// Where a single run ended, as TensorBoard counts it; nil where it has not, or there are several.
  package var finalStep: Int? { isOfOne && isComplete ? histories[0].axis : nil }

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
    for history in histories where history.agreement.isContradicted {
      let doubt = history.agreement.sentence(history.folder.path) ?? ""
      page.add("<p class=\"doubt\"><b>warning:</b> \(doubt)</p>\n")
    }
    if isOfOne {
      page.add("<p>\(histories[0].folder.path) · \(histories[0].state)</p>\n")
      histories[0].addSection(
        to: &page, at: place ?? RunPlace(histories[0].folder), toolkit)
    } else {
      try addComparisons(to: &page)
    }
    return Contents(text: page.text, curves: page.curves, learned: page.pictures)
  }

  private var isOfOne: Bool { histories.count == 1 && leftOut.isEmpty }

  private func addComparisons(to page: inout Page) throws {
    for run in leftOut {
      page.add("<p><b>\(run.path) is left out:</b> \(run.problem)</p>\n")
    }
    let problems = distinct(histories.map(\.problem))
    // Agents come first.
    for problem in problems.filter({ $0.kind == "environment" })
      + problems.filter({ $0.kind != "environment" })
    {
      page.add("<h2>\(problem.name)</h2>\n")
      let runs = histories.filter { $0.problem == problem }
      try runs[0].addComparison(of: runs, to: &page, toolkit)
    }
  }

  private var title: String {
    isOfOne
      ? histories[0].title : "\(histories.count) run\(histories.count == 1 ? "" : "s")"
  }
}

/// What runs have in common that are shown together: an environment, a task.
struct ReportedProblem: Hashable {
  let kind: String
  let name: String
}

/// The history of a run of some kind.
private protocol ReportedRun: Sendable {
  var folder: RunFolder { get }
  var isComplete: Bool { get }
  var agreement: ReceiptAgreement { get }
  var state: String { get }
  var title: String { get }
  var problem: ReportedProblem { get }
  /// Where it ended, as TensorBoard counts it.
  var axis: Int? { get }
  func addSection(to page: inout Page, at place: RunPlace, _ toolkit: Toolkit)
  func addComparison(of runs: [any ReportedRun], to page: inout Page, _ toolkit: Toolkit) throws
}

extension RunHistory: ReportedRun {
  fileprivate var title: String { Subject.title(run) }
  fileprivate var problem: ReportedProblem {
    ReportedProblem(kind: run.subject.problem.key, name: run.subject.problem.value)
  }
  fileprivate var axis: Int? { result.map(Subject.axis) }

  fileprivate func addSection(to page: inout Page, at place: RunPlace, _ toolkit: Toolkit) {
    RunSection(history: self, place: place, toolkit: toolkit).add(to: &page)
  }

  fileprivate func addComparison(
    of runs: [any ReportedRun], to page: inout Page, _ toolkit: Toolkit
  ) throws {
    let groups = HistoryGroup.groups(runs.compactMap { $0 as? RunHistory }, toolkit)
    // Of an environment the settings may differ.
    if let warning = RunGroup.problemWarning(groups.map { $0.members[0].run }) {
      page.add("<p><b>warning:</b> \(warning)</p>\n")
    }
    try RunComparison(groups: groups, toolkit: toolkit).add(to: &page)
  }
}

extension Report {
  /// What a report's file begins with, so that nothing else is replaced by one.
  package static var opening: String { Page.opening }
}
