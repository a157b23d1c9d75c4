import RLNet
import RLRandom
import RLSupervised
import Testing

@Suite struct AutoencoderTests {
  @Test func sixteenNumbersKeepADigit() throws {
    try withSmallMNIST { store in
      var configuration = Autoencoder.Configuration()
      configuration.hidden = [128]
      configuration.training.epochs = 40
      configuration.training.batchSize = 16
      configuration.training.evaluateEvery = 20
      var training = try SupervisedTraining<Autoencoder>(configuration, data: store, seed: 1)
      var errors = [training.task.evaluate()[0].value]
      while !training.isFinished {
        training.advance { errors.append($0.metrics[0].value) }
      }
      // Better than the best constant image: the pixels' variance over the images.
      let (examples, test) = try store.mnist()
      let mean = examples.batch.inputs.mean(axis: 0)
      let variance = Double((test.batch.inputs - mean).squared().mean().item)
      #expect(errors.count == 3 && errors[0] > errors[1] && errors[1] > errors[2], "\(errors)")
      #expect(errors[2] < variance / 2, "\(errors), variance \(variance)")

      let (images, drawn) = training.task.reconstructions(100)
      #expect(images == test.batch.inputs)
      #expect(drawn.shape == [64, 1, 28, 28])
      #expect(abs(Double(meanSquaredError(drawn, images).item) - errors[2]) < 1e-6)
    }
  }

  /// 784 → 512 → 256 → 16 and back.
  @Test func theDefaultNetworkHasTheStatedSize() throws {
    try withSmallMNIST { store in
      let task = try Autoencoder(
        Autoencoder.Configuration(), data: store, TaskStreams(seed: 1))
      let encoder = 785 * 512 + 513 * 256 + 257 * 16
      let decoder = 17 * 256 + 257 * 512 + 513 * 784
      #expect(task.parameterCount == encoder + decoder)
      #expect(
        task.namedTensors.prefix(2).map { $0.name } == [
          "autoencoder.encoder.0.weight", "autoencoder.encoder.0.bias",
        ])
    }
  }

  @Test func threadsLeaveNoTrace() throws {
    try expectSameBytes(Autoencoder.self) {
      $0.training.epochs = 1
      $0.training.batchSize = 96
    }
  }
}
