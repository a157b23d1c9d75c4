import RLFiles
import RLNet
import RLRuns
import RLSettings
import RLSupervised
import TestSupport
import Testing

@Suite struct TaskRunTests {
  private let store = DataStore(folder: "/nowhere")

  private func request(_ assignments: [(key: String, value: String)]) -> TaskRequest {
    var request = TaskRequest(task: "gates")
    request.assignments = assignments
    return request
  }

  private func options(_ assignments: [(key: String, value: String)]) throws -> TrainingOptions {
    try TaskRun(request(assignments)).configuration(of: Gates.self).training
  }

  /// Another optimizer takes a step size as far from its standard one as the preset's is.
  @Test func theStepSizeGoesWithTheOptimizer() throws {
    let preset = Gates.presets[0].configuration.training
    #expect(preset.optimizer == .adam && preset.learningRate == 0.05)
    for choice in OptimizerChoice.allCases {
      let rate = try options([("optimizer", choice.rawValue)]).learningRate
      let expected = Double(choice.standardLearningRate) * 50
      #expect(abs(Double(rate) / expected - 1) < 1e-6, "\(choice): \(rate)")
      #expect(rate.description.count <= 4, "\(choice): \(rate) is a round number")
      for order in [["optimizer", "learningRate"], ["learningRate", "optimizer"]] {
        let values = ["optimizer": choice.rawValue, "learningRate": "0.25"]
        let stated = try options(order.map { ($0, values[$0] ?? "") })
        #expect(stated.learningRate == 0.25 && stated.optimizer == choice)
      }
    }
    #expect(try options([("optimizer", "sgd"), ("optimizer", "adam")]).learningRate == 0.05)
  }

  @Test func mistakesAreRefused() {
    var unknown = TaskRequest(task: "gate")
    #expect(throws: UnknownNameError.self) { _ = try TaskRun(unknown) }
    unknown = TaskRequest(task: "gates")
    unknown.preset = "xorr"
    #expect(throws: UnknownNameError.self) { _ = try TaskRun(unknown) }
    for (key, value) in [("optimiser", "sgd"), ("optimizer", "sdg"), ("epochs", "1000000001")] {
      #expect(throws: SettingError.self, "\(key)") { _ = try TaskRun(request([(key, value)])) }
    }
  }

  /// What a run follows from is in its fingerprint, and nothing else is.
  @Test func theFingerprintIsOfWhatDetermines() throws {
    let run = try TaskRun(request([]))
    let fingerprint = try run.fingerprint
    var same = run
    same.checkpointEvery = 1
    same.checkpoints = 1
    same.preset = "xor"
    #expect(try same.fingerprint == fingerprint)
    for change in [
      { $0.seed = 2 }, { $0.version = "0" }, { $0.task = "gate" },
      { $0.hyperparameters["hidden"] = .int(9) },
      { $0.data = "other" },
    ] as [(inout TaskRun) -> Void] {
      var other = run
      change(&other)
      #expect(try other.fingerprint != fingerprint)
    }
  }

  /// A session that is interrupted again and again writes what one in a single go does.
  @Test func sessionsThatAreInterruptedWriteTheSame() throws {
    try withTemporaryFolder { path in
      var request = request([
        ("epochs", "8"), ("batchSize", "3"), ("evaluateEvery", "3"), ("gate", "xor"),
      ])
      request.checkpointEvery = 4
      var run = try TaskRun(request)
      run = run.on(try run.start(Gates.self, data: store))
      let whole = try RunFolder.create(at: path + "/whole")
      let parts = try RunFolder.create(at: path + "/parts")
      func start() throws -> TaskRunState<Gates> {
        try TaskRunState(run.start(Gates.self, data: store))
      }
      /// Trains some updates, or all that are left.
      func train(
        _ session: RunSession<TaskRunState<Gates>>, _ updates: Int = .max
      ) throws -> TaskResult {
        var count = 0
        let isFinished = try session.train {
          count += 1
          return count > updates
        } watch: { _, _, _ in
        }
        let result = try session.finish()
        #expect(result.isInterrupted == !isFinished)
        return result
      }
      _ = try train(.begin(run, start(), in: whole))
      var updates = try train(.begin(run, start(), in: parts), 3).updates
      #expect(updates == 3)
      while updates < 16 {
        let session = try RunSession.resume(run, blank: start(), in: parts) {
          Issue.record("\($0)")
        } start: {
          Issue.record("there is a checkpoint")
          return nil
        }
        updates = try train(#require(session), 3).updates
      }
      for file in [\RunFolder.metricsPath, \.receiptPath, \.weightsPath, \.configurationPath] {
        #expect(
          try readFile(parts[keyPath: file]) == readFile(whole[keyPath: file]),
          "\(parts[keyPath: file])")
      }
      #expect(
        try String(decoding: readFile(whole.metricsPath), as: UTF8.self).split(separator: "\n")
          .map { $0.split(separator: ",")[0] } == ["epoch", "0", "3", "6", "8"])
      let read = try TaskRun.read(from: parts).run
      let verification = try verify(read, Gates.self, in: parts, data: store) {
        false
      } watch: { _, _ in
      }
      #expect(verification?.isIdentical == true)
      #expect(verification?.receipt.updates == 16 && verification?.receipt.epochs == 8)
      #expect(
        try verify(read, Gates.self, in: parts, data: store, isInterrupted: { true }) { _, _ in }
          == nil)
    }
  }
}
