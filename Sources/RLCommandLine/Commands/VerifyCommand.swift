import RLNet
import RLReports
import RLRuns
import RLState
import RLSupervised

/// `rlrun verify [--quick] RUN`
struct VerifyCommand: Command {
  static let name = "verify"

  let path: String
  let toolkit: Toolkit
  let threads: Int
  let isQuiet: Bool
  /// Whether the run is compared with its receipt alone, and not trained again.
  let isQuick: Bool

  init(_ arguments: ParsedArguments) throws(UsageError) {
    path = try arguments.onePositional(
      "the run's folder", example: "rlrun verify runs/cartpole-dqn-1")
    toolkit = arguments.tool.toolkit(data: DataStore(folder: arguments.text("--data")))
    threads = try arguments.threads()
    isQuiet = arguments.has("--quiet")
    isQuick = arguments.has(.withoutTraining)
  }

  func run() throws -> ExitStatus {
    if isQuick { return try compareWithReceipts() }
    let folder = try RunFolder.named(path)
    let training = try toolkit.told(in: folder)
    return try withThreads(threads) { try verify(training, folder) }
  }

  /// Compares the run, or each run of a folder, with its receipt.
  private func compareWithReceipts() throws -> ExitStatus {
    var status = ExitStatus.success
    for folder in try UsageError.wrapping({ try RunFolder.openAll(path) }) {
      do {
        let agreement = try agreement(toolkit.toldSubject(of: folder), folder)
        if let sentence = agreement.sentence(folder.path) {
          status = .failure
          try Output.print(fitting: sentence)
        } else if !isQuiet, let parts = agreement.whatAgrees {
          try Output.print(fitting: "\(visibleLine(folder.path)) agrees with its receipt: \(parts)")
        }
      } catch let error as OutputError { throw error } catch {
        // The other runs do not depend on this one.
        Output.complain(error)
        status = .failure
      }
    }
    return status
  }

  private func agreement<Subject: RunSubject>(
    _ subject: Subject.Type, _ folder: RunFolder
  ) throws -> ReceiptAgreement {
    try RunConfiguration<Subject>.read(from: folder).agreement(in: folder)
  }

  private func verify<T: ToldTraining>(
    _ type: T.Type, _ folder: RunFolder
  ) throws -> ExitStatus {
    if !T.Subject.hasData { try folder.refuseData(of: toolkit.data) }
    try folder.requireReceipt(option: T.option(of: toolkit))
    let run = try T.run(in: folder, of: toolkit)
    Interruption.watch()
    var progress = isQuiet ? nil : Progress(on: .standardError, from: run.firstStep)
    defer { progress?.finish() }
    let verification = try run.verify(in: folder) {
      Interruption.isRequested
    } announce: {
      if !isQuiet { tellTrainingAncestor(T.Subject.words.step, to: $0) }
    } watch: { training, seconds in
      progress?.update(seconds, T.progress(training, nil))
    }
    progress?.finish()
    guard let verification else { return Interruption.status }
    return try report(verification)
  }

  /// Tells what was found, in a few lines, and gives how the process ends.
  private func report<Subject: ToldSubject>(
    _ verification: Verification<Subject>
  ) throws -> ExitStatus {
    let receipt = verification.receipt
    let (counts, hash) = Subject.identical(receipt.outcome)
    let (step, row) = Subject.words
    let width = max(hash.count, "weights".count) + (hash == "losses" ? 2 : 1)
    let identical = [
      "identical: \(counts.joined(separator: ", ")), evaluation and weights",
      padded(hash, width) + receipt.outcome.course, padded("weights", width) + receipt.weights,
    ]
    let notes = Subject.notes(receipt, toolkit)
    var lines = identical
    let fields = verification.fields
    if let difference = verification.firstDifference {
      lines = [
        "different: \(row) \(grouped(difference.number)), which ends at \(step) "
          + "\(grouped(difference.step)), is the first that differs",
        "recorded   \(short(difference.recorded ?? "nothing"))",
        "trained    \(difference.trained ?? "nothing")",
      ]
    } else if fields == ["data"] {
      lines = ["different: the data are not those that the run was trained on"]
    } else if !fields.isEmpty {
      lines = ["different: every \(row) is the same, but not \(fields.joined(separator: ", "))"]
    }
    if verification.isOfOtherVersion {
      lines.append(
        "the run was made by version \(short(verification.receipt.version)), and this is \(toolkitVersion)"
      )
    }
    try Output.print((lines + notes).joined(separator: "\n"))
    return verification.isIdentical ? .success : .failure
  }
}
