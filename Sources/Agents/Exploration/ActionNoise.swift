import RLRandom
import RLState

/// What is added to the actions of a deterministic policy so that it explores: numbers for each
/// environment and each dimension of its actions, in the units of the policy's own output.
public struct ActionNoise: Sendable {
  /// How the noise is drawn.
  public enum Process: Sendable, Hashable {
    /// Zeros; nothing is drawn.
    case none
    /// Independent normal numbers with the standard deviation σ ≥ 0.
    case normal(deviation: Double)
    /// Noise that drifts: x ← x − θ·x·Δt + σ·√Δt·N, as Lillicrap et al. (2016) used it. Each
    /// environment has its own x, which starts from 0 in each episode.
    case ornsteinUhlenbeck(deviation: Double, pull: Double = 0.15, timeStep: Double = 0.01)
  }

  /// How the noise is drawn.
  public let process: Process
  /// Side by side.
  public let environments: Int
  /// Of an action.
  public let dimensions: Int
  /// x of the drifting noise, `[environments, dimensions]`, row-major.
  private var drift: [Double]

  /// Noise at the beginning of episodes. A size below 1, or a number of the process that is negative
  /// or not finite, stops the program.
  public init(_ process: Process, environments: Int, dimensions: Int) {
    guard environments >= 1, dimensions >= 1 else {
      fatalError(
        "noise of \(environments) environments and \(dimensions) dimensions; each is at least 1")
    }
    guard process.numbers.allSatisfy({ $0 >= 0 && $0.isFinite }) else {
      fatalError("the numbers of \(process) must be 0 or more, and finite")
    }
    self.process = process
    self.environments = environments
    self.dimensions = dimensions
    drift =
      if case .ornsteinUhlenbeck = process {
        Array(repeating: 0, count: environments * dimensions)
      } else {
        []
      }
  }

  /// The noise of the next step, `[environments * dimensions]`, row-major, each number of NumPy's
  /// `standard_normal` in that order.
  public mutating func next(using generator: inout PCG64) -> [Float] {
    let count = environments * dimensions
    switch process {
    case .none: return Array(repeating: 0, count: count)
    case .normal(let deviation):
      return (0..<count).map { _ in Float(deviation * generator.normal()) }
    case .ornsteinUhlenbeck(let deviation, let pull, let timeStep):
      let scale = deviation * timeStep.squareRoot()
      for index in drift.indices {
        drift[index] += pull * (0 - drift[index]) * timeStep + scale * generator.normal()
      }
      return drift.map { Float($0) }
    }
  }

  /// Begins an episode of an environment. A number that none has stops the program.
  public mutating func reset(environment: Int) {
    guard environment >= 0, environment < environments else {
      fatalError("there is no environment \(environment) of \(environments)")
    }
    guard !drift.isEmpty else { return }
    for index in environment * dimensions..<(environment + 1) * dimensions { drift[index] = 0 }
  }
}

extension ActionNoise.Process {
  fileprivate var numbers: [Double] {
    switch self {
    case .none: []
    case .normal(let deviation): [deviation]
    case .ornsteinUhlenbeck(let deviation, let pull, let timeStep): [deviation, pull, timeStep]
    }
  }
}

extension ActionNoise: Stateful {
  public mutating func visitState(_ visitor: inout StateVisitor) {
    guard !drift.isEmpty else { return }
    visitor.visit("drift", &drift, count: environments * dimensions)
  }
}
