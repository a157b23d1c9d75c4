import RLFiles
import RLNet
import RLRuns
import RLSupervised
import TestSupport
import Testing

@Suite struct KeptDrawingsTests {
  /// A run that is interrupted between evaluations keeps the same drawings as one in a single go, and
  /// draws the same as a training that keeps none.
  @Test func aResumedRunKeepsTheSameDrawings() throws {
    try withSmallMNIST { store in
      try withTemporaryFolder { path in
        var request = TaskRequest(task: "vae")
        request.assignments = [
          .init("epochs", "5"), .init("batchSize", "64"), .init("evaluateEvery", "2"),
          .init("hidden", "16"), .init("latents", "2"),
        ]
        request.recording.checkpointEvery = 4
        typealias Drawing = SupervisedTraining<VariationalAutoencoder>
        let run = try PreparedRun<Drawing>(TaskRun(request), with: store)
        let whole = try RunFolder.create(at: path + "/whole")
        let parts = try RunFolder.create(at: path + "/parts")
        func train(
          _ session: RunSession<Drawing>, _ updates: Int = .max
        ) throws -> RunResult<TaskSubject> {
          var count = 0
          _ = try session.train {
            count += 1
            return count > updates
          } watch: { _, _, _ in
          }
          return try session.finish()
        }
        _ = try train(.begin(run, run.blank, in: whole))
        var updates = try train(.begin(run, run.blank, in: parts), 5).updates
        // What a process that was killed had drawn after its last checkpoint is drawn over.
        try writeDurably([UInt8(0)], to: "\(parts.path)/samples/epoch-4.idx")
        while updates < 15 {
          let begun = try PreparedRun<Drawing>(in: parts, with: store)
          let session = try RunSession.resume(begun, in: parts) { _ in }
          updates = try train(#require(session), 5).updates
        }
        let names = (0...2).map { "epoch-\(2 * $0).idx" } + ["epoch-5.idx"]
        for folder in [whole, parts] {
          #expect(FilePlace("\(folder.path)/samples").names.sorted() == names)
        }
        for name in names {
          #expect(
            try readFile("\(parts.path)/samples/\(name)")
              == readFile("\(whole.path)/samples/\(name)"), "\(name)")
        }

        var alone = try run.blank
        while !alone.isFinished { alone.advance() }
        let kept = try #require(try DrawingFiles.read(epoch: 5, in: whole))
        #expect(kept.sizes == [25, 28, 28])
        let drawn = alone.task.samples(25).elements.map { UInt8(($0 * 255).rounded()) }
        #expect(kept.elements == drawn)
        #expect(try DrawingFiles.read(epoch: 3, in: whole) == nil)
        let first = try #require(try DrawingFiles.read(epoch: 0, in: whole))
        #expect(first != kept)
      }
    }
  }
}
