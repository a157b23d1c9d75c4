import RLRandom

/// A box or a discrete space, whose elements are stored as floats; a discrete one as its number.
public enum AnySpace: Space {
  /// Elements are the scalars of the box.
  case box(Box)
  /// An element is one float: its number.
  case discrete(Discrete)

  public var count: Int {
    switch self {
    case .box(let box): box.count
    case .discrete: 1
    }
  }

  public var featureCount: Int {
    switch self {
    case .box(let box): box.featureCount
    case .discrete(let discrete): discrete.featureCount
    }
  }

  /// Copies the scalars of a box; writes the one-hot vector of a discrete element.
  public func writeFeatures(of scalars: Span<Float>, into features: inout MutableSpan<Float>) {
    switch self {
    case .box(let box):
      box.writeFeatures(of: scalars, into: &features)
    case .discrete(let discrete):
      guard let element = Int(exactly: scalars[0]), discrete.contains(element) else {
        fatalError("\(discrete): there is no element \(scalars[0])")
      }
      features.update(repeating: 0)
      features[element] = 1
    }
  }

  /// Whether `element` has the scalars of an element of the space; a discrete one is its number.
  public func contains(_ element: [Float]) -> Bool {
    switch self {
    case .box(let box): box.contains(element)
    case .discrete(let discrete):
      element.count == 1 && (Int(exactly: element[0]).map(discrete.contains) ?? false)
    }
  }

  /// The scalars of a random element.
  public func sample(using generator: inout PCG64) -> [Float] {
    switch self {
    case .box(let box): box.sample(using: &generator)
    case .discrete(let discrete): [Float(discrete.sample(using: &generator))]
    }
  }
}

extension AnySpace: CustomStringConvertible {
  public var description: String {
    switch self {
    case .box(let box): box.description
    case .discrete(let discrete): discrete.description
    }
  }
}
