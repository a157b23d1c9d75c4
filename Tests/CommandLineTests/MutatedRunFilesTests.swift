import Agents
import Foundation
import RLFiles
import RLNet
import RLReports
import RLRuns
import RLSupervised
import TestSupport
import Testing

/// Thousands of damaged configurations and receipts: each is a valid one or a message that names the
/// file. None stops the process, takes long or takes memory, whatever sizes it asks for.
///
/// `RLNET_MUTATIONS` asks for more of them. A failure says how it is repeated alone.
struct MutatedRunFilesTests {
  @Test func configurationsAreReadOrRefused() async {
    let seed = Seeds.fresh("damaged configurations")
    await #expect(processExitsWith: .success) { [seed = seed as UInt64] in
      let tool = try Tool()
      defer { tool.remove() }
      let folder = try RunFolder.create(at: tool.folder.path + "/run")
      let campaign = Campaign(seed: seed, file: folder.configurationFile.path)
      try campaign.run(on: configurations(), count: 3_000) { bytes in
        try Data(bytes).write(to: URL(filePath: folder.configurationFile.path))
        let run = try AgentRun.read(from: folder)
        let agent = try run.agentType(in: folder)
        try prepare(agent, run, folder)
        // What was read can be written and read again.
        let again = try JSONDecoder().decode(AgentRun.self, from: prettyJSON(run))
        try #require(again == run)
      }
    }
  }

  @Test func receiptsAreReadOrRefused() async {
    let seed = Seeds.fresh("damaged receipts")
    await #expect(processExitsWith: .success) { [seed = seed as UInt64] in
      let campaign = Campaign(seed: seed, file: "run/receipt.json")
      try campaign.run(on: [receipt()], count: 1_000) { bytes in
        let receipt = try RunReceipt<AgentSubject>(
          Data(bytes), file: FilePlace("run/receipt.json"))
        let again = try RunReceipt<AgentSubject>(
          receipt.bytes, file: FilePlace("run/receipt.json"))
        try #require(try again.bytes == receipt.bytes)
      }
    }
  }

  @Test func configurationsOfTasksAreReadOrRefused() async {
    let seed = Seeds.fresh("damaged configurations of tasks")
    await #expect(processExitsWith: .success) { [seed = seed as UInt64] in
      let tool = try Tool()
      defer { tool.remove() }
      let folder = try RunFolder.create(at: tool.folder.path + "/run")
      let campaign = Campaign(seed: seed, file: folder.configurationFile.path)
      try campaign.run(on: taskConfigurations(), count: 3_000) { bytes in
        try Data(bytes).write(to: URL(filePath: folder.configurationFile.path))
        // As the commands do, which take what names no task for an agent's.
        let toolkit = Toolkit(data: DataStore(folder: "/nowhere"))
        guard try toolkit.subject(of: folder) == TaskSubject.self else {
          _ = try AgentRun.read(from: folder)
          return
        }
        let run = try TaskRun.read(from: folder)
        let task = try run.taskType(in: folder)
        try prepare(task, folder)
        try run.write(to: folder)
        try #require(try TaskRun.read(from: folder).fingerprint == run.fingerprint)
      }
    }
  }

  @Test func receiptsOfTasksAreReadOrRefused() async {
    let seed = Seeds.fresh("damaged receipts of tasks")
    await #expect(processExitsWith: .success) { [seed = seed as UInt64] in
      let tool = try Tool()
      defer { tool.remove() }
      let folder = try RunFolder.create(at: tool.folder.path + "/run")
      let campaign = Campaign(seed: seed, file: folder.receiptFile.path)
      try campaign.run(on: [taskReceipt()], count: 1_000) { bytes in
        try Data(bytes).write(to: URL(filePath: folder.receiptFile.path))
        let receipt = try RunReceipt<TaskSubject>.read(from: folder)
        let text = try prettyJSON(receipt)
        try text.write(to: URL(filePath: folder.receiptFile.path))
        let again = try prettyJSON(RunReceipt<TaskSubject>.read(from: folder))
        try #require(again == text)
      }
    }
  }
}

/// A number of mutations of texts, in a process of its own.
private struct Campaign {
  let seed: UInt64
  /// What every message names.
  let file: String

  /// - Parameters:
  ///   - count: of mutations, unless another one is asked for.
  ///   - read: reads the text and checks what was read.
  func run(on texts: [[UInt8]], count standard: Int, read: ([UInt8]) throws -> Void) throws {
    for text in texts { try read(text) }
    let given = ProcessInfo.processInfo.environment["RLNET_MUTATIONS"].flatMap { Int($0) }
    let count = given ?? standard
    let memory = try residentBytes()
    var readCount = 0
    for i in 0..<count {
      // The first text of the seed that is this much higher.
      let seed = seed &+ UInt64(i)
      let text = texts[Int(seed % UInt64(texts.count))]
      let bytes = JSONMutation.mutated(text, seed: seed)
      let start = processorSeconds()
      do {
        do {
          try read(bytes)
          readCount += 1
        } catch let error as RunFileError {
          try #require(error.file == file && error.description.hasPrefix("\(file): "))
        }
        try #require(processorSeconds() - start < 2, "it took too long")
        // The greatest configuration that can be asked for takes gigabytes once it trains.
        let growth = try residentBytes() - memory
        try #require(growth < 64 << 20, "memory grew by \(growth) bytes")
      } catch {
        Issue.record("RLNET_TEST_SEED=\(seed) RLNET_MUTATIONS=1 gives this again: \(error)")
        throw error
      }
    }
    guard count >= standard else { return }
    #expect(readCount >= count / 30 && count - readCount >= count / 3, "\(readCount) were read")
  }
}

