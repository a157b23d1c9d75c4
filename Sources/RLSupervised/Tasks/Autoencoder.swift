import RLNet
import RLRandom
import RLSettings
import RLState

/// An autoencoder (Hinton & Salakhutdinov 2006, "Reducing the dimensionality of data with neural
/// networks"): a digit becomes a few numbers, from which the digit is drawn again.
public struct Autoencoder: SupervisedTask {
  /// The hyper-parameters.
  public struct Configuration: TaskConfiguration {
    public var training = TrainingOptions()
    /// How many numbers a digit becomes.
    public var codeSize = 16
    /// The sizes of the encoder's hidden layers; the decoder has them in reverse.
    public var hidden = [512, 256]

    public init() {
      training.epochs = 20
      training.batchSize = 128
      training.decay = 0
      training.initializer = .heUniform
    }

    public static let settings: [Setting<Self>] =
      [
        Setting("codeSize", \.codeSize, .in(1...784), "how many numbers a digit becomes"),
        Setting(
          "hidden", \.hidden, .layerSizes,
          "sizes of the encoder's hidden layers; the decoder's are the reverse"),
      ] + trainingSettings
  }

  /// The encoder, `[batch, pixels]` to `[batch, codeSize]`, and the decoder, back to logits of
  /// pixels.
  public struct Model: Module {
    public var encoder: Sequential
    public var decoder: Sequential

    /// The pixels from 0 to 1 that the codes of images keep, `[batch, pixels]` to the same.
    public func callAsFunction(_ pixels: Tensor) -> Tensor { decoder(encoder(pixels)).sigmoid() }

    public mutating func visitTensors(_ visitor: inout TensorVisitor) {
      visitor.visit("encoder", &encoder)
      visitor.visit("decoder", &decoder)
    }
  }

  public static let name = "autoencoder"
  public static let summary = "MNIST's digits as 16 numbers each, and drawn from them again"
  public static var presets: [TaskPreset<Configuration>] {
    [
      TaskPreset("default", "16 numbers for each digit, 20 epochs"),
      TaskPreset("quick", "16 numbers for each digit, 5 epochs") { $0.training.epochs = 5 },
      TaskPreset("plane", "2 numbers for each digit, a point in the plane") { $0.codeSize = 2 },
    ]
  }

  private let images: ImageParts
  private var learner: Learner<Model>

  public init(
    _ configuration: Configuration, data store: DataStore, _ streams: TaskStreams
  ) throws(DataError) {
    images = try .mnist(store)
    var generator = PCG64(streams.weights)
    let sizes = [images.training.inputShape.count] + configuration.hidden + [configuration.codeSize]
    let initializer = configuration.training.initializer
    let model = Model(
      encoder: Sequential.perceptron(sizes, .relu, initializer, using: &generator),
      decoder: Sequential.perceptron(sizes.reversed(), .relu, initializer, using: &generator))
    learner = Learner(model, configuration.training, noise: streams.noise)
  }

  public var exampleCount: Int { images.training.count }

  public mutating func update(on positions: ArraySlice<Int>, progress: Double) -> [Float] {
    let pixels = Flatten()(images.training.batch(positions).inputs)
    let cost = learner.update(progress: progress) { model, _ in
      meanSquaredError(model(pixels), pixels)
    }
    return [cost]
  }

  public func loss(on positions: ArraySlice<Int>) -> Double? {
    penalty
      + positions.meanLoss { positions in
        let pixels = Flatten()(images.training.batch(positions).inputs)
        return meanSquaredError(learner.model(pixels), pixels).item
      }
  }

  public var penalty: Double { learner.penalty }

  /// The mean squared error of a pixel of the test images, pixels from 0 to 1.
  public func evaluate() -> [Metric] {
    let sum = images.test.batches(of: 500).reduce(0.0) { sum, batch in
      let pixels = Flatten()(batch.inputs)
      return sum + Double(batch.count)
        * Double(meanSquaredError(learner.model(pixels), pixels).item)
    }
    return [Metric("error", sum / Double(images.test.count))]
  }

  public static func holdsOut(_ configuration: Configuration) -> Bool { true }

  /// Some test images, and what their codes keep of them; each `[count, 1, 28, 28]`.
  public func reconstructions(_ count: Int) -> (images: Tensor, reconstructions: Tensor) {
    let digits = images.test.batch(0..<min(count, images.test.count)).inputs
    return (digits, reconstructions(of: digits))
  }

  /// The test images.
  package var heldOut: Dataset<Int> { images.test }

  /// What the codes of images keep of them, both `[count, 1, 28, 28]`.
  package func reconstructions(of digits: Tensor) -> Tensor {
    learner.model(Flatten()(digits)).reshaped(to: digits.shape)
  }

  public var dataDigest: String {
    images.digest
  }
}

extension Autoencoder {
  public mutating func visitTensors(_ visitor: inout TensorVisitor) {
    visitor.visit("autoencoder", &learner)
  }

  public mutating func visitState(_ visitor: inout StateVisitor) {
    visitor.visit("learner", &learner)
  }
}
