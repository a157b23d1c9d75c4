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
    let receipt = verification.receipt
    let note =
      "the run was made with another mathematical library, whose sine or cosine differs from "
      + "this system's; \(run.environment) uses them"
    return try report(
      verification, row: "episode", step: "step",
      identical: [
        "identical: \(TrainingReport.count(receipt.steps, "step")), "
          + "\(TrainingReport.count(receipt.episodes, "episode")), evaluation and weights",
        "transitions \(receipt.transitions)",
        "weights     \(receipt.weights)",
      ], notes: verification.isOfOtherMathematics ? [note] : [])
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
    let receipt = verification.receipt
    return try report(
      verification, row: "epoch", step: "update",
      identical: [
        "identical: \(TrainingReport.count(receipt.epochs, "epoch")), "
          + "\(TrainingReport.count(receipt.updates, "update")), evaluation and weights",
        "losses   \(receipt.losses)",
        "weights  \(receipt.weights)",
      ])
  }

  /// Tells what was found, in a few lines, and gives how the process ends.
  ///
  /// - Parameters:
  ///   - row: what a row of the record is of; it ends at a `step` of training.
  ///   - identical: the lines where nothing differs.
  ///   - notes: what else there is to tell.
  private func report<Run>(
    _ verification: Verification<Run>, row: String, step: String, identical: [String],
    notes: [String] = []
  ) throws -> ExitStatus {
    var lines = identical
    let fields = verification.fields
    if let difference = verification.firstDifference {
      lines = [
        "different: \(row) \(grouped(difference.number)), which ends at \(step) "
          + "\(grouped(difference.step)), is the first that differs",
        "recorded   \(difference.recorded ?? "nothing")",
        "trained    \(difference.trained ?? "nothing")",
      ]
    } else if fields == ["data"] {
      lines = ["different: the data are not those that the run was trained on"]
    } else if !fields.isEmpty {
      lines = ["different: every \(row) is the same, but not \(fields.joined(separator: ", "))"]
    }
    if verification.isOfOtherVersion {
      lines.append(
        "the run was made by version \(verification.receipt.version), and this is \(toolkitVersion)"
      )
    }
    try Output.print((lines + notes).joined(separator: "\n"))
    return verification.isIdentical && !verification.isOfOtherVersion ? .success : .failure
  }
}
