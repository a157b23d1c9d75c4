import RLRandom
import RLState

/// Copies of an environment of this process, with their streams.
///
/// The loops are functions that are formed in an initialiser which is inlined where the environment's
/// type is known: a generic method behind `any VectorStepping` would not be specialised.
public struct EnvironmentVector<Base: Environment>: VectorStepping {
  public typealias Scalar = Base.ObservationSpace.Scalar

  @usableFromInline var members: [VectorEnvironment<Base>.Member]
  /// An action whose memory is used again in each step.
  @usableFromInline var action: Base.ActionSpace.Element
  @usableFromInline let actionSpace: Base.ActionSpace
  public let spaces: Spaces
  public let name: String
  private let stepAll:
    @Sendable (inout Self, Actions, inout Transitions, inout Scalars, inout ActionMask?) -> Void
  private let resetAll: @Sendable (inout Self, inout Scalars, inout ActionMask?) -> Void

  /// - Parameter generators: the stream of each environment.
  /// - Throws: `WorldError` where the environment's spaces are none that agents know, or its first
  ///   observation is not whole.
  @inlinable
  public init(_ base: Base, _ generators: [PCG64]) throws(WorldError) {
    try self.init(
      base, generators,
      step: { (vector, actions, transitions, observations, mask) in
        vector.stepMembers(actions, &transitions, &observations, &mask)
      },
      reset: { (vector, observations, mask) in vector.resetMembers(&observations, &mask) })
  }

  @usableFromInline
  init(
    _ base: Base, _ generators: [PCG64],
    step:
      @escaping @Sendable (
        inout Self, Actions, inout Transitions, inout Scalars, inout ActionMask?
      ) -> Void,
    reset: @escaping @Sendable (inout Self, inout Scalars, inout ActionMask?) -> Void
  ) throws(WorldError) {
    name = Self.name(of: base)
    guard let observation = base.observationSpace.erased else {
      throw WorldError(name, .observationSpace("\(base.observationSpace)"))
    }
    let zeros: Actions
    switch base.actionSpace.erased {
    case .discrete: zeros = .discrete([0])
    case .box(let box): zeros = .continuous(Array(repeating: 0, count: box.count))
    default: throw WorldError(name, .actionSpace("\(base.actionSpace)"))
    }
    guard let erased = base.actionSpace.erased, let action = base.actionSpace.action(zeros, at: 0)
    else { throw WorldError(name, .actionSpace("\(base.actionSpace)")) }
    spaces = Spaces(observation: observation, action: erased)
    try requireWholeObservation(of: base, named: name)
    self.action = action
    actionSpace = base.actionSpace
    members = generators.map { .init(environment: base, generator: $0) }
    stepAll = step
    resetAll = reset
  }

  /// The name of a type without its wrappers and parameters: `CartPole` for `TimeLimit<CartPole>`.
  private static func name(of environment: any Environment) -> String {
    String("\(type(of: innermost(environment)))".prefix { $0 != "<" })
  }

  public var count: Int { members.count }
  public var timeLimit: Int? {
    members.first.flatMap { Environments.timeLimit(of: $0.environment) }
  }
  public var table: TransitionTable? {
    (members.first?.environment as? any TabularEnvironment)?.table
  }
  public var hasActionMask: Bool { Base.hasActionMask }
  public var usesSystemMathematics: Bool { Base.usesSystemMathematics }
  public func environment(_ index: Int) -> (any Environment)? { members[index].environment }

  public func renewed(_ generators: [PCG64]) -> any VectorStepping {
    var other = self
    let base = members[0].environment
    other.members = generators.map { .init(environment: base, generator: $0) }
    return other
  }

  public mutating func reset(_ observations: inout Scalars, _ mask: inout ActionMask?) {
    resetAll(&self, &observations, &mask)
  }

  public mutating func step(
    _ actions: Actions, _ transitions: inout Transitions, _ observations: inout Scalars,
    _ mask: inout ActionMask?
  ) {
    stepAll(&self, actions, &transitions, &observations, &mask)
  }

  public mutating func visitState(_ visitor: inout StateVisitor) {
    visitor.visit("members", &members)
  }
}

extension EnvironmentVector {
  @inlinable
  mutating func resetMembers(_ observations: inout Scalars, _ mask: inout ActionMask?) {
    var now = Scalar.take(from: &observations)
    let width = now.count / max(members.count, 1)
    var nowSpan = now.mutableSpan
    for index in members.indices {
      members[index].reset()
      members[index].observe(into: &nowSpan, row: index, width: width)
      writeMask(index, &mask)
    }
    observations = Scalar.scalars(now)
  }

