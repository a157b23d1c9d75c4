import RLRandom

/// The random streams of a supervised run, spawned from its seed, so that what one draws never
/// moves another.
public struct TaskStreams: Sendable {
  /// Of data that are generated, and of the split into training and held-out examples.
  public var data: SeedSequence
  /// Of the parameters at the start.
  public var weights: SeedSequence
  /// Of what layers and losses draw in training: dropout, noise.
  public var noise: SeedSequence
  /// Of what evaluations draw.
  public var evaluation: SeedSequence
  /// Of the order of the examples.
  var order: SeedSequence

  /// The streams of a seed.
  public init(seed: UInt64) {
    var root = SeedSequence(seed)
    let streams = root.spawn(5)
    (data, weights, noise, evaluation, order) = (
      streams[0], streams[1], streams[2], streams[3], streams[4]
    )
  }
}
