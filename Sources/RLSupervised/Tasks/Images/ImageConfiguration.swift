import RLNet
import RLRandom
import RLSettings

/// The hyper-parameters of a classifier of images.
public struct ImageConfiguration: TaskConfiguration {
  public var training = TrainingOptions()
  /// The network.
  public var model = ImageModel.mlp
  /// The sizes of the hidden layers of `mlp` and, after its convolutions, of `cnn`; it may be empty.
  public var hidden = [100]
  /// The channels of the first convolution of `cnn` and `resnet10`.
  public var width = 16
  /// The function after each hidden layer and each convolution.
  public var activation = Activation.relu
  /// The probability that training drops an output of a hidden layer.
  public var dropout: Float = 0

  public init() { training.decay = 0 }

  public static let settings: [Setting<Self>] =
    [
      Setting("model", \.model, "the network"),
      Setting("hidden", \.hidden, .layerSizes, "sizes of the hidden layers of mlp and cnn")
        .only(with: "model", \.model, [.mlp, .cnn]),
      Setting(
        "width", \.width, .in(1...256), "channels of the first convolution of cnn and resnet10"
      ).only(with: "model", \.model, [.cnn, .resnet10]),
      Setting("activation", \.activation, "function after hidden layers and convolutions")
        .onlyWithHiddenLayers { $0.model == .mlp ? $0.hidden.count : 1 },
      Setting(
        "dropout", \.dropout, .in(0...0.95),
        "probability that training drops an output of a hidden layer"
      ).only(with: "model", \.model, [.mlp, .cnn, .lenet5])
        .onlyWithHiddenLayers { $0.model == .lenet5 ? 2 : $0.hidden.count },
    ] + trainingSettings
}

/// A network for images by name.
public enum ImageModel: String, CaseIterable, SettingConvertible {
  /// Fully connected layers.
  case mlp
  /// Two convolutions, each followed by a pooling, and fully connected layers.
  case cnn
  /// LeNet-5.
  case lenet5
  /// A residual network of ten layers.
  case resnet10
}

extension Classifier {
  /// A classifier of images, normalised channel by channel with the statistics of the training part.
  ///
  /// - Throws: `DataError` where images are not of this shape, or none are there to learn from.
  init(
    _ configuration: ImageConfiguration, of dataset: String, shape: Shape,
    _ data: (training: Dataset<Int>, test: Dataset<Int>), _ streams: TaskStreams
  ) throws(DataError) {
    let images = try ImageParts(data, of: dataset, shape: shape)
    let normalization = Normalization(of: images.training, per: .channel)
    var generator = PCG64(streams.weights)
    self.init(
      configuration.network(
        for: shape, classes: images.training.classNames.count, using: &generator),
      training: images.training.normalized(by: normalization),
      heldOut: images.test.normalized(by: normalization), configuration.training, streams)
  }
}

extension ClassificationTask where Configuration == ImageConfiguration {
  public static func holdsOut(_ configuration: Configuration) -> Bool { true }
}
