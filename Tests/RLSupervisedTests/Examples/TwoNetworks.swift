import RLNet
import RLRandom

/// A generative adversarial network in the plane (Goodfellow et al. 2014): the generator learns to
/// turn noise into points that a discriminator cannot tell from those that `real` draws.
struct TwoNetworks {
  var generator: Sequential
  var discriminator: Sequential
  /// The mean of the generators so far: the two chase each other, and this is what they circle.
  var average: Sequential
  var adams: (generator: Adam, discriminator: Adam)
  var numbers: PCG64

  init(seed: UInt64) {
    numbers = PCG64(seed: seed)
    generator = Sequential(
      Linear(2, 32, using: &numbers), LeakyReLU(slope: 0.2), Linear(32, 2, using: &numbers))
    discriminator = Sequential(
      Linear(2, 32, using: &numbers), LeakyReLU(slope: 0.2), Linear(32, 1, using: &numbers))
    average = generator
    adams.generator = Adam(for: generator, learningRate: 1e-3, betas: (0.5, 0.999))
    adams.discriminator = Adam(for: discriminator, learningRate: 1e-3, betas: (0.5, 0.999))
  }

  /// One step of each network, on `count` points `[count, 2]`.
  mutating func update(_ count: Int = 128, real: (Int, inout PCG64) -> Tensor) {
    let points = real(count, &numbers)
    let (isReal, isFake) = (Tensor.ones([count, 1]), Tensor.zeros([count, 1]))

    // The points made here are plain numbers: no gradient goes back to the generator.
    let made = generator(.normal(shape: [count, 2], using: &numbers))
    let (_, judging) = valueAndGradient(at: &discriminator) { discriminator in
      binaryCrossEntropy(logits: discriminator(points), targets: isReal)
        + binaryCrossEntropy(logits: discriminator(made), targets: isFake)
    }
    adams.discriminator.update(&discriminator, along: judging)

    // The gradient passes through the discriminator, which stays as it is.
    let noise = Tensor.normal(shape: [count, 2], using: &numbers)
    let (_, making) = valueAndGradient(at: &generator) { [discriminator] generator in
      binaryCrossEntropy(logits: discriminator(generator(noise)), targets: isReal)
    }
    adams.generator.update(&generator, along: making)
    average.interpolate(toward: generator, by: 0.002)
  }

  /// New points, `[count, 2]`.
  func samples(_ count: Int, using numbers: inout PCG64) -> Tensor {
    average(.normal(shape: [count, 2], using: &numbers))
  }
}
