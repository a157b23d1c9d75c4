import RLRandom

/// What is wrong with what an environment says of itself beside stepping; nil for nothing.
func problemOfLooks(of environment: some Environment, steps: Int = 100) throws -> String? {
  var single = try SingleEnvironment(environment)
  single.reset(using: PCG64(seed: 1))
  return problemOfNames(single) ?? problemOfPlane(single) ?? problemOfSizes(single, steps: steps)
}

/// As many names as there are actions, or coordinates.
private func problemOfNames(_ single: SingleEnvironment) -> String? {
  let environment = single.environment
  switch single.spaces.action {
  case .discrete(let space):
    guard let names = environment.capability((any ActionNaming).self)?.actionNames,
      names.count != space.n
    else { return nil }
    return "actionNames has \(names.count) names; there are \(space.n) actions"
  default:
    guard
      let components = environment.capability((any ActionComponentNaming).self)?.actionComponents,
      components.count != single.spaces.action.count
    else { return nil }
    return "actionComponents has \(components.count) names; an action has "
      + "\(single.spaces.action.count) coordinates"
  }
}

/// What is seen at the corners of a phase plane lies in its space.
private func problemOfPlane(_ single: SingleEnvironment) -> String? {
  guard let plane = single.phasePlane else { return nil }
  for x in [plane.x.range.lowerBound, plane.x.range.upperBound] {
    for y in [plane.y.range.lowerBound, plane.y.range.upperBound] {
      var placed = single
      placed.place(at: SIMD2(x, y))
      let seen = placed.observation
      let floats = seen.floats(0..<seen.count)
      guard floats.allSatisfy(\.isFinite), single.spaces.observation.contains(seen, row: 0) else {
        return "place(at: (\(x), \(y))), a corner of the phase plane, gives the observation "
          + "\(floats.prefix(20)), which is not in its space, \(single.spaces.observation)"
      }
    }
  }
  return nil
}

/// Depictions are of the same size in all states.
private func problemOfSizes(_ single: SingleEnvironment, steps: Int) -> String? {
  guard let first = single.depicted?.depiction.size else { return nil }
  var single = single
  var generator = PCG64(seed: 1)
  for step in 1...steps {
    var action = single.spaces.action.sampleActions(rows: 1, using: &generator)
    if let mask = single.actionMask, let allowed = mask.isAllowed.firstIndex(of: true) {
      action = .discrete([allowed])
    }
    let isDone = single.step(action.action(at: 0, dimensions: single.spaces.action.count)).isDone
    if let size = single.depicted?.depiction.size, size != first {
      return "its depiction is \(first) at first and \(size) after \(step) steps; it must keep its "
        + "size"
    }
    if isDone { return nil }
  }
  return nil
}

extension Depiction {
  /// Its kind and how large it is, for a message.
  fileprivate var size: String {
    switch self {
    case .tiles(let grid): "\(grid.rowCount) × \(grid.columnCount) tiles"
    case .shapes(_, let rectangle): "of shapes in \(rectangle.low) to \(rectangle.high)"
    case .pixels(let image):
      "[\(image.height), \(image.width), \(image.channels)] pixels"
    }
  }
}
