import Agents
import RLReports
import RLRuns
import RLSupervised

extension RunConfiguration {
  /// Compares the folder of the run with its receipt, and warns where they do not agree or there is
  /// none.
  @discardableResult
  func toldAgreement(in folder: RunFolder) -> ReceiptAgreement {
    let agreement = agreement(in: folder)
    if let sentence = agreement.sentence(folder.path) { Output.complain("warning: \(sentence)") }
    return agreement
  }
}

extension RunFolder {
  /// The folder of a run that is named on the command line.
  ///
  /// - Throws: `UsageError`.
  static func named(_ path: String) throws -> RunFolder {
    try UsageError.wrapping { try .open(path) }
  }

  /// The folder of an agent's run that is named on the command line.
  ///
  /// - Throws: `UsageError`; `FileError` where its configuration cannot be read.
  static func ofAgent(_ path: String, _ toolkit: Toolkit) throws -> RunFolder {
    let folder = try named(path)
    guard try toolkit.subject(of: folder) is AgentSubject.Type else {
      let run = try TaskRun.read(from: folder)
      throw UsageError(
        "'\(path)' is a run of the task \(run.task), and this is for runs of agents")
    }
    return folder
  }

  /// A folder of its own in `runs`, named after the run.
  ///
  /// - Throws: `RunFolderError`, `UnknownEnvironmentError`.
  static func fresh<Subject: ToldSubject>(
    for run: RunConfiguration<Subject>, _ toolkit: Toolkit
  ) throws -> RunFolder {
    try .createFresh(in: "runs", name: "\(name(of: run, toolkit))-\(run.seed)")
  }

  /// What tells a run from others: what is trained, the preset where it is not the first one, and
  /// settings that are changed, as far as they are short.
  static func name<Subject: ToldSubject>(
    of run: RunConfiguration<Subject>, _ toolkit: Toolkit
  ) throws -> String {
    let example = Subject.example(run, toolkit)
    let told = run.configuredSettings(toolkit).filter { setting in
      setting.isChanged && !Subject.settingsToldBeside.contains(setting.name)
        && !example.implied.contains(setting.name)
    }
    let settings = told.map { "\($0.name)=\($0.value)" }.filter { text in
      text.count <= 24
        && text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "=.,-+".contains($0)) }
    }
    let preset = try Subject.isFirstPreset(run, toolkit) ? [] : [run.preset]
    return ([try Subject.folderName(run, toolkit)] + preset + settings.prefix(3))
      .joined(separator: "-")
  }

  /// Sees to it that nobody names data for the run of an agent, which has no use for them.
  ///
  /// - Throws: `UsageError`.
  func refuseData(of store: DataStore) throws(UsageError) {
    if store.named != nil {
      throw UsageError("--data is for runs of tasks, and '\(path)' is the run of an agent")
    }
  }

  /// Makes the folder for the folders of seeds' runs. It may be there with runs of other seeds in it,
  /// so that those which an interruption kept from beginning can join them.
  static func makeParent(_ path: String, of seeds: [UInt64]) throws {
    do throws(RunFolderError) { _ = try create(at: path) } catch {
      guard error.problem == .notEmpty, holdsRuns(path) else { throw error }
      for seed in seeds where !isMissing("\(path)/seed-\(seed)") {
        throw UsageError(
          "\(path)/seed-\(seed) is there already, and nothing is overwritten; choose another "
            + "--run-dir, or go on with the runs there with: rlrun resume \(shellPath(path))")
      }
    }
  }

  /// Whether there is nothing at a path.
  static func isMissing(_ path: String) -> Bool {
    do throws(RunFolderError) { _ = try open(path) } catch { return error.problem == .missing }
    return false
  }

  /// Whether it is a folder that is no run and has runs in it.
  static func holdsRuns(_ path: String) -> Bool {
    (try? open(path)) == nil && runs(in: path).contains(where: \.hasConfiguration)
  }
}
