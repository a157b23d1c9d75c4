extension ImageConfiguration {
  /// For images of 28×28 pixels.
  static let presets: [TaskPreset<Self>] = [
    TaskPreset("mlp-100", "784-100-10"),
    TaskPreset("mlp-30", "784-30-10") {
      $0.hidden = [30]
      $0.training.learningRate = 2e-3
    },
    TaskPreset("mlp-50-40", "784-50-40-10") {
      $0.hidden = [50, 40]
      $0.training.batchSize = 50
    },
    TaskPreset("mlp-128", "784-128-10") { $0.hidden = [128] },
    TaskPreset("mlp-512-256", "784-512-256-10") {
      $0.hidden = [512, 256]
      $0.training.batchSize = 128
    },
    TaskPreset("cnn-small", "convolutions of 8 and 16 channels, 11,274 parameters") {
      $0.model = .cnn
      $0.width = 8
      $0.hidden = []
      $0.training.epochs = 5
      $0.training.learningRate = 2e-3
    },
    TaskPreset("cnn", "convolutions of 16 and 32 channels, 28,938 parameters") {
      $0.model = .cnn
      $0.hidden = []
      $0.training.epochs = 5
      $0.training.learningRate = 2e-3
    },
    TaskPreset("lenet5", "LeNet-5, 61,706 parameters") {
      $0.model = .lenet5
      $0.training.epochs = 6
      $0.training.learningRate = 2e-3
    },
  ]
}
