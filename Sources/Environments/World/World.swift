import RLRandom
import RLState

/// Environments of one kind, side by side, as agents act in them, whatever they are.
///
/// A world is a value: a copy of it goes its own way. It is erased as a whole, so a step of all its
/// environments is one dynamic call around a specialised loop. An environment whose episode ends
/// starts the next one at once; each has a random stream of its own, so how many stand side by side
/// changes no episode.
///
/// ```swift
/// var world = try World(TimeLimit(CartPole(), limit: 500), count: 8, seed: 1)
/// var log = TransitionLog(world)
/// world.step(.discrete(Array(repeating: 1, count: 8)), &log)
/// print(world.observations, world.transitions.rewards)
/// ```
public struct World: Sendable {
  /// What an agent sees and what it can do.
  public let spaces: Spaces
  /// Steps in an episode at most; nil where there is no limit.
  public let timeLimit: Int?
  /// The whole dynamics, without the time limit, where the environment is tabular.
  public let table: TransitionTable?
  /// What is seen in each environment now, `[count, spaces.observation.count]`.
  public private(set) var observations: Scalars
  /// Which actions are possible in each environment now; nil where all always are.
  public private(set) var actionMask: ActionMask?
  /// The latest step of each environment.
  public private(set) var transitions: Transitions
  private var environments: any VectorStepping

  /// Copies of an environment, each at its first observation.
  ///
  /// - Parameter generators: the random stream of each environment; at least one.
  /// - Throws: `WorldError` where the spaces are none that agents know, or an observation is not whole.
  @inlinable
  public init<Base: Environment>(
    _ environment: Base, generators: [PCG64]
  ) throws(WorldError) {
    try self.init(EnvironmentVector(environment, generators))
  }

  /// One environment, as a pattern for others: `World(like:count:sequence:)`.
  ///
  /// - Throws: `WorldError` where the spaces are none that agents know, or an observation is not whole.
  @inlinable
  public init(_ environment: some Environment) throws(WorldError) {
    try self.init(environment, generators: [PCG64(seed: 0)])
  }

  /// Copies of an environment, whose streams have the seeds `seed`, `seed + 1`, ...
  ///
  /// - Throws: `WorldError` where the spaces are none that agents know, or an observation is not whole.
  @inlinable
  public init(_ environment: some Environment, count: Int, seed: UInt64) throws(WorldError) {
    try self.init(
      environment, generators: (0..<count).map { PCG64(seed: seed &+ UInt64($0)) })
  }

  /// Environments that step together in a way of their own: in another process, or on a device.
  public init(_ environments: some VectorStepping) throws(WorldError) {
    let count = environments.count
    guard count >= 1 else { throw WorldError(environments.name, .noEnvironments) }
    spaces = environments.spaces
    if case .box(let box) = spaces.action, let index = box.unboundedCoordinate {
      throw WorldError(
        environments.name,
        .unboundedAction(coordinate: index, low: box.low[index], high: box.high[index]))
    }
    timeLimit = environments.timeLimit
    table = environments.table
    self.environments = environments
    let zeros = spaces.observation.zeros(rows: count)
    observations = zeros
    transitions = Transitions(count: count, observations: zeros)
    if environments.hasActionMask {
      guard case .discrete(let space) = spaces.action else {
        throw WorldError(environments.name, .maskOfContinuousActions)
      }
      actionMask = ActionMask(
        Array(repeating: true, count: count * space.n), actions: space.n)
    }
    self.environments.reset(&observations, &actionMask)
    if let row = actionMask?.emptyRow {
      throw WorldError(environments.name, .noPossibleAction(environment: row))
    }
  }

  /// Environments of the same kind, each at its first observation.
  public init(like other: World, generators: [PCG64]) {
    guard !generators.isEmpty else { fatalError("World: there must be at least one environment") }
    self = other
    environments = other.environments.renewed(generators)
    let zeros = spaces.observation.zeros(rows: generators.count)
    observations = zeros
    transitions = Transitions(count: generators.count, observations: zeros)
    actionMask = actionMask.map {
      ActionMask(Array(repeating: true, count: generators.count * $0.actions), actions: $0.actions)
    }
    environments.reset(&observations, &actionMask)
    requirePossibleAction()
  }

  /// Environments of the same kind, whose streams are spawned from `sequence`.
  public init(like other: World, count: Int, sequence: inout SeedSequence) {
    self.init(like: other, generators: sequence.spawn(count).map { PCG64($0) })
  }

  /// How many environments there are.
  public var count: Int { environments.count }

  /// An environment as it is now; nil where it is not in this process.
  public func environment(_ index: Int = 0) -> (any Environment)? {
    environments.environment(index)
  }

  /// Whether a step uses functions of the system's mathematical library.
  public var usesSystemMathematics: Bool { environments.usesSystemMathematics }

  /// One step of every environment, which is counted, hashed and checked in `log`.
  public mutating func step(_ actions: Actions, _ log: inout TransitionLog) {
    take(actions, where: nil)
    log.add(transitions, observations)
    noteMask(&log)
  }

  /// One step of the environments that `active` names; the others stay as they are.
  public mutating func step(
    _ actions: Actions, where active: [Bool], _ log: inout TransitionLog
  ) {
    take(actions, where: active)
    log.add(transitions, observations)
    noteMask(&log)
  }

  /// One step that nobody counts, as of an evaluation.
  public mutating func step(_ actions: Actions, where active: [Bool]? = nil) {
    take(actions, where: active)
    requirePossibleAction()
  }

  private mutating func take(_ actions: Actions, where active: [Bool]?) {
    let (found, needed) =
      switch actions {
      case .discrete(let numbers): (numbers.count, count)
      case .continuous(let coordinates): (coordinates.count, count * spaces.action.count)
      }
    guard found == needed else {
      fatalError("World: actions of \(found) numbers; \(count) environments need \(needed)")
    }
    transitions.begin(actions, active)
    if let actionMask {
      transitions.mask = actionMask
      transitions.nextMask = actionMask
    }
    environments.step(actions, &transitions, &observations, &actionMask)
  }

  /// A mask that allows nothing ends a training, as a number that is none does.
  private func noteMask(_ log: inout TransitionLog) {
    if let row = actionMask?.emptyRow {
      log.noteProblem("\(environments.name): its mask allows no action (environment \(row))")
    }
  }

  private func requirePossibleAction() {
    if let row = actionMask?.emptyRow {
      fatalError("\(environments.name): its mask allows no action (environment \(row))")
    }
  }
}

extension World: Stateful {
  /// Shows the environments with their streams, and what is seen in them.
  public mutating func visitState(_ visitor: inout StateVisitor) {
    environments.visitState(&visitor)
    observations.visitState(
      &visitor, "observations", count: count * spaces.observation.count)
    observations.refuseOthers(&visitor, "observations", than: spaces.observation)
    if var mask = actionMask {
      visitor.visit("actionMask", &mask.isAllowed, count: mask.isAllowed.count)
      if visitor.isReading, mask.emptyRow != nil {
        visitor.refuse("actionMask", found: "a row without actions", expected: "one or more")
      }
      actionMask = mask
    }
  }
}

extension Box {
  /// The first coordinate of which a bound is not finite.
  fileprivate var unboundedCoordinate: Int? {
    low.indices.first { !low[$0].isFinite || !high[$0].isFinite }
  }
}
