import Agents
import Environments
import RLNet

/// A network of one linear layer.
func linear(weight: [[Float]], bias: [Float]? = nil) -> Sequential {
  Sequential(Linear(weight: Tensor(rows: weight), bias: bias.map { Tensor($0) }))
}

/// All weights, bit for bit.
func bits(_ network: some Module) -> [UInt32] {
  network.tensors.flatMap { $0.elements.map(\.bitPattern) }
}

extension Training {
  /// Advances to the end. Returns the episodes that ended.
  @discardableResult
  mutating func finish() throws -> [Episode] {
    var episodes: [Episode] = []
    while !isFinished { try advance { episodes.append($0) } }
    return episodes
  }
}

/// Pearson's χ² of counts that should be equal.
func chiSquare(_ counts: [Int]) -> Double {
  let expected = Double(counts.reduce(0, +)) / Double(counts.count)
  return counts.reduce(0) { $0 + (Double($1) - expected) * (Double($1) - expected) / expected }
}
