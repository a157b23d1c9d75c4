import Agents
import RLNet
import RLRuns
import RLSupervised

/// `rlrun verify RUN`
struct VerifyCommand: Command {
  static let name = "verify"
  static let options: [Option] = [.value("--data"), .value("--threads"), .flag("--quiet")]
  static let help = """
    rlrun verify RUN [options]

    Trains a complete run again from its configuration alone and compares every
    episode or epoch, the evaluation, the weights and the receipt. It says
    "identical", or what differs first. RUN is the run's folder; nothing in it is
    changed.

      --data DIR      the folder of data, for runs of tasks
      --threads N     processor cores to use (default: all); the result does not
                      depend on it
      --quiet         show no progress

    The exit status is 0 where all is identical and 1 where something differs.

    Example:
      rlrun verify runs/cartpole-dqn-1
    """

  let path: String
  let store: DataStore
  let threads: Int
  let isQuiet: Bool

  init(_ arguments: ParsedArguments) throws(UsageError) {
    path = try arguments.onePositional(
      "the run's folder", example: "rlrun verify runs/cartpole-dqn-1")
    store = DataStore(folder: arguments.text("--data"))
    threads = try arguments.threads()
    isQuiet = arguments.has("--quiet")
  }

  func run() throws -> ExitStatus {
    let folder = try RunFolder.named(path)
    if case .task = try folder.kind() {
      let (run, task) = try TaskRun.read(from: folder)
      try folder.requireReceipt(option: store.option)
      return try withThreads(threads) { try verify(task, run, folder) }
    }
    try folder.refuseData(of: store)
    let run = try folder.readConfiguration()
    try folder.requireReceipt()
    let agent = try run.agentType(in: folder)
    return try withThreads(threads) { try verify(agent, run, folder) }
  }

  private func verify<A: Agent>(
    _ agent: A.Type, _ run: RunConfiguration, _ folder: RunFolder
  ) throws -> ExitStatus {
    let prepared = try PreparedRun<A>(run, in: folder)
    Interruption.watch()
    var progress = isQuiet ? nil : Progress(on: .standardError, from: prepared.firstStep)
    let verification = try Agents.verify(run, prepared, in: folder) {
      Interruption.isRequested
    } announce: {
      if !isQuiet { TrainingReport.trainingAncestor(to: $0) }
    } watch: { training, seconds in
      progress?.update(seconds, ProgressText(training, recentMean: nil))
    }
    progress?.finish()
    guard let verification else { return Interruption.status }
    Output.print(Self.report(verification, run).joined(separator: "\n"))
    return verification.isIdentical && !verification.isOfOtherVersion ? .success : .failure
  }

  private func verify<T: SupervisedTask>(
    _ task: T.Type, _ run: TaskRun, _ folder: RunFolder
  ) throws -> ExitStatus {
    Interruption.watch()
    var progress = isQuiet ? nil : Progress(on: .standardError)
    let verification = try RLSupervised.verify(run, task, in: folder, data: store) {
      Interruption.isRequested
    } watch: { training, seconds in
      progress?.update(seconds, TaskProgressText(training, ([], [])))
    }
    progress?.finish()
    guard let verification else { return Interruption.status }
    Output.print(Self.report(verification).joined(separator: "\n"))
    return verification.isIdentical && !verification.isOfOtherVersion ? .success : .failure
  }

  /// What was found of a task's run, in a few lines.
  static func report(_ verification: TaskVerification) -> [String] {
    var lines: [String] = []
    let receipt = verification.receipt
    if let difference = verification.firstDifference {
      lines.append(
        "different: epoch \(grouped(difference.number)), which ends at update "
          + "\(grouped(difference.step)), is the first that differs")
      lines.append("recorded   \(difference.recorded ?? "nothing")")
      lines.append("trained    \(difference.trained ?? "nothing")")
    } else if verification.fields == ["data"] {
      lines.append("different: the data are not those that the run was trained on")
    } else if !verification.fields.isEmpty {
      lines.append(
        "different: every epoch is the same, but not \(verification.fields.joined(separator: ", "))"
      )
    } else {
      lines.append(
        "identical: \(TrainingReport.count(receipt.epochs, "epoch")), "
          + "\(TrainingReport.count(receipt.updates, "update")), evaluation and weights")
      lines.append("losses   \(receipt.losses)")
      lines.append("weights  \(receipt.weights)")
    }
    if verification.isOfOtherVersion {
      lines.append(
        "the run was made by version \(receipt.version), and this is \(toolkitVersion)")
    }
    return lines
  }

  /// What was found, in a few lines.
  static func report(_ verification: Verification, _ run: RunConfiguration) -> [String] {
    var lines: [String] = []
    if let difference = verification.firstDifference {
      lines.append(
        "different: episode \(grouped(difference.number)), which ends at step "
          + "\(grouped(difference.step)), is the first that differs")
      lines.append("recorded   \(difference.recorded ?? "nothing")")
      lines.append("trained    \(difference.trained ?? "nothing")")
    } else if !verification.fields.isEmpty {
      lines.append(
        "different: every episode is the same, but not \(verification.fields.joined(separator: ", "))"
      )
    } else {
      let receipt = verification.receipt
      lines.append(
        "identical: \(TrainingReport.count(receipt.steps, "step")), "
          + "\(TrainingReport.count(receipt.episodes, "episode")), evaluation and weights")
      lines.append("transitions \(receipt.transitions)")
      lines.append("weights     \(receipt.weights)")
    }
    if verification.isOfOtherVersion {
      lines.append(
        "the run was made by version \(verification.receipt.version), and this is \(toolkitVersion)"
      )
    }
    if verification.isOfOtherMathematics {
      lines.append(
        "the run was made with another mathematical library, whose sine or cosine differs from "
          + "this system's; \(run.environment) uses them")
    }
    return lines
  }
}