  @inlinable
  mutating func stepMembers(
    _ actions: Actions, _ transitions: inout Transitions, _ observations: inout Scalars,
    _ mask: inout ActionMask?
  ) {
    // What was seen now stands in `transitions`, and its older buffer is written over.
    swap(&transitions.observations, &observations)
    var now = Scalar.take(from: &observations)
    var after = Scalar.take(from: &transitions.nextObservations)
    let width = now.count / max(members.count, 1)
    let isWhole = transitions.rows.count == members.count
    if !isWhole {
      // The rows of those that do not step are kept.
      let before = Scalar.take(from: &transitions.observations)
      for index in now.indices { now[index] = before[index] }
      transitions.observations = Scalar.scalars(before)
    }
    if Base.hasActionMask {
      stepMasked(actions, &transitions, width, &now, &after, &mask)
    } else if isWhole {
      stepRows(0..<members.count, actions, &transitions, width, &now, &after)
    } else {
      stepRows(transitions.rows, actions, &transitions, width, &now, &after)
    }
    observations = Scalar.scalars(now)
    transitions.nextObservations = Scalar.scalars(after)
  }

  /// As `stepRows`, with masks of what is possible in each true next state and in each present one.
  @inlinable
  mutating func stepMasked(
    _ actions: Actions, _ transitions: inout Transitions, _ width: Int, _ now: inout [Scalar],
    _ after: inout [Scalar], _ mask: inout ActionMask?
  ) {
    var now = now.mutableSpan
    var after = after.mutableSpan
    for index in transitions.rows {
      actionSpace.read(actions, at: index, into: &action)
      let step = members[index].step(action, .sameStep)
      members[index].observe(into: &after, row: index, width: width)
      writeMask(index, &transitions.nextMask)
      if step.isDone { members[index].reset() }
      members[index].observe(into: &now, row: index, width: width)
      writeMask(index, &mask)
      transitions.rewards[index] = step.reward
      transitions.terminated[index] = step.terminated
      transitions.truncated[index] = step.truncated
    }
  }

  @inlinable @inline(__always)
  mutating func stepRows(
    _ rows: some RandomAccessCollection<Int>, _ actions: Actions,
    _ transitions: inout Transitions, _ width: Int, _ now: inout [Scalar],
    _ after: inout [Scalar]
  ) {
    Self.stepRows(
      actionSpace, &members, &action, actions, rows, width, &now, &after, &transitions.rewards,
      &transitions.terminated, &transitions.truncated)
  }

  /// The inner loop, over memory whose uniqueness is checked once.
  @inlinable @inline(__always)
  static func stepRows(
    _ space: Base.ActionSpace, _ members: inout [VectorEnvironment<Base>.Member],
    _ action: inout Base.ActionSpace.Element,
    _ actions: Actions, _ rows: some RandomAccessCollection<Int>, _ width: Int,
    _ now: inout [Scalar], _ after: inout [Scalar], _ rewards: inout [Double],
    _ terminated: inout [Bool], _ truncated: inout [Bool]
  ) {
    var members = members.mutableSpan
    var now = now.mutableSpan
    var after = after.mutableSpan
    var rewards = rewards.mutableSpan
    var terminated = terminated.mutableSpan
    var truncated = truncated.mutableSpan
    var isAnyDone = false
    for index in rows {
      space.read(actions, at: index, into: &action)
      let step = members[index].step(action, .sameStep)
      members[index].observe(into: &after, row: index, width: width)
      rewards[index] = step.reward
      terminated[index] = step.terminated
      truncated[index] = step.truncated
      if step.isDone {
        members[index].reset()
        isAnyDone = true
      }
    }
    copyRows(rows, width, from: after, to: &now)
    guard isAnyDone else { return }
    for index in rows where terminated[index] || truncated[index] {
      members[index].observe(into: &now, row: index, width: width)
    }
  }

  /// All at once where every row took part.
  @inlinable @inline(__always)
  static func copyRows(
    _ rows: some RandomAccessCollection<Int>, _ width: Int,
    from source: borrowing MutableSpan<Scalar>,
    to target: inout MutableSpan<Scalar>
  ) {
    target.withUnsafeMutableBufferPointer { target in
      source.withUnsafeBufferPointer { source in
        if rows.count &* width == source.count {
          _ = target.update(fromContentsOf: source)
        } else {
          for row in rows {
            let range = row &* width..<(row &+ 1) &* width
            _ = target.extracting(range).update(fromContentsOf: source.extracting(range))
          }
        }
      }
    }
  }

  @inlinable
  func writeMask(_ index: Int, _ mask: inout ActionMask?) {
    guard Base.hasActionMask, let actions = mask?.actions else { return }
    var flags = mask?.isAllowed ?? []
    mask?.isAllowed = []
    flags.withUnsafeMutableBufferPointer { all in
      var own = all.extracting(index * actions..<(index + 1) * actions).mutableSpan
      members[index].environment.writeActionMask(into: &own)
    }
    mask?.isAllowed = flags
  }
}
