import RLNet
import RLRandom
import RLSettings
import RLState

/// A generative adversarial network (Goodfellow et al. 2014) of convolutions (DCGAN: Radford et al.
/// 2016): a generator makes digits out of noise, and learns to make those that a discriminator takes
/// for real ones.
public struct GAN: SupervisedTask {
  /// The hyper-parameters.
  public struct Configuration: TaskConfiguration {
    public var training = TrainingOptions()
    /// The number of random numbers that become an image.
    public var noise = 64
    /// The channels of both networks' images of 14×14; those of 7×7 have twice as many.
    public var channels = 32
    /// The size of both networks' fully connected layer.
    public var hidden = 256
    /// What the discriminator is to say to real images (Salimans et al. 2016, one-sided smoothing).
    public var realTarget: Float = 0.9
    /// What the generator of an update counts in the averaged one, as a part of what the next counts;
    /// samples come from the average.
    public var averaging: Float = 0.999
    /// How both networks' weights are drawn; nil for the paper's normal numbers with a standard
    /// deviation of 0.02.
    public var initializer: InitializerChoice?
    /// The epochs in which the judge learns.
    public var judgeEpochs = 3
    /// The samples that an evaluation judges.
    public var samples = 10_000

    public init() {
      training.epochs = 10
      training.learningRate = 5e-4
      training.decay = 0
    }

    public static let settings: [Setting<Self>] =
      [
        Setting("noise", \.noise, .in(1...1000), "random numbers that become an image"),
        Setting(
          "channels", \.channels, .in(1...512),
          "channels of both networks' images of 14×14; those of 7×7 have twice as many"),
        Setting("hidden", \.hidden, .in(1...10_000), "size of their fully connected layer"),
        Setting(
          "realTarget", \.realTarget, .in(0.5...1),
          "what the discriminator is to say to real images"),
        Setting(
          "averaging", \.averaging, .in(0...0.99999),
          "what a generator counts in the averaged one, as a part of what the next counts"),
        Setting(
          "initializer", \.initializer,
          "how both networks' weights are drawn; none: normal, with a deviation of 0.02"),
        Setting("judgeEpochs", \.judgeEpochs, .atLeast(1), "epochs in which the judge learns"),
        Setting(
          "samples", \.samples, .in(1...1_000_000), "samples that an evaluation judges"),
      ]
      + trainingSettings.filter { !["l2", "gradientNorm", "initializer"].contains($0.key) }
  }

  public static let name = "gan"
  public static let summary = "adversarial networks of convolutions, which draw digits"
  public static let lossNames = ["discriminator", "generator", "judge"]
  public static var presets: [TaskPreset<Configuration>] {
    [
      TaskPreset("default", "10 epochs"),
      TaskPreset("quick", "3 epochs") { $0.training.epochs = 3 },
      TaskPreset("long", "30 epochs") { $0.training.epochs = 30 },
    ]
  }

  private let images: ImageParts
  private let configuration: Configuration
  private let evaluation: SeedSequence
  private var generator: Sequential
  private var discriminator: Sequential
  /// The mean of the generators so far, each counting `averaging` times as much as the next.
  private var average: Sequential
  /// What the generators so far count together.
  private var averageWeight: Float = 0
  private var generatorRule: any Optimizer
  private var discriminatorRule: any Optimizer
  private var context: Context
  private var judge: DigitJudge

  public init(
    _ configuration: Configuration, data store: DataStore, _ streams: TaskStreams
  ) throws(DataError) {
    images = try .mnist(store)
    self.configuration = configuration
    evaluation = streams.evaluation
    var root = streams.weights
    let weights = root.spawn(3)
    var numbers = PCG64(weights[0])
    generator = GAN.generator(configuration, using: &numbers)
    discriminator = GAN.discriminator(configuration, using: &numbers)
    average = generator
    let options = configuration.training
    // The mean of the gradients is short, as in the paper: each network's target moves.
    let betas: (Float, Float) = (0.5, 0.999)
    generatorRule = options.optimizer.optimizer(for: generator, options, betas: betas)
    discriminatorRule = options.optimizer.optimizer(for: discriminator, options, betas: betas)
    context = Context(generator: PCG64(streams.noise))
    judge = DigitJudge(weights: weights[1], noise: weights[2])
  }

