import Foundation
import RLNet
import RLRandom
import RLSettings
import RLState
import RLSupervised
import TestSupport
import Testing

/// The tasks of images, on a few images of noise unless `RLNET_DATA` names a folder of data.
@Suite struct ImageTaskTests {
  @Test(arguments: ["mlp-50-40", "cnn-small", "lenet5"])
  func threadsDoNotChangeADigit(preset: String) throws {
    try withImages { store in
      let results = try [1, 2].map { threads in
        try withThreads(threads) {
          var training = try training(MNIST.self, preset, store)
          while !training.isFinished { training.advance() }
          return (training.updateHash, training.task.evaluate())
        }
      }
      #expect(results[0] == results[1])
    }
  }

  /// Dropout's stream, the optimizer's statistics and the batch normalisation's are in the state.
  @Test func stateInMidEpochGoesOnAsIfNothingHadHappened() throws {
    try withImages { store in
      try expectSameContinuation(FashionMNIST.self, "mlp-100", store) { $0.dropout = 0.3 }
      try expectSameContinuation(CIFAR10.self, "resnet10", store) { $0.width = 2 }
    }
  }

  private func expectSameContinuation<Task: ClassificationTask>(
    _ task: Task.Type, _ preset: String, _ store: DataStore,
    _ change: (inout ImageConfiguration) -> Void
  ) throws where Task.Configuration == ImageConfiguration {
    var first = try training(task, preset, store, change)
    var second = try training(task, preset, store, seed: 5, change)
    for _ in 0..<first.updatesPerEpoch + 1 { first.advance() }
    try second.loadState(first.stateEntries)
    while !first.isFinished { first.advance() }
    while !second.isFinished { second.advance() }
    #expect(first.updateHash == second.updateHash, "\(Task.name)")
    #expect(first.task.evaluate() == second.task.evaluate(), "\(Task.name)")
  }

  @Test func imagesOfAnotherSizeAreRefused() throws {
    try withTemporaryFolder { folder in
      try writeDigits(to: "\(folder)/mnist", count: 3, size: 27)
      let error = #expect(throws: DataError.self) {
        try training(MNIST.self, "lenet5", DataStore(folder: folder))
      }
      #expect(
        error?.description.hasPrefix(
          "mnist: images: found 3 of the shape [1, 27, 27], expected 1 or more of the shape "
            + "[1, 28, 28]") == true, "\(String(describing: error))")
    }
  }

  // MARK: - Where RLNET_DATA names a folder of data

  private static let data = ProcessInfo.processInfo.environment["RLNET_DATA"] ?? ""

  @Test(.enabled(if: !data.isEmpty)) func digitsAreLearnedInOneEpoch() throws {
    var training = try training(MNIST.self, "mlp-100", DataStore(folder: Self.data)) {
      $0.training.epochs = 1
      $0.training.batchSize = 64
      $0.training.learningRate = 4e-3
    }
    while !training.isFinished { training.advance() }
    #expect(training.task.evaluate()[0].value >= 0.95)
  }

  @Test(.enabled(if: !data.isEmpty), arguments: OptimizerChoice.allCases)
  func everyOptimizerLearnsAtItsStandardRate(optimizer: OptimizerChoice) throws {
    var training = try training(MNIST.self, "mlp-50-40", DataStore(folder: Self.data)) {
      $0.training.epochs = 1
      $0.training.batchSize = 50
      $0.training.optimizer = optimizer
      $0.training.learningRate = optimizer.standardLearningRate
    }
    while !training.isFinished { training.advance() }
    #expect(training.task.evaluate()[0].value >= 0.93, "\(optimizer)")
  }

  // MARK: - Images of noise

  private func training<Task: ClassificationTask>(
    _ task: Task.Type, _ preset: String, _ store: DataStore, seed: UInt64 = 3,
    _ change: (inout ImageConfiguration) -> Void = { _ in }
  ) throws -> SupervisedTraining<Task> where Task.Configuration == ImageConfiguration {
    var configuration = try #require(Task.presets.first { $0.name == preset }).configuration
    configuration.training.epochs = 2
    configuration.training.batchSize = 40
    change(&configuration)
    return try SupervisedTraining<Task>(configuration, data: store, seed: seed)
  }

  /// A folder of data with 90 images in each part of each dataset.
  private func withImages(_ body: (DataStore) throws -> Void) throws {
    try withTemporaryFolder { folder in
      for name in ["mnist", "fashion-mnist"] {
        try writeDigits(to: "\(folder)/\(name)", count: 90, size: 28)
      }
      for name in ["data_batch_1", "test_batch"] {
        let records = (0..<90).flatMap { [UInt8($0 % 10)] + noise(3072, seed: UInt64($0)) }
        try write(records, to: "\(folder)/cifar-10-batches-bin/\(name).bin")
      }
      try body(DataStore(folder: folder))
    }
  }

  private func writeDigits(to folder: String, count: UInt8, size: UInt8) throws {
    for part in ["train", "t10k"] {
      try write(
        [0, 0, 8, 3, 0, 0, 0, count, 0, 0, 0, size, 0, 0, 0, size]
          + noise(Int(count) * Int(size) * Int(size), seed: 7),
        to: "\(folder)/\(part)-images-idx3-ubyte")
      try write(
        [0, 0, 8, 1, 0, 0, 0, count] + (0..<count).map { $0 % 10 },
        to: "\(folder)/\(part)-labels-idx1-ubyte")
    }
  }

  private func noise(_ count: Int, seed: UInt64) -> [UInt8] {
    var generator = PCG64(seed: seed)
    return (0..<count).map { _ in UInt8(truncatingIfNeeded: generator.next()) }
  }
}
