import Environments
import RLNet
import RLParallel
import RLRandom

/// The returns of whole episodes under a policy, undiscounted.
public struct Evaluation: Sendable, Hashable {
  /// The return of each episode.
  public internal(set) var returns: [Double]
  /// Environment steps of all episodes together.
  public internal(set) var steps: Int
  /// Episodes without a time limit that were cut off after 10 000 steps, their returns as they stood.
  public internal(set) var cutEpisodes: Int
  /// The exact expected return of the policy under the time limit, by dynamic programming, where
  /// the environment has a table.
  public var exact: Double?
  /// What the best policy, which may watch the clock, and the uniform random one would get exactly.
  public var references: ExactReferences?

  /// The mean return.
  public var mean: Double { returns.reduce(0, +) / Double(returns.count) }
  /// The least return.
  public var min: Double { returns.min() ?? .nan }
  /// The greatest return.
  public var max: Double { returns.max() ?? .nan }

  /// The standard deviation of the returns (divided by n, as NumPy's `std`).
  public var standardDeviation: Double {
    let mean = mean
    let squares = returns.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    return (squares / Double(returns.count)).squareRoot()
  }
}

/// Plays episodes with the action of the largest output each time.
///
/// Where the environment has no time limit, an episode is cut off after 10 000 steps, since a policy
/// that has not learned need not reach an end.
///
/// Every episode has a random stream of its own, so neither the number of threads nor how many
/// episodes are played side by side changes a return.
///
/// - Parameters:
///   - network: `[batch, features]` to `[batch, actions]`.
///   - environment: it is not changed; each episode resets a copy.
///   - episodes: at least 1.
///   - sequence: where the episodes' streams are spawned from.
public func evaluate(
  _ network: Sequential, in environment: AnyEnvironment, episodes: Int,
  sequence: inout SeedSequence
) -> Evaluation {
  var evaluation = playEpisodes(network, in: environment, episodes, sequence: &sequence)
  evaluation.exact = exactReturn(of: network, in: environment)
  evaluation.references = ExactReferences(environment)
  return evaluation
}

/// `evaluate`, without what is computed from the environment's table.
package func playEpisodes(
  _ network: Sequential, in environment: AnyEnvironment, _ episodes: Int,
  sequence: inout SeedSequence
) -> Evaluation {
  guard episodes >= 1 else { fatalError("an evaluation has at least 1 episode, not \(episodes)") }
  let generators = sequence.spawn(episodes).map { PCG64($0) }
  let parts = Swift.min(Threads.count, (episodes + 7) / 8)
  let outcomes = Threads.map(parts) { part in
    let own = generators[part * episodes / parts..<(part + 1) * episodes / parts]
    return playGreedily(network, environment, Array(own))
  }.joined()
  return Evaluation(
    returns: outcomes.map(\.total), steps: outcomes.reduce(0) { $0 + $1.length },
    cutEpisodes: outcomes.count { $0.isCut })
}

private struct EpisodeOutcome: Sendable {
  var total = 0.0
  var length = 0
  var isCut = false
}

/// Plays one episode for each generator, those still going on together in one forward pass.
private func playGreedily(
  _ network: Sequential, _ environment: AnyEnvironment, _ generators: [PCG64]
) -> [EpisodeOutcome] {
  let space = environment.observationSpace
  let width = space.count
  let limit = environment.timeLimit ?? 10_000
  var generators = generators
  var environments = Array(repeating: environment, count: generators.count)
  var outcomes = Array(repeating: EpisodeOutcome(), count: generators.count)
  var observations = Array(repeating: Float(0), count: generators.count * width)
  for index in generators.indices {
    environments[index].reset(using: &generators[index])
    environments[index].observe(into: &observations, row: index)
  }
  var active = Array(generators.indices)
  while !active.isEmpty {
    let actions = network.greedyActions(space.features(of: observations, rows: active))
    var going: [Int] = []
    going.reserveCapacity(active.count)
    for (index, action) in zip(active, actions) {
      let step = environments[index].step(action, using: &generators[index])
      environments[index].observe(into: &observations, row: index)
      outcomes[index].total += step.reward
      outcomes[index].length += 1
      outcomes[index].isCut = !step.isDone && outcomes[index].length == limit
      if !step.isDone && !outcomes[index].isCut { going.append(index) }
    }
    active = going
  }
  return outcomes
}

extension AnyEnvironment {
  /// The scalars of the present observation, `[observationSpace.count]`.
  public var observation: [Float] {
    var scalars = Array(repeating: Float(0), count: observationSpace.count)
    observe(into: &scalars, row: 0)
    return scalars
  }

  /// Writes the observation over a row of `[n, observationSpace.count]` scalars.
  func observe(into rows: inout [Float], row: Int) {
    let width = observationSpace.count
    rows.withUnsafeMutableBufferPointer { all in
      var own = all.extracting(row * width..<(row + 1) * width).mutableSpan
      observe(into: &own)
    }
  }
}