private func prepare<A: Agent>(
  _ agent: A.Type, _ run: AgentRun, _ folder: RunFolder
) throws {
  let prepared = try PreparedRun<Training<A>>(run, in: folder, with: .builtIn)
  try #require(prepared.seed == run.seed)
  try #require((1...10_000_000).contains(prepared.recipe.environment.timeLimit ?? 1))
  try #require(prepared.recipe.configuration.steps >= 1)
}

/// A few kinds of runs, one of which is a fork.
private func configurations() throws -> [[UInt8]] {
  var texts: [[UInt8]] = []
  for (environment, agent) in [
    ("CartPole-v1", "dqn"), ("FrozenLake-v1", "reinforce"), ("GridWorld-v1", "dqn"),
  ] {
    var request = RunRequest(environment: environment, agent: agent)
    if agent == "reinforce" { request.assignments = [.init(key: "map", value: "random")] }
    let run = try AgentRun(request)
    var text = try compactJSON(run)
    if environment == "GridWorld-v1" {
      let ancestor =
        try #"{"environmentSettings":\#(compactJSON(run.settings.environment ?? [:])),"#
        + #""hyperparameters":\#(compactJSON(run.hyperparameters)),"untilStep":300}"#
      text = text.replacing(
        "\"environment\":", with: "\"ancestors\":[\(ancestor),\(ancestor)],\"environment\":")
    }
    texts.append(Array(text.utf8))
  }
  return texts
}

private func receipt() throws -> [UInt8] {
  var request = RunRequest(environment: "CartPole-v1", agent: "dqn")
  request.assignments = [.init(key: "steps", value: "50"), .init(key: "hidden", value: "4")]
  request.evaluationEpisodes = 2
  let run = try AgentRun(request)
  return try receipt(of: PreparedRun<Training<DQN>>(run, with: .builtIn))
}

/// What a run writes at its end.
private func receipt<T: Trainable>(of run: PreparedRun<T>) throws -> [UInt8] {
  let path = FileManager.default.temporaryDirectory.appending(path: "run-\(UUID().uuidString)")
  defer { try? FileManager.default.removeItem(at: path) }
  let folder = try RunFolder.create(at: path.path)
  let session = try RunSession.begin(run, run.blank, in: folder)
  _ = try session.train(isInterrupted: { false }, watch: { _, _, _ in })
  _ = try session.finish()
  return Array(try compactJSON(RunReceipt<T.Subject>.read(from: folder)).utf8)
}

/// The start of a task's run as it was read.
private func prepare<T: SupervisedTask>(_ task: T.Type, _ folder: RunFolder) throws {
  let run = try PreparedRun<SupervisedTraining<T>>(
    in: folder, with: DataStore(folder: "/nowhere"))
  let training = try run.blank
  try #require(training.allUpdates >= 1 && !training.isFinished)
  try #require(training.configuration == run.recipe.configuration)
}

/// Of two runs, a fork of the second, and a run of 0.3.0, whose file is of another format.
private func taskConfigurations() throws -> [[UInt8]] {
  let runs = try [("default", "sgd"), ("xor", "adam")].map { preset, optimizer in
    var request = TaskRequest(task: "gates")
    request.preset = preset
    request.assignments = [.init("optimizer", optimizer), .init("gradientNorm", "2")]
    var run = try TaskRun(request)
    run.data = "0"
    return run
  }
  var fork = runs[1]
  fork.ancestors = [RunAncestor(fork.settings, untilStep: 7)]
  let old = Fixture.folder().appending(path: "Runs/0.3.0/task/config.json")
  return try (runs + [fork]).map { Array(try compactJSON($0).utf8) } + [
    Array(Data(contentsOf: old))
  ]
}

private func taskReceipt() throws -> [UInt8] {
  var request = TaskRequest(task: "gates")
  request.assignments = [.init("epochs", "3")]
  return try receipt(
    of: PreparedRun<SupervisedTraining<Gates>>(
      TaskRun(request), with: DataStore(folder: "/nowhere")))
}

#if os(Linux)
  /// The memory that is the process's own: the system takes pages of files back when it likes.
  private func residentBytes() throws -> Int {
    let fields = try String(contentsOfFile: "/proc/self/statm", encoding: .utf8)
      .split(separator: " ")
    return try (#require(Int(fields[1])) - #require(Int(fields[2]))) * sysconf(Int32(_SC_PAGESIZE))
  }
#else
  private func residentBytes() throws -> Int { 0 }
#endif
