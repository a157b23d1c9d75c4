import Agents
import RLNet
import RLReports
import RLRuns
import RLState
import RLSupervised

/// `rlrun evaluate RUN`
struct EvaluateCommand: Command {
  static let name = "evaluate"

  let path: String
  /// With its step, if one is named.
  let name: RunName
  let episodes: Int
  let seed: UInt64?
  /// How actions are taken; nil for what the run says.
  let mode: ActingMode?
  let toolkit: Toolkit
  /// Whether `--episodes`, `--sample` or `--seed` is given, which tasks have no use for.
  let hasEpisodes: Bool
  let threads: Int
  let printsJSON: Bool

  init(_ arguments: ParsedArguments) throws(UsageError) {
    name = try RunName(
      arguments.onePositional("the run's folder", example: "rlrun evaluate runs/cartpole-dqn-1"))
    path = name.path
    episodes = try arguments.integer(.episodes)
    seed = try arguments.seed()
    toolkit = arguments.tool.toolkit(data: DataStore(folder: arguments.text("--data")))
    mode = arguments.has("--sample") ? .sampled : nil
    hasEpisodes = arguments.has("--episodes") || seed != nil || mode == .sampled
    threads = try arguments.threads()
    printsJSON = arguments.has("--json")
  }

  func run() throws -> ExitStatus {
    guard name.step == nil, let folders = try? RunFolder.openAll(path), !folders[0].isAt(path)
    else { return try evaluate(.named(path)) }
    var status = ExitStatus.success
    for folder in folders {
      if !printsJSON { try Output.print(visibleLine(folder.path)) }
      do { _ = try evaluate(folder) } catch let error as OutputError { throw error } catch {
        // The other runs do not depend on this one.
        Output.complain(error)
        status = .failure
      }
      if !printsJSON { try Output.print("") }
    }
    return status
  }

  private func evaluate(_ folder: RunFolder) throws -> ExitStatus {
    let training = try toolkit.told(in: folder)
    return try withThreads(threads) { try training.evaluate(self, in: folder) }
  }
}

extension Training {
  static func evaluate(_ command: EvaluateCommand, in folder: RunFolder) throws -> ExitStatus {
    try folder.refuseData(of: command.toolkit.data)
    let run = try command.name.place(in: folder).savedRun(command.toolkit)
    let agreement = try AgentRun.read(from: folder).toldAgreement(in: folder)
    let evaluation = run.evaluate(
      episodes: command.episodes, seed: command.seed, mode: command.mode)
    if command.printsJSON {
      let report = EvaluationReport(
        run, evaluation, seed: command.seed ?? run.configuration.seed, path: folder.path,
        agreement)
      try Output.print(try printedJSON(report))
    } else {
      try Output.print(lines: evaluationLines(evaluation, threshold: run.threshold))
    }
    return .success
  }
}

extension SupervisedTraining {
  static func evaluate(_ command: EvaluateCommand, in folder: RunFolder) throws -> ExitStatus {
    if command.hasEpisodes {
      throw UsageError(
        "--episodes, --sample and --seed are for runs of agents, and \(folder.path) is a run of the "
          + "task \(Task.name)")
    }
    let trained: Task = try command.name.place(in: folder).task(command.toolkit)
    let agreement = try TaskRun.read(from: folder).toldAgreement(in: folder)
    let metrics = trained.evaluate()
    if command.printsJSON {
      let report = TaskEvaluation(
        task: Task.name, run: folder.path, receipt: agreement.word, evaluation: metrics.values)
      try Output.print(try printedJSON(report))
    } else {
      try Output.print(lines: metricLines(metrics, of: trained))
    }
    return .success
  }
}

/// What `rlrun evaluate --json` prints of a task's run.
private struct TaskEvaluation: Encodable {
  let task: String
  let run: String
  let receipt: String
  let evaluation: [String: Double]
}

/// What `rlrun evaluate --json` prints.
private struct EvaluationReport: Encodable {
  let environment: String
  let agent: String
  let run: String
  let seed: UInt64
  let receipt: String
  let evaluation: EvaluationSummary
  let threshold: Double?
  let solved: Bool?

  init(
    _ run: SavedRun, _ evaluation: Evaluation, seed: UInt64, path: String,
    _ agreement: ReceiptAgreement
  ) {
    environment = run.configuration.environment
    agent = run.configuration.agent
    self.run = path
    self.seed = seed
    receipt = agreement.word
    self.evaluation = EvaluationSummary(evaluation)
    threshold = run.threshold
    solved = run.threshold.map { evaluation.mean >= $0 }
  }

  private enum CodingKeys: String, CodingKey {
    case environment, agent, run, seed, receipt, evaluation, threshold, solved
  }

  /// A missing threshold is null, as in `result.json`.
  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(environment, forKey: .environment)
    try container.encode(agent, forKey: .agent)
    try container.encode(run, forKey: .run)
    try container.encode(seed, forKey: .seed)
    try container.encode(receipt, forKey: .receipt)
    try container.encode(evaluation, forKey: .evaluation)
    try container.encode(threshold, forKey: .threshold)
    try container.encode(solved, forKey: .solved)
  }
}
