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
    request.assignments = assignments.map { .init($0.key, $0.value) }
    return request
  }

  private func options(_ assignments: [(key: String, value: String)]) throws -> TrainingOptions {
    let run = try TaskRun(request(assignments))
    return try SupervisedTraining<Gates>.recipe(for: run.subject, run.settings, in: store)
      .configuration.training
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
    same.recording.checkpointEvery = 1
    same.recording.checkpoints = 1
    same.preset = "xor"
    #expect(try same.fingerprint == fingerprint)
    for change in [
      { $0.seed = 2 }, { $0.version = "0" }, { $0.subject.task = "gate" },
      { $0.settings.hyperparameters["hidden"] = .int(9) },
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
      request.recording.checkpointEvery = 4
      let run = try PreparedRun<SupervisedTraining<Gates>>(TaskRun(request), with: store)
      let whole = try RunFolder.create(at: path + "/whole")
      let parts = try RunFolder.create(at: path + "/parts")
      /// Trains some updates, or all that are left.
      func train(
        _ session: RunSession<SupervisedTraining<Gates>>, _ updates: Int = .max
      ) throws -> RunResult<TaskSubject> {
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
      _ = try train(.begin(run, run.blank, in: whole))
      var updates = try train(.begin(run, run.blank, in: parts), 3).updates
      #expect(updates == 3)
      while updates < 16 {
        let begun = try PreparedRun<SupervisedTraining<Gates>>(in: parts, with: store)
        let session = try RunSession.resume(begun, in: parts) { Issue.record("\($0)") }
        #expect(session?.firstStep == updates, "from its checkpoint")
        updates = try train(#require(session), 3).updates
      }
      for file in [\RunFolder.metricsFile, \.receiptFile, \.weightsFile, \.configurationFile] {
        #expect(
          try readFile(parts[keyPath: file].path) == readFile(whole[keyPath: file].path),
          "\(parts[keyPath: file])")
      }
      #expect(
        try String(decoding: readFile(whole.metricsFile.path), as: UTF8.self).split(separator: "\n")
          .map { $0.split(separator: ",")[0] } == ["epoch", "0", "3", "6", "8"])
      let read = try PreparedRun<SupervisedTraining<Gates>>(in: parts, with: store)
      func verify(isInterrupted: () -> Bool) throws -> Verification<TaskSubject>? {
        try read.verify(in: parts, isInterrupted: isInterrupted) { _ in
        } watch: { _, _ in
        }
      }
      let verification = try verify { false }
      #expect(verification?.isIdentical == true)
      let outcome = verification?.receipt.outcome
      #expect(outcome?.updates == 16 && outcome?.epochs == 8)
      #expect(try verify { true } == nil)
    }
  }
}
