/// One step of each of some environments: a struct of arrays, row by row.
public struct Transitions: Sendable {
  /// What was seen before the actions, `[count, scalars]`.
  public var observations: Scalars
  public var actions: Actions
  /// `[count]`.
  public var rewards: [Double]
  /// Whether the episode reached an end of the problem itself, `[count]`.
  public var terminated: [Bool]
  /// Whether it was cut off, by a time limit for instance, `[count]`.
  public var truncated: [Bool]
  /// What was seen after the actions, `[count, scalars]`; where an episode ended, its true last
  /// observation.
  public var nextObservations: Scalars
  /// Which actions were possible before the actions; nil where all always are.
  public var mask: ActionMask?
  /// Which actions are possible in `nextObservations`.
  public var nextMask: ActionMask?
  /// The environments that took part; the other rows mean nothing.
  public var rows: [Int]

  init(count: Int, observations: Scalars) {
    self.observations = observations
    actions = .discrete([])
    rewards = Array(repeating: 0, count: count)
    terminated = Array(repeating: false, count: count)
    truncated = terminated
    nextObservations = observations
    rows = Array(0..<count)
  }

  /// How many environments there are.
  public var count: Int { rewards.count }

  /// Whether an episode is over, for either reason.
  public func isDone(_ row: Int) -> Bool { terminated[row] || truncated[row] }

  /// The reward and the flags of a row.
  public func step(_ row: Int) -> Step {
    Step(reward: rewards[row], terminated: terminated[row], truncated: truncated[row])
  }

  mutating func begin(_ actions: Actions, _ active: [Bool]?) {
    self.actions = actions
    if let active {
      guard active.count == count else {
        fatalError("World: \(active.count) flags for \(count) environments")
      }
      rows.removeAll(keepingCapacity: true)
      for index in 0..<count where active[index] { rows.append(index) }
    } else if rows.count != count {
      rows = Array(0..<count)
    }
  }
}
