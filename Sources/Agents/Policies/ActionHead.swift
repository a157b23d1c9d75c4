import Environments
import RLNet
import RLRandom

/// What a network's outputs mean for the actions of a space: the logits of discrete ones, or the
/// means of continuous ones, whose deviations are parameters of their own.
public enum ActionHead: Module {
  /// Outputs are logits, one for each action.
  case categorical
  /// Outputs are means; log σ is `[dimensions]`.
  case normal(logDeviation: Tensor, bounds: Box)
  /// Outputs are means; log σ of what each feature of the network's last layer adds to each
  /// dimension is `[latent, dimensions]` (Raffin et al. 2022).
  case stateDependent(logDeviation: Tensor, bounds: Box)

  /// - Parameters:
  ///   - logDeviation: log σ at the start, where actions are continuous.
  ///   - latent: features that continuous actions' noise depends on; nil where it depends on none.
  public init(_ space: AnySpace, logDeviation: Float = 0, latent: Int? = nil) {
    switch (space, latent) {
    case (.box(let box), let latent?):
      self = .stateDependent(
        logDeviation: Tensor(repeating: logDeviation, shape: [latent, box.count]),
        bounds: box)
    case (.box(let box), nil):
      self = .normal(
        logDeviation: Tensor(Array(repeating: logDeviation, count: box.count)), bounds: box)
    default: self = .categorical
    }
  }

  /// Outputs that the network needs for a space.
  public static func outputs(for space: AnySpace) -> Int { space.featureCount }

  /// The mean of σ over all its parameters; nil where actions are discrete.
  public var meanDeviation: Double? {
    switch self {
    case .categorical: nil
    case .normal(let logDeviation, _), .stateDependent(let logDeviation, _):
      Double(logDeviation.exp().mean().item)
    }
  }

  /// The box of continuous actions.
  public var bounds: Box? {
    switch self {
    case .categorical: nil
    case .normal(_, let bounds), .stateDependent(_, let bounds): bounds
    }
  }

  /// The distribution of actions by a network's outputs, `[batch, outputs]`.
  ///
  /// - Parameter latent: what the network's last layer makes them of, `[batch, latent]`. The noise's
  ///   gradient stops there.
  public func callAsFunction(
    _ outputs: Tensor, latent: @autoclosure () -> Tensor, mask: ActionMask? = nil
  ) -> ActionDistribution {
    switch self {
    case .categorical: .categorical(Categorical(logits: outputs, allowed: mask?.isAllowed))
    case .normal(let logDeviation, _):
      .normal(DiagonalNormal(mean: outputs, logDeviation: logDeviation))
    case .stateDependent(let logDeviation, _):
      .normal(
        StateDependentNormal(
          mean: outputs, logDeviation: logDeviation, latent: latent().detached()
        ).marginal)
    }
  }

  public mutating func visitTensors(_ visitor: inout TensorVisitor) {
    switch self {
    case .categorical: break
    case .normal(var logDeviation, let bounds):
      visitor.visit("logDeviation", &logDeviation)
      self = .normal(logDeviation: logDeviation, bounds: bounds)
    case .stateDependent(var logDeviation, let bounds):
      visitor.visit("logDeviation", &logDeviation)
      self = .stateDependent(logDeviation: logDeviation, bounds: bounds)
    }
  }
}

/// A distribution of discrete or continuous actions, a row for each of a batch.
public enum ActionDistribution: Sendable {
  case categorical(Categorical)
  case normal(DiagonalNormal)

  /// Actions drawn, as they are: continuous ones can be beyond the bounds of their space.
  public func sample(using generator: inout PCG64) -> Actions {
    switch self {
    case .categorical(let choice): .discrete(choice.sample(using: &generator))
    case .normal(let normal): .continuous(normal.sample(using: &generator).elements)
    }
  }

  /// The most probable actions.
  public var mode: Actions {
    switch self {
    case .categorical(let choice): .discrete(choice.mode)
    case .normal(let normal): .continuous(normal.mode.elements)
    }
  }

  /// The logarithm of the probability, or density, of actions, `[batch]`.
  public func logProbability(of actions: Actions) -> Tensor {
    switch (self, actions) {
    case (.categorical(let choice), .discrete(let numbers)): choice.logProbability(of: numbers)
    case (.normal(let normal), .continuous(let coordinates)):
      normal.logProbability(of: Tensor(coordinates, shape: normal.mean.shape))
    default: fatalError("these actions are not of the kind that was chosen from")
    }
  }

  /// The distribution with its means moved by `[batch, dimensions]`, if they are to be; of discrete
  /// actions, the same.
  func moved(by distance: Tensor?) -> ActionDistribution {
    guard case .normal(let normal) = self, let distance else { return self }
    return .normal(
      DiagonalNormal(mean: normal.mean + distance, logDeviation: normal.logDeviation))
  }

  /// In nats, `[batch]`.
  public var entropy: Tensor {
    switch self {
    case .categorical(let choice): choice.entropy
    case .normal(let normal): normal.entropy
    }
  }
}

extension Box {
  /// Actions with each coordinate brought within its bounds.
  public func clipped(_ actions: Actions) -> Actions {
    guard case .continuous(var coordinates) = actions else { return actions }
    for index in coordinates.indices {
      let place = index % count
      coordinates[index] = min(max(coordinates[index], low[place]), high[place])
    }
    return .continuous(coordinates)
  }
}
