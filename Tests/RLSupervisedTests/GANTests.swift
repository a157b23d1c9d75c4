import Foundation
import RLNet
import RLRandom
import RLSupervised
import Testing

@Suite struct GANTests {
  private static func small() -> GAN.Configuration {
    var configuration = GAN.Configuration()
    configuration.channels = 8
    configuration.noise = 8
    configuration.hidden = 16
    configuration.samples = 200
    configuration.judgeEpochs = 2
    configuration.training.epochs = 3
    configuration.training.batchSize = 16
    configuration.training.evaluateEvery = 1
    return configuration
  }

  @Test func bothNetworksAndTheJudgeLearn() throws {
    try withSmallMNIST { store in
      var training = try SupervisedTraining<GAN>(Self.small(), data: store, seed: 1)
      let start = training.task.tensorsByName
      var epochs: [Epoch] = []
      while !training.isFinished { training.advance { epochs.append($0) } }
      for (name, tensor) in training.task.tensorsByName {
        #expect(tensor != start[name], "\(name) did not change")
      }
      // The judge learns in the first two epochs, then its loss is 0.
      #expect(epochs[0].losses[2] > epochs[1].losses[2] && epochs[1].losses[2] > 0)
      #expect(epochs[2].losses[2] == 0)
      // At the start both networks guess: log 2 for each answer.
      #expect(abs(epochs[0].losses[0] - 2 * log(2)) < 0.5, "\(epochs[0].losses)")
      let metrics = epochs[2].metrics
      #expect(
        metrics.map(\.name) == [
          "recognised", "rarest", "testRecognised", "uniformRecognised", "normalRecognised",
          "judgeAccuracy",
        ])
      #expect(metrics.allSatisfy { (0...1).contains($0.value) && $0.isShare })
      #expect(metrics.allSatisfy { Metric.isShare($0.name) }, "as a report knows them")
      #expect(metrics == training.task.evaluate())
      let samples = training.task.samples(7)
      #expect(samples.shape == [7, 1, 28, 28])
      #expect(samples.elements.allSatisfy { (0...1).contains($0) })
    }
  }

  /// The update of a copy of the task changes the copy alone, and a state read back goes on as the
  /// original.
  @Test func aStateReadBackGoesOnTheSameWay() throws {
    try withSmallMNIST { store in
      var original = try SupervisedTraining<GAN>(Self.small(), data: store, seed: 1)
      for _ in 0..<14 { original.advance() }
      var other = try SupervisedTraining<GAN>(Self.small(), data: store, seed: 1)
      try other.loadState(original.stateEntries)
      for _ in 0..<14 {
        original.advance()
        other.advance()
      }
      #expect(original.updateHash == other.updateHash)
      #expect(original.task.tensorsByName == other.task.tensorsByName)
    }
  }

  /// Where the discriminator answers ½ to everything, its loss is the cross entropy of the targets:
  /// log 2 for each of the two halves, whatever the smoothing.
  @Test func aDiscriminatorThatGuessesCostsTwiceLogTwo() throws {
    try withSmallMNIST { store in
      var task = try GAN(Self.small(), data: store, TaskStreams(seed: 1))
      task.silence("discriminator.9")
      let losses = task.update(on: [0, 1, 2, 3], progress: 0)
      #expect(abs(Double(losses[0]) - 2 * log(2)) < 1e-6)
    }
  }

  /// What is left of the examples for a last batch may be a single one.
  @Test func aSingleExampleIsLearnedFrom() throws {
    try withSmallMNIST { store in
      var task = try GAN(Self.small(), data: store, TaskStreams(seed: 1))
      let losses = task.update(on: [5], progress: 0)
      #expect(losses.allSatisfy { $0.isFinite && $0 > 0 }, "\(losses)")
      #expect(task.firstNonFiniteElement() == nil)
    }
  }

  @Test func threadsLeaveNoTrace() throws {
    try expectSameBytes(GAN.self) {
      $0 = Self.small()
      $0.channels = 16
      $0.training.epochs = 1
      $0.training.batchSize = 96
    }
  }
}

extension Module {
  fileprivate var tensorsByName: [String: Tensor] {
    Dictionary(uniqueKeysWithValues: namedTensors.map { ($0.name, $0.tensor) })
  }

  /// Sets the tensors of a layer to 0.
  fileprivate mutating func silence(_ layer: String) {
    visitNamed { name, tensor, _ in
      if name.hasPrefix(layer) { tensor = .zeros(tensor.shape) }
    }
  }
}
