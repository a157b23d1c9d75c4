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
/// sees observation and action side by side, as a box. Layers are applied as in inference also while an
/// agent learns: dropout drops nothing, and batch normalisation keeps the statistics it begins with.
///
/// A closure stands in no file: a run that is to be resumed, verified and played from its folder is of
/// an agent that says by its name which body it has, `WithBody`.
public struct NetworkBody: Sendable, Hashable {
  /// By which two are told apart.
  public let name: String
  private let layers: @Sendable (AnySpace, inout PCG64) -> Sequential?

  /// A name of other characters stops the program.
  ///
  /// - Parameters:
  ///   - name: lower-case letters, digits and hyphens, as in `small-cnn`.
  ///   - layers: `[batch] + space.featureShape` to `[batch, features]`, as many features as it likes;
  ///     nil for a space that it is not made for. Weights are drawn from the generator, so that the
  ///     same seed gives the same network.
  public init(
    _ name: String, _ layers: @escaping @Sendable (AnySpace, inout PCG64) -> Sequential?
  ) {
    guard name.wholeMatch(of: /[a-z0-9]+(-[a-z0-9]+)*/) != nil else {
      fatalError(
        "a body cannot be named '\(name)': names are of lower-case letters, digits and hyphens, as in "
          + "small-cnn")
    }
    self.name = name
    self.layers = layers
  }

  public static func == (first: NetworkBody, second: NetworkBody) -> Bool {
    first.name == second.name
  }

  public func hash(into hasher: inout Hasher) { hasher.combine(name) }

  /// The layers, and how many features they give. Layers that take no observation, or give no vector,
  /// stop the program.
  ///
  /// - Throws: `AgentFitError` where it is not made for the space; whoever knows the agent's name adds it.
  public func made(
    for space: AnySpace, using generator: inout PCG64
  ) throws(AgentFitError) -> (layers: [any Layer], features: Int) {
    guard let made = layers(space, &generator) else {
      throw AgentFitError("the agent", .body(name, observation: "\(space)"))
    }
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
