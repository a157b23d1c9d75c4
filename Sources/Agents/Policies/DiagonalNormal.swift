import RLNet
import RLRandom

/// Continuous actions, each of its dimensions normal and independent of the others.
///
/// Actions are not squashed: what an environment gets may be clipped to its space, and what the
/// update is told is the action as it was drawn (Schulman et al. 2017, as CleanRL and
/// Stable-Baselines3 have it).
public struct DiagonalNormal: Sendable {
  /// `[batch, dimensions]`.
  public let mean: Tensor
  /// log σ, `[dimensions]` or `[batch, dimensions]`.
  public let logDeviation: Tensor

  /// Shapes that do not fit stop the program.
  ///
  /// - Parameters:
  ///   - mean: `[batch, dimensions]`.
  ///   - logDeviation: log σ, `[dimensions]` where it is the same in all states, else
  ///     `[batch, dimensions]`.
  public init(mean: Tensor, logDeviation: Tensor) {
    requireFittingDeviation(mean, logDeviation)
    self.mean = mean
    self.logDeviation = logDeviation
  }

  /// Actions drawn, `[batch, dimensions]`, as constants: μ + σ·ε with NumPy's `standard_normal`,
  /// row-major.
  public func sample(using generator: inout PCG64) -> Tensor {
    let noise = Tensor.normal(shape: mean.shape, using: &generator)
    return mean.detached() + logDeviation.detached().exp() * noise
  }

  /// The most probable actions, `[batch, dimensions]`.
  public var mode: Tensor { mean }

  /// The logarithm of the density at actions `[batch, dimensions]`, `[batch]`:
  /// Σ −((a − μ)/σ)²/2 − log σ − log(2π)/2. Actions of another shape stop the program.
  public func logProbability(of actions: Tensor) -> Tensor {
    guard actions.shape == mean.shape else {
      fatalError("actions of shape \(actions.shape) do not fit means of shape \(mean.shape)")
    }
    let deviations = (actions - mean) * (-logDeviation).exp()
    return (deviations.squared() * -0.5 - logDeviation - halfLogTwoPi).sum(axis: 1)
  }

  /// The differential entropy of each row, `[batch]`, in nats: Σ log σ + log(2πe)/2.
  public var entropy: Tensor {
    (logDeviation + (0.5 + halfLogTwoPi)).broadcast(to: mean.shape).sum(axis: 1)
  }
}

/// log(2π) / 2.
let halfLogTwoPi: Float = 0.918_938_53

/// Stops where logarithms of deviations do not belong to the means.
func requireFittingDeviation(_ mean: Tensor, _ logDeviation: Tensor) {
  guard mean.shape.rank == 2,
    logDeviation.shape == mean.shape || logDeviation.shape == [mean.shape[1]]
  else {
    fatalError(
      "means \(mean.shape) and logarithms of deviations \(logDeviation.shape) do not fit; they are "
        + "[batch, dimensions] and the same or [dimensions]")
  }
}
