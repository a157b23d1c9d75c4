import Environments
import RLNet
import RLRandom

/// Layers of one's own in the place of an agent's hidden ones.
///
/// What an agent needs of its networks' outputs follows as one more linear layer, with the weights
/// that the algorithm starts from: logits of actions, values, means.
///
/// ```swift
/// var configuration = DQN.Configuration()
/// configuration.body = NetworkBody("normalised") { space, generator in
///   Sequential(
///     Linear(space.featureCount, 64, using: &generator), LayerNorm(64), ReLU())
/// }
/// ```
///
/// All networks of an agent have it, each with weights of its own; a critic of continuous actions
/// sees observation and action side by side, as a box. Layers are used as in inference also while an
/// agent learns, so that dropout and batch normalisation do nothing.
///
/// A closure stands in no file: a run that is to be resumed, verified and played from its folder is of
/// an agent that says by its name which body it has, `WithBody`.
public struct NetworkBody: Sendable, Hashable {
  /// By which two are told apart.
  public let name: String
  private let layers: @Sendable (AnySpace, inout PCG64) -> Sequential

  /// - Parameters:
  ///   - name: lower-case words with hyphens, as in `dueling-cnn`.
  ///   - layers: `[batch] + space.featureShape` to `[batch, features]`, as many features as it likes;
  ///     weights are drawn from the generator, so that the same seed gives the same network.
  public init(
    _ name: String, _ layers: @escaping @Sendable (AnySpace, inout PCG64) -> Sequential
  ) {
    self.name = name
    self.layers = layers
  }

  public static func == (first: NetworkBody, second: NetworkBody) -> Bool {
    first.name == second.name
  }

  public func hash(into hasher: inout Hasher) { hasher.combine(name) }

  /// The layers, and the features that they give. Layers that take no observation or give no vector
  /// stop the program.
  func made(
    for space: AnySpace, using generator: inout PCG64
  ) -> (layers: [any Layer], features: Int) {
    let made = layers(space, &generator)
    let shape = made(Tensor.zeros(Shape([1] + space.featureShape))).shape
    guard shape.rank == 2, shape[0] == 1, shape[1] > 0 else {
      fatalError(
        "the body \(name) makes \(shape) of one observation \([1] + space.featureShape); it must make "
          + "[1, features], as a Flatten() at its end does")
    }
    return (made.layers, shape[1])
  }
}

/// The hyper-parameters of an algorithm whose networks can have a body of one's own.
public protocol NetworkConfiguration: AgentConfiguration {
  /// In the place of hidden layers, whose settings have no effect then; nil for those.
  var body: NetworkBody? { get set }
}