  /// `[batch, noise]` to images `[batch, 1, 28, 28]` of pixels from −1 to 1.
  private static func generator(
    _ configuration: Configuration, using numbers: inout PCG64
  ) -> Sequential {
    let (noise, hidden) = (configuration.noise, configuration.hidden)
    let channels = configuration.channels
    let (weight, bias) = initializers(configuration)
    return Sequential(
      Linear(noise, hidden, weight: weight, bias: nil, using: &numbers), BatchNorm(hidden), ReLU(),
      Linear(hidden, 2 * channels * 7 * 7, weight: weight, bias: nil, using: &numbers),
      Reshape([2 * channels, 7, 7]), BatchNorm(2 * channels), ReLU(),
      ConvTranspose2D(
        2 * channels, channels, kernel: 4, stride: 2, padding: 1, weight: weight, bias: nil,
        using: &numbers),
      BatchNorm(channels), ReLU(),
      ConvTranspose2D(
        channels, 1, kernel: 4, stride: 2, padding: 1, weight: weight, bias: bias,
        using: &numbers),
      Tanh())
  }

  /// Images of pixels from −1 to 1 to logits `[batch, 1]`: how real they look.
  private static func discriminator(
    _ configuration: Configuration, using numbers: inout PCG64
  ) -> Sequential {
    let (hidden, channels) = (configuration.hidden, configuration.channels)
    let (weight, bias) = initializers(configuration)
    return Sequential(
      Conv2D(
        1, channels, kernel: 4, stride: 2, padding: 1, weight: weight, bias: bias,
        using: &numbers),
      LeakyReLU(slope: 0.2),
      Conv2D(
        channels, 2 * channels, kernel: 4, stride: 2, padding: 1, weight: weight, bias: nil,
        using: &numbers),
      BatchNorm(2 * channels), LeakyReLU(slope: 0.2), Flatten(),
      Linear(2 * channels * 7 * 7, hidden, weight: weight, bias: nil, using: &numbers),
      BatchNorm(hidden), LeakyReLU(slope: 0.2),
      Linear(hidden, 1, weight: weight, bias: bias, using: &numbers))
  }

  /// How weights and biases are drawn.
  private static func initializers(
    _ configuration: Configuration
  ) -> (weight: Initializer, bias: Initializer) {
    configuration.initializer?.parameters ?? (.gaussian(standardDeviation: 0.02), .zeros)
  }

  public var exampleCount: Int { images.training.count }

  /// One step of the discriminator, one of the generator and, in the first epochs, one of the judge.
  public mutating func update(on positions: ArraySlice<Int>, progress: Double) -> [Float] {
    // A batch of one has no deviation to be normalised by, so that its image counts twice.
    let batch = images.training.batch(positions.count > 1 ? positions : positions + positions)
    let rate = configuration.training.learningRate(at: progress)
    (discriminatorRule.learningRate, generatorRule.learningRate) = (rate, rate)
    let losses = [
      updateDiscriminator(with: batch.inputs * 2 - 1), updateGenerator(batch.count),
      updateJudge(with: batch, progress),
    ]
    averageWeight = averageWeight * configuration.averaging + 1
    average.interpolate(toward: generator, by: 1 / averageWeight)
    return losses
  }

  /// −log D(x) − log(1 − D(G(z))), where the generator stays as it is.
  private mutating func updateDiscriminator(with real: Tensor) -> Float {
    let count = real.shape[0]
    let fake = generator.train(noise(count), in: &context)
    let isReal = Tensor(repeating: configuration.realTarget, shape: [count, 1])
    let isFake = Tensor.zeros([count, 1])
    var context = context
    let (loss, gradient) = valueAndGradient(at: &discriminator) { discriminator in
      binaryCrossEntropy(logits: discriminator.train(real, in: &context), targets: isReal)
        + binaryCrossEntropy(logits: discriminator.train(fake, in: &context), targets: isFake)
    }
    self.context = context
    discriminatorRule.update(&discriminator, along: gradient)
    return loss
  }

