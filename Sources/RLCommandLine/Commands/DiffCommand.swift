import RLNet
import RLReports
import RLRuns
import RLSupervised

/// `rlrun diff RUN RUN`
struct DiffCommand: Command {
  static let name = "diff"

  let paths: [String]
  let threads: Int
  let isQuiet: Bool
  private let toolkit: Toolkit

  init(_ arguments: ParsedArguments) throws(UsageError) {
    paths = arguments.positionals
    guard paths.count >= 2 else {
      throw UsageError(
        "two runs are needed; for example: rlrun diff runs/cartpole-dqn-1 runs/cartpole-dqn-2",
        hint: arguments.hint)
    }
    if paths.count > 2 {
      throw UsageError("'\(paths[2])' is not expected here", hint: arguments.hint)
    }
    threads = try arguments.threads()
    isQuiet = arguments.has("--quiet")
    toolkit = arguments.tool.toolkit(data: DataStore(folder: arguments.text("--data")))
  }

  /// Any error ends with the status of a mistake, so that it is told from a difference.
  func run() throws -> ExitStatus {
    try UsageError.wrapping {
      let folders = try paths.map { try RunFolder.open($0) }
      let subjects = try folders.map { try toolkit.toldSubject(of: $0) }
      guard subjects[0] == subjects[1] else {
        throw UsageError(
          "\(paths[0]) and \(paths[1]) are the run of an agent and that of a task, which have nothing "
            + "to be compared by")
      }
      return try diff(subjects[0], folders)
    }
  }

  private func diff<Subject: ToldSubject>(
    _ subject: Subject.Type, _ folders: [RunFolder]
  ) throws -> ExitStatus {
    let runs = try folders.map { try RunConfiguration<Subject>.read(from: $0) }
    var difference = try RunDifference(runs, in: folders)
    let isComparable = runs[0].subject.names.elementsEqual(runs[1].subject.names) { $0 == $1 }
    if isComparable {
      let training = try toolkit.told(in: folders[0])
      let receipts = difference.outcomes.map(\.receipt)
      let course: CourseDifference?
      if runs.allSatisfy({ $0.version == toolkitVersion }) {
        course = try withThreads(threads) { try courseDifference(training, folders) }
      } else {
        course = try CourseDifference(recordsIn: folders, receipts)
      }
      guard let course else { return Interruption.status }
      difference.course = course
    }
    try Output.print(fitting: DiffReport(runs, folders, difference).text)
    return difference.isEmpty ? .success : .failure
  }

  /// In what the runs differ while they train; nil where it was interrupted.
  private func courseDifference<T: ToldTraining>(
    _ type: T.Type, _ folders: [RunFolder]
  ) throws -> CourseDifference? {
    let sources = try folders.map {
      try RunSource(T.run(in: $0, of: toolkit), in: $0, isChecked: false)
    }
    Interruption.watch()
    var progress = isQuiet ? nil : Progress(on: .standardError)
    defer { progress?.finish() }
    return try CourseDifference(sources[0], sources[1]) {
      Interruption.isRequested
    } watch: { training, seconds in
      progress?.update(seconds, T.progress(training, nil))
    }
  }
}
