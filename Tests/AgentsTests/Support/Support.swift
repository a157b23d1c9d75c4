import Agents
import Environments
import Foundation
import RLNet
import RLRandom
import Testing

/// A network that an agent keeps to itself.
func network(_ name: String, of agent: some Agent) throws -> Sequential {
  try #require(Mirror(reflecting: agent).descendant(name) as? Sequential)
}

/// A network of one linear layer.
func linear(weight: [[Float]], bias: [Float]? = nil) -> Sequential {
  Sequential(Linear(weight: Tensor(rows: weight), bias: bias.map { Tensor($0) }))
}

/// All weights, bit for bit.
func bits(_ network: Sequential) -> [UInt32] {
  network.tensors.flatMap { $0.elements.map(\.bitPattern) }
}

extension Agent {
  /// An agent whose streams are those of a seed.
  init(_ environment: some Environment, _ configuration: Configuration, seed: UInt64) throws {
    var sequence = SeedSequence(seed)
    try self.init(AnyEnvironment(environment), configuration, sequence: &sequence)
  }

  /// Advances to a number of steps. Returns the episodes that ended.
  @discardableResult
  mutating func run(to steps: Int) -> [Episode] {
    var episodes: [Episode] = []
    while counters.steps < steps { advance { episodes.append($0) } }
    return episodes
  }
}

extension Training {
  /// Advances to the end. Returns the episodes that ended.
  @discardableResult
  mutating func finish() -> [Episode] {
    var episodes: [Episode] = []
    while !isFinished { advance { episodes.append($0) } }
    return episodes
  }
}

/// Pearson's χ² of counts that should be equal.
func chiSquare(_ counts: [Int]) -> Double {
  let expected = Double(counts.reduce(0, +)) / Double(counts.count)
  return counts.reduce(0) { $0 + (Double($1) - expected) * (Double($1) - expected) / expected }
}

/// The largest difference of two lists, divided by the largest magnitude in the second.
func relativeError(_ found: [Double], _ expected: [Double]) -> Double {
  guard found.count == expected.count else { return .infinity }
  let scale = expected.map(abs).max() ?? 0
  let error = zip(found, expected).map { abs($0 - $1) }.max() ?? 0
  return scale == 0 ? error : error / scale
}
