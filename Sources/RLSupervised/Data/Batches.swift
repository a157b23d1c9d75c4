import RLRandom

/// The batches of one pass over a dataset; each is made when its turn comes.
public struct Batches<Target: Sendable & Hashable>: Sequence, Sendable {
  let dataset: Dataset<Target>
  /// The positions of the examples; nil for those of the dataset in order.
  let order: [Int]?
  let size: Int
  /// The number of batches.
  public let count: Int

  init(_ dataset: Dataset<Target>, order: [Int]?, size: Int, droppingLast: Bool) {
    guard size > 0 else { fatalError("a batch has at least 1 example, not \(size)") }
    self.dataset = dataset
    self.order = order
    self.size = size
    let isLastShort = dataset.count % size != 0
    count = dataset.count / size + (isLastShort && !droppingLast ? 1 : 0)
  }

  /// The batch of a number, from 0.
  subscript(number: Int) -> Batch<Target> {
    let positions = number * size..<Swift.min((number + 1) * size, dataset.count)
    return order.map { dataset.batch($0[positions]) } ?? dataset.batch(positions)
  }

  /// The batches in order.
  public func makeIterator() -> AnyIterator<Batch<Target>> {
    var number = 0
    return AnyIterator {
      guard number < count else { return nil }
      defer { number += 1 }
      return self[number]
    }
  }

  public var underestimatedCount: Int { count }
}

extension Dataset {
  /// The examples in batches, in a random order: `generator.permutation(count)`, which is NumPy's.
  ///
  /// - Parameters:
  ///   - size: the number of examples in a batch, at least 1; the last batch has the rest.
  ///   - generator: the stream that the order is drawn from, here and now.
  ///   - droppingLast: whether a last batch of fewer examples is left out.
  public func batches(
    of size: Int, shuffledBy generator: inout PCG64, droppingLast: Bool = false
  ) -> Batches<Target> {
    Batches(
      self, order: generator.permutation(count), size: size, droppingLast: droppingLast)
  }

  /// The examples in batches, in order; the last has the rest.
  public func batches(of size: Int) -> Batches<Target> {
    Batches(self, order: nil, size: size, droppingLast: false)
  }
}
