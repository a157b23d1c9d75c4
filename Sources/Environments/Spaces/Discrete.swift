import RLRandom

/// The integers 0 ..< n (Gymnasium's `Discrete(n)`, which starts at 0).
///
/// An element is an `Int`; it is stored as one `Int32`; a network sees it as n one-hot floats.
@frozen
public struct Discrete: Space {
  /// How many elements there are; at least 1.
  public let n: Int

  /// - Parameter n: how many elements; 1 ... 2³¹ − 1.
  @inlinable
  public init(_ n: Int) {
    guard n >= 1 && n <= Int(Int32.max) else {
      fatalError("Discrete(\(n)): the number of elements must be in 1 ... \(Int32.max)")
    }
    self.n = n
  }

  @inlinable public var shape: [Int] { [] }
  public var featureShape: [Int] { [n] }
  @inlinable public var count: Int { 1 }
  @inlinable public var featureCount: Int { n }
  public var erased: AnySpace? { .discrete(self) }

  @inlinable
  public func action(_ actions: Actions, at index: Int) -> Int? {
    guard case .discrete(let numbers) = actions else { return nil }
    return numbers[index]
  }

  @inlinable
  public func read(_ actions: Actions, at index: Int, into element: inout Int) {
    guard case .discrete(let numbers) = actions else {
      fatalError("Discrete(\(n)): these actions are continuous")
    }
    element = numbers[index]
  }

  /// Whether `element` is in 0 ..< n.
  @inlinable
  public func contains(_ element: Int) -> Bool { element >= 0 && element < n }

  /// Writes the one-hot vector of `scalars[0]` over `features` (n floats).
  @inlinable
  public func writeFeatures(of scalars: Span<Int32>, into features: inout MutableSpan<Float>) {
    let element = Int(scalars[0])
    guard contains(element) else {
      fatalError("Discrete(\(n)): there is no element \(element)")
    }
    features.update(repeating: 0)
    features[element] = 1
  }

  /// A uniformly drawn element; the same as Gymnasium's `Discrete(n).sample()`.
  @inlinable
  public func sample(using generator: inout PCG64) -> Int { generator.integer(below: n) }
}

extension Discrete: CustomStringConvertible {
  public var description: String { "Discrete \(n)" }
}
