import RLRandom

/// A space of any kind that worlds know. It has no single type of scalars, so it is no `Space`.
public enum AnySpace: Sendable, Hashable {
  case discrete(Discrete)
  case box(Box)
  case pixels(Pixels)

  /// The extent of each dimension of an element.
  public var shape: [Int] {
    switch self {
    case .discrete(let space): space.shape
    case .box(let space): space.shape
    case .pixels(let space): space.shape
    }
  }

  /// What a network sees of an element.
  public var featureShape: [Int] {
    switch self {
    case .discrete(let space): space.featureShape
    case .box(let space): space.featureShape
    case .pixels(let space): space.featureShape
    }
  }

  /// Scalars in one element.
  public var count: Int { shape.reduce(1, *) }
  /// Floats in one element as a network sees it.
  public var featureCount: Int { featureShape.reduce(1, *) }

  /// Numbers for `rows` elements, all 0.
  public func zeros(rows: Int) -> Scalars {
    switch self {
    case .discrete: .integers(Array(repeating: 0, count: rows * count))
    case .box: .floats(Array(repeating: 0, count: rows * count))
    case .pixels: .bytes(Array(repeating: 0, count: rows * count))
    }
  }

  /// Whether a row of scalars is an element of the space.
  public func contains(_ scalars: Scalars, row: Int) -> Bool {
    let range = row * count..<(row + 1) * count
    return switch (self, scalars) {
    case (.discrete(let space), .integers(let values)): space.contains(Int(values[row]))
    case (.box(let space), .floats(let values)): space.contains(Array(values[range]))
    case (.pixels, .bytes): true
    default: false
    }
  }

  /// A random action for each of `rows` environments.
  ///
  /// Pictures are no actions; asking for them stops the program.
  public func sampleActions(rows: Int, using generator: inout PCG64) -> Actions {
    switch self {
    case .discrete(let space): .discrete((0..<rows).map { _ in space.sample(using: &generator) })
    case .box(let space): .continuous((0..<rows).flatMap { _ in space.sample(using: &generator) })
    case .pixels: fatalError("\(self): pictures are no actions")
    }
  }
}

extension AnySpace: CustomStringConvertible {
  public var description: String {
    switch self {
    case .discrete(let space): space.description
    case .box(let space): space.description
    case .pixels(let space): space.description
    }
  }
}

/// What an agent sees, and what it can do.
public struct Spaces: Sendable, Hashable {
  public let observation: AnySpace
  public let action: AnySpace

  public init(observation: AnySpace, action: AnySpace) {
    self.observation = observation
    self.action = action
  }
}
