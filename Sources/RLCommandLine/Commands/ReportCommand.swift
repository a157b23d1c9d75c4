import Agents
import RLFiles
import RLNet
import RLReports
import RLRuns
import RLSupervised

/// `rlrun report RUN ...`
struct ReportCommand: Command {
  static let name = "report"

  let paths: [String]
  /// Of a single run, where a step is named.
  private let name: RunName?
  let output: String?
  let pictures: String?
  let watches: Bool
  private let toolkit: Toolkit
  let isQuiet: Bool

  /// Seconds from one writing to the next.
  private static let pause = 2.0

  init(_ arguments: ParsedArguments) throws(UsageError) {
    let names = try arguments.positionals.map { (text) throws(UsageError) in try RunName(text) }
    paths = names.map(\.path)
    name = names.count == 1 && names[0].step != nil ? names[0] : nil
    if names.count > 1, let named = names.first(where: { $0.step != nil }) {
      throw UsageError(
        "\(named.path)@\(named.step ?? 0) names a step, which is for a report of one run")
    }
    guard !paths.isEmpty else {
      throw UsageError(
        "the run's folder is missing; for example: rlrun report runs/cartpole-dqn-1",
        hint: arguments.hint)
    }
    output = arguments.text(.reportFile)
    pictures = arguments.text(.pictures)
    watches = arguments.has(.watch)
    if watches, let name {
      throw UsageError(
        "--watch follows a run that trains, and what it was at step \(name.step ?? 0) stays; leave "
          + "one of them out", hint: arguments.hint)
    }
    toolkit = arguments.tool.toolkit(data: DataStore(folder: arguments.text(.data)))
    isQuiet = arguments.has(.quiet)
  }

  func run() throws -> ExitStatus {
    let folders = try UsageError.wrapping { try self.folders }
    let file = output(of: folders)
    try requireFolder(of: file.path)
    try requireReplaceable(file, beginning: Report.opening, kind: "a report")
    for folder in folders { folder.removePartialFiles() }
    Interruption.watch()
    if name != nil && folders.count != 1 {
      throw UsageError("\(paths[0]) is a folder of runs, and a step is for a report of one run")
    }
    var report = try Report(folders, at: name?.place(in: folders[0]), of: toolkit)
    guard try write(report, of: folders, to: file, isTold: true) else {
      return Interruption.status
    }
    guard watches, report.isChanging else { return .success }
    tell("following; Ctrl-C ends it")
    while report.isChanging && !Interruption.isRequested {
      let next = ContinuousClock.now + .seconds(Self.pause)
      while .now < next && !Interruption.isRequested { sleep(for: .milliseconds(50)) }
      // Others may have begun meanwhile.
      let folders = try UsageError.wrapping { try self.folders }
      report = try Report(folders, of: toolkit)
      _ = try write(report, of: folders, to: file, isTold: !report.isChanging)
    }
    return .success
  }

  /// The runs, each once.
  private var folders: [RunFolder] {
    get throws {
      var known: Set<RunFolder.Identity> = []
      return try paths.flatMap { try RunFolder.openAll($0) }
        .filter { folder in folder.identity.map { known.insert($0).inserted } ?? true }
    }
  }

  /// Writes the page and, of a single run, the pictures of what was learned into its folder.
  ///
  /// - Returns: false where it was interrupted and nothing is written.
  private func write(
    _ report: Report, of folders: [RunFolder], to file: FilePlace, isTold: Bool
  ) throws -> Bool {
    func tell(_ text: String) { if isTold { self.tell(text) } }
    // The last page does not wait for another one.
    let follows = watches && !Interruption.isRequested
    let page = try report.page(refreshSeconds: follows ? Self.pause : nil)
    // A run is trained again for what it was at a step, which is not there then.
    if name != nil && Interruption.isRequested { return false }
    try writeDurably(Array(page.text.utf8), to: file)
    if isTold { for doubt in report.doubts { Output.complain("warning: \(doubt)") } }
    tell("wrote \(file)")
    if let pictures {
      let all = page.curves + page.learned
      try RunFolder.makeParents(of: pictures)
      try all.write(to: FilePlace(pictures))
      tell("wrote \(RLCommandLine.count(all.count, "picture")) to \(pictures)")
    }
    guard folders.count == 1, name == nil, let folder = folders.first, !page.learned.isEmpty else {
      return true
    }
    do {
      try folder.write(page.learned, step: report.finalStep)
      let count = RLCommandLine.count(page.learned.count, "picture")
      tell("wrote \(count) to \(folder.pictures)")
    } catch {
      // Another one's run may be looked at, though not added to.
      Output.complain("the pictures are in the report alone: \(error)")
    }
    return true
  }

  private func output(of folders: [RunFolder]) -> FilePlace {
    if let output { return FilePlace(output) }
    if let step = name?.step { return folders[0].place / "report-\(step).html" }
    if folders.count == 1 { return folders[0].place / "report.html" }
    return paths.count == 1 ? FilePlace(paths[0]) / "report.html" : FilePlace("report.html")
  }

  private func tell(_ text: String) { if !isQuiet { Output.say(text) } }
}
