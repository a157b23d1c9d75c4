import RLNet
import RLRandom
import RLSettings
import RLState

/// A variational autoencoder (Kingma & Welling 2014, "Auto-encoding variational Bayes"): a digit
/// becomes a normal distribution of a few latent numbers, and numbers drawn from the standard normal
/// distribution become digits.
public struct VariationalAutoencoder: SupervisedTask {
  /// The hyper-parameters.
  public struct Configuration: TaskConfiguration {
    public var training = TrainingOptions()
    /// The number of latent numbers.
    public var latents = 8
    /// The sizes of the encoder's hidden layers; the decoder has them in reverse.
    public var hidden = [512, 256]

    public init() {
      training.epochs = 20
      training.batchSize = 128
    }

    public static let settings: [Setting<Self>] =
      [
        Setting("latents", \.latents, .in(1...784), "the number of latent numbers"),
        Setting(
          "hidden", \.hidden, .layerSizes,
          "sizes of the encoder's hidden layers; the decoder's are the reverse"),
      ] + trainingSettings
  }

  public static let name = "vae"
  public static let summary = "a variational autoencoder, which draws new digits"
  public static let lossNames = ["cost", "reconstruction", "divergence"]
  public static var presets: [TaskPreset<Configuration>] {
    [
      TaskPreset("default", "8 latent numbers, 20 epochs"),
      TaskPreset("quick", "8 latent numbers, 3 epochs") { $0.training.epochs = 3 },
      TaskPreset("plane", "2 latent numbers, a map of digits in the plane") { $0.latents = 2 },
    ]
  }

  /// An encoder with two outputs, and a decoder.
  public struct Model: Module {
    /// Features of the pixels, `[batch, pixels]` to `[batch, features]`.
    public var body: Sequential
    /// μ, the means of the latent numbers, `[batch, features]` to `[batch, latents]`.
    public var mean: Linear
    /// log σ², of the same shape as the means.
    public var logVariance: Linear
    /// Logits of pixels, `[batch, latents]` to `[batch, pixels]`.
    public var decoder: Sequential

    /// A model of given layers.
    public init(body: Sequential, mean: Linear, logVariance: Linear, decoder: Sequential) {
      (self.body, self.mean, self.logVariance, self.decoder) = (body, mean, logVariance, decoder)
    }

    /// What −bound is the sum of, each a mean over the images, in nats: the cross entropy of the
    /// pixels, of a latent vector drawn for each image, and the divergence of its distribution from
    /// the standard normal one.
    ///
    /// - Parameters:
    ///   - pixels: from 0 to 1, `[batch, pixels]`.
    ///   - noise: standard normal numbers ε, `[batch, latents]`.
    public func loss(_ pixels: Tensor, noise: Tensor) -> (
      reconstruction: Tensor, divergence: Tensor
    ) {
      let features = body(pixels)
      let (mean, logVariance) = (mean(features), logVariance(features))
      // z = μ + σ·ε: the randomness is an input, so the gradient passes to μ and σ.
      let latents = mean + (logVariance * 0.5).exp() * noise
      let perPixel = binaryCrossEntropy(logits: decoder(latents), targets: pixels)
      return (
        perPixel * Float(pixels.shape[1]), divergence(mean: mean, logVariance: logVariance)
      )
    }

    public mutating func visitTensors(_ visitor: inout TensorVisitor) {
      visitor.visit("body", &body)
      visitor.visit("mean", &mean)
      visitor.visit("logVariance", &logVariance)
      visitor.visit("decoder", &decoder)
    }
  }

  /// KL(N(μ, σ²) ‖ N(0, 1)), summed over the latent numbers, the mean over the batch, in nats:
  /// ½·Σ (σ² + μ² − 1 − log σ²), both `[batch, latents]`; shape `[]` (Kingma & Welling, appendix B).
  package static func divergence(mean: Tensor, logVariance: Tensor) -> Tensor {
    (logVariance.exp() + mean.squared() - 1 - logVariance).sum() * (0.5 / Float(mean.shape[0]))
  }

  private let images: ImageParts
  private let latents: Int
  private let evaluation: SeedSequence
  private var learner: Learner<Model>

