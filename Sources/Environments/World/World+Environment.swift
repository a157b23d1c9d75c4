extension World {
  /// The numbers of the table's states in which the environments are, where they are tabular.
  public var tableStates: [Int]? {
    guard table != nil, case .integers(let states) = observations else { return nil }
    return states.map(Int.init)
  }

  /// The environment with a time limit, if there is one: what entries of a registry make.
  @inlinable
  public static func limited(
    _ base: some Environment, _ limit: Int?
  ) throws(WorldError) -> World {
    if let limit {
      try World(TimeLimit(base, limit: limit))
    } else {
      try World(base)
    }
  }
}

@available(*, deprecated, renamed: "World")
public typealias AnyEnvironment = World