  /// −log D(G(z)), which does not saturate where D sees through G; the discriminator stays as it is.
  private mutating func updateGenerator(_ count: Int) -> Float {
    let noise = noise(count)
    let isReal = Tensor.ones([count, 1])
    var (discriminator, context) = (discriminator, context)
    let (loss, gradient) = valueAndGradient(at: &generator) { generator in
      let fake = generator.train(noise, in: &context)
      return binaryCrossEntropy(
        logits: discriminator.train(fake, in: &context), targets: isReal)
    }
    self.context = context
    generatorRule.update(&generator, along: gradient)
    return loss
  }

  /// The judge's cross entropy; 0 once it has learned.
  private mutating func updateJudge(with batch: Batch<Int>, _ progress: Double) -> Float {
    let epochs = configuration.training.epochs
    let part = progress * Double(epochs) / Double(min(configuration.judgeEpochs, epochs))
    return part < 1 ? judge.update(on: batch, progress: part) : 0
  }

  private mutating func noise(_ count: Int) -> Tensor {
    .normal(shape: [count, configuration.noise], using: &context.generator)
  }

  /// New images `[count, 1, 28, 28]` of pixels from 0 to 1, of the averaged generator.
  public func samples(_ count: Int) -> Tensor {
    var numbers = PCG64(evaluation)
    return samples(count, using: &numbers)
  }

  private func samples(_ count: Int, using numbers: inout PCG64) -> Tensor {
    (average(.normal(shape: [count, configuration.noise], using: &numbers)) + 1) * 0.5
  }

  /// What the judge, which has met neither network, makes of samples: the share that it gives a
  /// digit with a probability above 0.9, and the share of the digit that it sees least often. To
  /// compare, the first of these for the test images, and for pixels drawn uniformly from 0 to 1, or
  /// normally and then clamped; and the judge's accuracy on the test images.
  public func evaluate() -> [Metric] {
    var numbers = PCG64(evaluation)
    let count = configuration.samples
    let size = images.training.inputShape.dimensions
    let drawn = judge.verdict(on: count) { samples($0.count, using: &numbers) }
    let real = judge.verdict(on: images.test.count) { images.test.batch($0).inputs }
    let uniform = judge.verdict(on: count) {
      .uniform(shape: Shape([$0.count] + size), using: &numbers)
    }
    let normal = judge.verdict(on: count) {
      Tensor.normal(shape: Shape([$0.count] + size), using: &numbers).clamped(0, 1)
    }
    return [
      Metric("recognised", share: drawn.confident), Metric("rarest", share: drawn.rarest),
      Metric("testRecognised", share: real.confident),
      Metric("uniformRecognised", share: uniform.confident),
      Metric("normalRecognised", share: normal.confident),
      Metric("judgeAccuracy", share: real.accuracy(images.test.targets)),
    ]
  }

  public var dataDigest: String {
    images.digest
  }
}

extension GAN {
  /// Shows the averaged generator, the discriminator and the judge.
  public mutating func visitTensors(_ visitor: inout TensorVisitor) {
    visitor.visit("generator", &average)
    visitor.visit("discriminator", &discriminator)
    visitor.visit("judge", &judge)
  }

  public mutating func visitState(_ visitor: inout StateVisitor) {
    visitor.visit("generator", &generator)
    visitor.visit("discriminator", &discriminator)
    visitor.visit("average", &average)
    visitor.visit("averageWeight", &averageWeight)
    visitor.visit("generatorRule", &generatorRule)
    visitor.visit("discriminatorRule", &discriminatorRule)
    visitor.visit("noise", &context.generator)
    visitor.visit("judge", &judge)
  }
}