  public init(
    _ configuration: Configuration, data store: DataStore, _ streams: TaskStreams
  ) throws(DataError) {
    images = try .mnist(store)
    latents = configuration.latents
    evaluation = streams.evaluation
    var generator = PCG64(streams.weights)
    let initializer = configuration.training.initializer
    let sizes = [images.training.inputShape.count] + configuration.hidden
    func linear(_ outputs: Int) -> Linear {
      let (weight, bias) = initializer.parameters
      return Linear(sizes[sizes.count - 1], outputs, weight: weight, bias: bias, using: &generator)
    }
    let body = Sequential.perceptron(sizes, .relu, initializer, using: &generator)
    learner = Learner(
      Model(
        body: Sequential(body.layers + [ReLU()]), mean: linear(latents),
        logVariance: linear(latents),
        decoder: Sequential.perceptron(
          [latents] + sizes.reversed(), .relu, initializer, using: &generator)),
      configuration.training, noise: streams.noise)
  }

  public var exampleCount: Int { images.training.count }

  public mutating func update(on positions: ArraySlice<Int>, progress: Double) -> [Float] {
    let pixels = Flatten()(images.training.batch(positions).inputs)
    var terms: [Float] = []
    let cost = learner.update(progress: progress) { [latents] model, context in
      let noise = Tensor.normal(shape: [positions.count, latents], using: &context.generator)
      let (reconstruction, divergence) = model.loss(pixels, noise: noise)
      terms = [reconstruction.item, divergence.item]
      return reconstruction + divergence
    }
    return [cost] + terms
  }

  /// −bound and the penalty, with the same latent vector drawn for an image each time.
  public func loss(on positions: ArraySlice<Int>) -> Double? {
    var generator = PCG64(evaluation)
    return penalty
      + positions.meanLoss { positions in
        let noise = Tensor.normal(shape: [positions.count, latents], using: &generator)
        let pixels = Flatten()(images.training.batch(positions).inputs)
        let (reconstruction, divergence) = learner.model.loss(pixels, noise: noise)
        return (reconstruction + divergence).item
      }
  }

  public var penalty: Double { learner.penalty }

  /// The evidence lower bound of the test images' log likelihood, in nats for each image, with one
  /// latent vector drawn for each; and its two terms, which are subtracted.
  public func evaluate() -> [Metric] {
    var generator = PCG64(evaluation)
    var (reconstruction, divergence) = (0.0, 0.0)
    for batch in images.test.batches(of: 500) {
      let noise = Tensor.normal(shape: [batch.count, latents], using: &generator)
      let terms = learner.model.loss(Flatten()(batch.inputs), noise: noise)
      reconstruction += Double(batch.count) * Double(terms.reconstruction.item)
      divergence += Double(batch.count) * Double(terms.divergence.item)
    }
    (reconstruction, divergence) = (
      reconstruction / Double(images.test.count), divergence / Double(images.test.count)
    )
    return [
      Metric("bound", -reconstruction - divergence), Metric("reconstruction", reconstruction),
      Metric("divergence", divergence),
    ]
  }

  public static func holdsOut(_ configuration: Configuration) -> Bool { true }

  /// New images, `[count, 1, 28, 28]`: the pixels' probabilities, of latent numbers drawn from the
  /// standard normal distribution.
  public func samples(_ count: Int) -> Tensor {
    var generator = PCG64(evaluation)
    let latents = Tensor.normal(shape: [count, latents], using: &generator)
    return images(of: latents)
  }

  /// The test images.
  package var heldOut: Dataset<Int> { images.test }

  /// The means of the latent numbers of images: `[count, 1, 28, 28]` to `[count, latents]`.
  package func means(of digits: Tensor) -> Tensor {
    learner.model.mean(learner.model.body(Flatten()(digits)))
  }

  /// The images of latent numbers: `[count, latents]` to `[count, 1, 28, 28]`, pixels from 0 to 1.
  package func images(of latents: Tensor) -> Tensor {
    Reshape(images.training.inputShape)(learner.model.decoder(latents).sigmoid())
  }

  public var dataDigest: String {
    images.digest
  }
}

extension VariationalAutoencoder {
  public mutating func visitTensors(_ visitor: inout TensorVisitor) {
    visitor.visit("vae", &learner)
  }

  public mutating func visitState(_ visitor: inout StateVisitor) {
    visitor.visit("learner", &learner)
  }
}
