import RLNet
import RLRandom
import RLState

/// Continuous actions with exploration that depends on the state and stays the same for several
/// steps (generalised state-dependent exploration, Raffin et al. 2022): the noise of an action is
/// the product of the state's latent features and an exploration matrix, so equal states get equal
/// noise until the matrix is drawn again.
///
/// Seen by the update, which does not know the matrix, the noise is normal with the variance
/// Σ latent²·σ² + 10⁻⁶.
public struct StateDependentNormal: Sendable {
  /// The normal distribution of the actions, matrices unknown.
  public let marginal: DiagonalNormal

  /// Shapes that do not fit stop the program.
  ///
  /// - Parameters:
  ///   - mean: `[batch, dimensions]`.
  ///   - logDeviation: log σ of the exploration matrix, `[latent, dimensions]`.
  ///   - latent: features of the states, `[batch, latent]`. To be passed `detached()` by on-policy
  ///     algorithms, so that the features are not learned for the noise's sake.
  public init(mean: Tensor, logDeviation: Tensor, latent: Tensor) {
    guard mean.shape.rank == 2, latent.shape.rank == 2, latent.shape[0] == mean.shape[0],
      logDeviation.shape == [latent.shape[1], mean.shape[1]]
    else {
      fatalError(
        "means \(mean.shape), latent features \(latent.shape) and logarithms of deviations "
          + "\(logDeviation.shape) do not fit; they are [batch, dimensions], [batch, latent] and "
          + "[latent, dimensions]")
    }
    let variance = latent.squared().matmul((logDeviation * 2).exp()) + 1e-6
    marginal = DiagonalNormal(mean: mean, logDeviation: variance.log() * 0.5)
  }

  /// Actions with the noise of given matrices, `[batch, dimensions]`, as constants.
  ///
  /// - Parameters:
  ///   - noise: one matrix for each row of the batch.
  ///   - latent: features of the states, `[batch, latent]`.
  public func sample(_ noise: StateDependentNoise, latent: Tensor) -> Tensor {
    mode.detached() + noise(latent)
  }

  /// The actions without noise, `[batch, dimensions]`.
  public var mode: Tensor { marginal.mode }

  /// The logarithm of the density at actions `[batch, dimensions]`, `[batch]`.
  public func logProbability(of actions: Tensor) -> Tensor { marginal.logProbability(of: actions) }

  /// The differential entropy of each row, `[batch]`, in nats.
  public var entropy: Tensor { marginal.entropy }
}

/// The exploration matrices of several environments, one for each: the state of state-dependent
/// exploration between two draws.
public struct StateDependentNoise: Sendable, Stateful {
  /// As many as there are matrices.
  public let environments: Int
  /// Rows of a matrix.
  public let latent: Int
  /// Columns of a matrix.
  public let dimensions: Int
  /// `[environments, latent, dimensions]`, row-major.
  private var matrices: [Float]

  /// Matrices of zeros; a size below 1 stops the program.
  public init(environments: Int, latent: Int, dimensions: Int) {
    guard environments >= 1, latent >= 1, dimensions >= 1 else {
      fatalError(
        "noise of \(environments) environments, \(latent) features and \(dimensions) dimensions; "
          + "each is at least 1")
    }
    self.environments = environments
    self.latent = latent
    self.dimensions = dimensions
    matrices = Array(repeating: 0, count: environments * latent * dimensions)
  }

  /// Whether matrices were drawn, so that they are not all zeros.
  var isDrawn: Bool { matrices.contains { $0 != 0 } }

  /// Draws every matrix anew from N(0, σ²), environment by environment, row-major. Logarithms of
  /// deviations that are not `[latent, dimensions]` stop the program.
  public mutating func resample(logDeviation: Tensor, using generator: inout PCG64) {
    guard logDeviation.shape == [latent, dimensions] else {
      fatalError(
        "logarithms of deviations of shape \(logDeviation.shape) are not "
          + "[\(latent), \(dimensions)]")
    }
    let deviation = logDeviation.detached().exp()
    deviation.withUnsafeElements { deviation in
      for index in matrices.indices {
        matrices[index] = deviation[index % deviation.count] * Float(generator.normal())
      }
    }
  }

  /// The noise of each environment's action: `[environments, latent]` to
  /// `[environments, dimensions]`. Features of another shape stop the program.
  public func callAsFunction(_ features: Tensor) -> Tensor {
    guard features.shape == [environments, latent] else {
      fatalError(
        "features of shape \(features.shape) are not [\(environments), \(latent)]")
    }
    return Tensor([environments, dimensions]) { out in
      features.withUnsafeElements { features in
        for environment in 0..<environments {
          for dimension in 0..<dimensions {
            var sum: Float = 0
            for row in 0..<latent {
              let weight = matrices[(environment * latent + row) * dimensions + dimension]
              sum += features[environment * latent + row] * weight
            }
            out[environment * dimensions + dimension] = sum
          }
        }
      }
    }
  }

  public mutating func visitState(_ visitor: inout StateVisitor) {
    visitor.visit("matrices", &matrices, count: environments * latent * dimensions)
  }
}
