import RLNet
import RLRandom
import RLSettings

/// Continuous actions within bounds: a = scale·tanh(u) + offset with a normal u = μ + σ·ε
/// (Haarnoja et al. 2018).
///
/// The draw is a function of the noise ε, so that gradients flow through actions and their
/// log-probabilities to μ and σ (the reparameterisation trick).
///
/// ```swift
/// let noise = SquashedNormal.noise([batch, dimensions], using: &generator)
/// let (loss, gradient) = valueAndGradient(at: &actor) { actor in
///   let (mean, logDeviation) = actor(observations)
///   let (actions, logProbability) = SquashedNormal(mean, logDeviation).draw(noise)
///   return (temperature * logProbability - critic(observations, actions)).mean()
/// }
/// ```
public struct SquashedNormal: Sendable {
  /// How the density is corrected for the tanh. `stable` and `epsilon` differ by less than 10⁻⁵
  /// while |u| < 2, and more and more beyond, where 1 − a² falls below ε.
  public enum Correction: String, CaseIterable, SettingConvertible {
    /// log(1 − tanh²u) = 2(log 2 − u − softplus(−2u)), exact also where tanh u rounds to ±1.
    case stable
    /// log(1 − a² + 10⁻⁶), as in the authors' code and Stable-Baselines3; with a scale
    /// log(scale·(1 − a²) + 10⁻⁶), as in CleanRL.
    case epsilon
  }

  /// `[batch, dimensions]`.
  public let mean: Tensor
  /// log σ, `[dimensions]` or `[batch, dimensions]`.
  public let logDeviation: Tensor
  /// Half the width of the action space, `[]` or `[dimensions]`.
  public let scale: Tensor
  /// The middle of the action space, `[]` or `[dimensions]`.
  public let offset: Tensor
  /// How the density is corrected for the tanh.
  public let correction: Correction

  /// Actions in −1...1 unless a scale is stated. The density is that of the scaled action: actions
  /// of half the width 2 have log-probabilities lower by log 2 a dimension, so a target entropy
  /// means another policy. Shapes that do not fit stop the program.
  ///
  /// - Parameters:
  ///   - mean: of u, `[batch, dimensions]`.
  ///   - logDeviation: log σ of u, `[dimensions]` or `[batch, dimensions]`.
  ///   - scale: half the width of the action space, > 0, `[]` or `[dimensions]`.
  ///   - offset: its middle, `[]` or `[dimensions]`.
  ///   - correction: for the tanh.
  public init(
    _ mean: Tensor, _ logDeviation: Tensor, scale: Tensor = 1, offset: Tensor = 0,
    correction: Correction = .stable
  ) {
    requireFittingDeviation(mean, logDeviation)
    for part in [scale, offset] where part.count != 1 && part.shape != [mean.shape[1]] {
      fatalError(
        "a scale or offset of shape \(part.shape) does not fit means of shape \(mean.shape); it is "
          + "one number, or [dimensions]")
    }
    self.mean = mean
    self.logDeviation = logDeviation
    self.scale = scale
    self.offset = offset
    self.correction = correction
  }

  /// The ε of a draw: NumPy's `standard_normal`, row-major.
  public static func noise(_ shape: Shape, using generator: inout PCG64) -> Tensor {
    .normal(shape: shape, using: &generator)
  }

  /// The actions of most probable u, `[batch, dimensions]`.
  public var mode: Tensor { mean.tanh() * scale + offset }

  /// Actions `[batch, dimensions]` and the logarithms of their densities `[batch]`. Noise of another
  /// shape than the means stops the program.
  public func draw(_ noise: Tensor) -> (actions: Tensor, logProbability: Tensor) {
    guard noise.shape == mean.shape else {
      fatalError("noise of shape \(noise.shape) does not fit means of shape \(mean.shape)")
    }
    let unbounded = mean + logDeviation.exp() * noise
    let bounded = unbounded.tanh()
    let slope =
      switch correction {
      case .stable: (logTwo - unbounded - (unbounded * -2).softplus()) * 2 + scale.log()
      case .epsilon: (scale * (1 - bounded.squared()) + 1e-6).log()
      }
    // (u − μ)/σ is the noise itself: a constant, unless it is a function of the state (gSDE).
    let density = noise.squared() * -0.5 - logDeviation - halfLogTwoPi
    return (bounded * scale + offset, (density - slope).sum(axis: 1))
  }
}

private let logTwo: Float = 0.693_147_18
