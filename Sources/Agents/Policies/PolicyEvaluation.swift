import Environments
import RLNet
import RLParallel
import RLRandom
import RLSettings

/// How a policy takes its actions while it is evaluated.
public enum ActingMode: String, CaseIterable, SettingConvertible {
  /// The actions that it holds best.
  case greedy
  /// Actions drawn as while training.
  case sampled
}

/// Plays episodes with a policy.
///
/// Where the environment has no time limit, an episode is cut off after 10 000 steps, since a policy
/// that has not learned need not reach an end.
///
/// Every episode has a random stream of its own, and drawn actions have one for each 32 episodes, so
/// the number of threads changes no return. Memory does not grow with the number of episodes, but
/// for their returns.
///
/// - Parameters:
///   - world: of the kind of environments to play in; it is not changed.
///   - episodes: at least 1.
///   - sequence: where the episodes' streams are spawned from.
public func evaluate(
  _ policy: some Policy, in world: World, episodes: Int, mode: ActingMode = .greedy,
  sequence: inout SeedSequence
) -> Evaluation {
  var evaluation = playEpisodes(policy, in: world, episodes, mode: mode, sequence: &sequence)
  // A greedy policy is a table of actions; what is drawn is not what the table says.
  evaluation.exact = mode == .greedy ? exactReturn(of: policy, in: world) : nil
  evaluation.references = ExactReferences(world)
  return evaluation
}

/// `evaluate`, without what is computed from the environment's table.
package func playEpisodes(
  _ policy: some Policy, in world: World, _ episodes: Int, mode: ActingMode = .greedy,
  sequence: inout SeedSequence
) -> Evaluation {
  guard episodes >= 1 else { fatalError("an evaluation has at least 1 episode, not \(episodes)") }
  var evaluation = Evaluation(returns: [], steps: 0, cutEpisodes: 0)
  evaluation.returns.reserveCapacity(episodes)
  while evaluation.returns.count < episodes {
    let count = min(episodes - evaluation.returns.count, 32 * max(64, Threads.count))
    let generators = sequence.spawn(count).map { PCG64($0) }
    let blockSize =
      mode == .sampled ? 32 : max(8, (count + Threads.count - 1) / max(Threads.count, 1))
    let blocks = (count + blockSize - 1) / blockSize
    let outcomes = Threads.map(blocks) { block in
      let own = generators[block * blockSize..<min(count, (block + 1) * blockSize)]
      return play(policy, World(like: world, generators: Array(own)), mode, drawing: own.first)
    }
    for outcome in outcomes.joined() {
      evaluation.returns.append(outcome.total)
      evaluation.steps += outcome.length
      evaluation.cutEpisodes += outcome.isCut ? 1 : 0
    }
  }
  return evaluation
}

/// Steps after which an episode without a time limit is cut off.
package let longestEpisode = 10_000

private struct EpisodeOutcome: Sendable {
  var total = 0.0
  var length = 0
  var isCut = false
}

/// Plays one episode in each environment, those still going on together in one forward pass.
///
/// - Parameter first: the stream of the first episode, from which that of drawn actions is derived.
private func play(
  _ policy: some Policy, _ start: World, _ mode: ActingMode, drawing first: PCG64?
) -> [EpisodeOutcome] {
  var world = start
  var generator = first?.derived ?? PCG64(seed: 0)
  let limit = world.timeLimit ?? longestEpisode
  let dimensions = world.spaces.action.count
  var outcomes = Array(repeating: EpisodeOutcome(), count: world.count)
  var isActive = Array(repeating: true, count: world.count)
  var rows = Array(0..<world.count)
  while !rows.isEmpty {
    let features = world.features(rows)
    let mask = world.actionMask.map { $0.rows(rows) }
    let actions =
      switch mode {
      case .greedy: policy.greedyActions(features, mask: mask)
      case .sampled: policy.sampledActions(features, mask: mask, using: &generator)
      }
    world.step(actions.spread(over: rows, of: world.count, dimensions), where: isActive)
    let transitions = world.transitions
    for row in rows {
      outcomes[row].total += transitions.rewards[row]
      outcomes[row].length += 1
      let isDone = transitions.isDone(row)
      outcomes[row].isCut = !isDone && outcomes[row].length == limit
      isActive[row] = !isDone && !outcomes[row].isCut
    }
    rows.removeAll { !isActive[$0] }
  }
  return outcomes
}

extension Actions {
  /// The actions of some environments in their places among all.
  ///
  /// - Parameter dimensions: coordinates of a continuous action.
  package func spread(over rows: [Int], of count: Int, _ dimensions: Int) -> Actions {
    if rows.count == count { return self }
    switch self {
    case .discrete(let numbers):
      var all = Array(repeating: 0, count: count)
      for (index, row) in rows.enumerated() { all[row] = numbers[index] }
      return .discrete(all)
    case .continuous(let coordinates):
      var all = Array(repeating: Float(0), count: count * dimensions)
      for (index, row) in rows.enumerated() {
        for place in 0..<dimensions {
          all[row * dimensions + place] = coordinates[index * dimensions + place]
        }
      }
      return .continuous(all)
    }
  }
}

extension PCG64 {
  /// A stream that follows from this one and is independent of it.
  package var derived: PCG64 {
    var copy = self
    return PCG64(seed: copy.next())
  }
}
