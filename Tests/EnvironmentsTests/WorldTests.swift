import Environments
import RLRandom
import RLState
import TestSupport
import Testing

/// A world does to each of its environments what one would do by hand.
@Suite struct WorldTests {
  @Test(arguments: [1, 2, 7]) func isItsEnvironmentsSteppedByHand(_ count: Int) throws {
    for isPartial in [false, true] {
      try expectSame(TimeLimit(CartPole(), limit: 30), count, isPartial)
      try expectSame(TimeLimit(FrozenLake(), limit: 30), count, isPartial)
      try expectSame(TimeLimit(CliffWalking(isSlippery: true), limit: 40), count, isPartial)
      try expectSame(TimeLimit(Pendulum(), limit: 12), count, isPartial)
      try expectSame(Countdown(), count, isPartial)
      try expectSame(TimeLimit(Countdown(), limit: 3), count, isPartial)
      try expectSame(Camera(), count, isPartial)
    }
  }

  /// - Parameter isPartial: whether only some environments take each step.
  private func expectSame<Base: Environment>(
    _ base: Base, _ count: Int, _ isPartial: Bool
  ) throws {
    let generators = (0..<count).map { PCG64(seed: UInt64(50 + $0)) }
    var world = try World(base, generators: generators)
    var members = generators.map { ByHand(base, $0) }
    var log = TransitionLog(world)
    var draws = PCG64(seed: 8)
    var (steps, ends) = (0, 0)
    #expect(world.count == count && "\(world.spaces.observation)" == "\(base.observationSpace)")
    #expect("\(world.spaces.action)" == "\(base.actionSpace)")
    for _ in 0..<200 {
      let before = members
      try expectSeen(world.observations, world.actionMask, members)
      let actions = world.spaces.action.sampleActions(rows: count, using: &draws)
      let active = (0..<count).map { _ in !isPartial || draws.uniform() < 0.6 }
      if isPartial {
        world.step(actions, where: active, &log)
      } else {
        world.step(actions, &log)
      }
      let transitions = world.transitions
      #expect(transitions.rows == (0..<count).filter { active[$0] })
      #expect(transitions.actions == actions)
      for row in transitions.rows {
        let action = try #require(base.actionSpace.action(actions, at: row))
        #expect(transitions.step(row) == members[row].step(action))
        #expect(bits(transitions.observations, row) == bits(before[row].observation))
        #expect(transitions.mask?.rows([row]).isAllowed == before[row].mask)
        // Where an episode ended, this is still its own last observation.
        #expect(bits(transitions.nextObservations, row) == bits(members[row].observation))
        #expect(transitions.nextMask?.rows([row]).isAllowed == members[row].mask)
        steps += 1
        if transitions.isDone(row) {
          members[row].reset()
          ends += 1
        }
      }
    }
    try expectSeen(world.observations, world.actionMask, members)
    #expect(ends >= count, "the test has seen too few ends")
    #expect(log.counters.steps == steps && log.counters.episodes == ends)

    func bits(_ scalars: Scalars, _ row: Int) -> [UInt32] {
      let width = base.observationSpace.count
      return scalars.floats(row * width..<(row + 1) * width).map(\.bitPattern)
    }
    func bits(_ scalars: Scalars) -> [UInt32] { bits(scalars, 0) }
    func expectSeen(
      _ observations: Scalars, _ mask: ActionMask?, _ members: [ByHand<Base>]
    ) throws {
      #expect(observations.count == members.count * base.observationSpace.count)
      for (row, member) in members.enumerated() {
        #expect(bits(observations, row) == bits(member.observation))
        #expect(mask?.rows([row]).isAllowed == member.mask)
      }
    }
  }

  /// How many stand side by side changes no episode.
  @Test func environmentsKeepToThemselves() throws {
    var pair = try World(TimeLimit(CartPole(), limit: 20), count: 2, seed: 7)
    var single = try World(TimeLimit(CartPole(), limit: 20), count: 1, seed: 8)
    for step in 0..<100 {
      pair.step(.discrete([step % 2, step % 3 == 0 ? 1 : 0]))
      single.step(.discrete([step % 3 == 0 ? 1 : 0]))
      #expect(pair.observations.floats(4..<8) == single.observations.floats(0..<4))
    }
  }

  @Test func goesOnFromItsState() throws {
    try expectContinues(TimeLimit(CartPole(), limit: 30))
    try expectContinues(TimeLimit(FrozenLake(), limit: 30))
    try expectContinues(Countdown())
    try expectContinues(Camera())
  }

  private func expectContinues(_ base: some Environment) throws {
    var world = try World(base, count: 3, seed: 1)
    var draws = PCG64(seed: 2)
    for _ in 0..<37 { world.step(world.spaces.action.sampleActions(rows: 3, using: &draws)) }
    var other = try World(base, count: 3, seed: 99)
    #expect(other.stateEntries != world.stateEntries)
    try other.loadState(world.stateEntries)
    #expect(other.stateEntries == world.stateEntries)
    #expect(other.observations == world.observations && other.actionMask == world.actionMask)
    for _ in 0..<50 {
      let actions = world.spaces.action.sampleActions(rows: 3, using: &draws)
      world.step(actions)
      other.step(actions)
      #expect(other.observations == world.observations && other.actionMask == world.actionMask)
      #expect(other.transitions.rewards == world.transitions.rewards)
      #expect(other.transitions.nextObservations == world.transitions.nextObservations)
    }
    #expect(throws: StateError.self) {
      var smaller = try World(base, count: 2, seed: 1)
      try smaller.loadState(world.stateEntries)
    }
  }

  @Test func aStateThatAllowsNoActionIsRefused() throws {
    var world = try World(Countdown(), count: 1, seed: 1)
    let entries = world.stateEntries.map { entry in
      guard entry.name == "actionMask", case .bool(let flags) = entry.values else { return entry }
      return StateEntry(
        name: entry.name, shape: entry.shape, values: .bool(flags.map { _ in false }))
    }
    #expect(entries != world.stateEntries)
    #expect(throws: StateError.self) { try world.loadState(entries) }
  }

  @Test func copiesGoTheirOwnWay() throws {
    var first = try World(TimeLimit(CartPole(), limit: 30), count: 2, seed: 1)
    let copy = first
    first.step(.discrete([1, 1]))
    #expect(copy.observations == first.transitions.observations)
    #expect(copy.observations != first.observations)
    var again = copy
    again.step(.discrete([1, 1]))
    #expect(again.observations == first.observations)
  }

  @Test func othersOfItsKindHaveTheStreamsOfTheSequence() throws {
    let pattern = try World(TimeLimit(CartPole(), limit: 30))
    var (sequence, again) = (SeedSequence(3), SeedSequence(3))
    let world = World(like: pattern, count: 3, sequence: &sequence)
    let expected = try World(
      TimeLimit(CartPole(), limit: 30), generators: again.spawn(3).map { PCG64($0) })
    #expect(world.count == 3 && world.timeLimit == 30)
    #expect(world.stateEntries == expected.stateEntries)
    #expect(sequence == again)
  }

  @Test func knowsItsTable() throws {
    let lake = TimeLimit(FrozenLake(), limit: 30)
    let world = try World(lake, count: 2, seed: 1)
    #expect(world.table == lake.table && world.tableStates == [0, 0] && world.timeLimit == 30)
    let pole = try World(CartPole())
    #expect(pole.table == nil && pole.tableStates == nil && pole.timeLimit == nil)
    #expect(!pole.usesSystemMathematics)
    #expect(pole.environment() is CartPole)
  }

  @Test func theShortestTimeLimitCounts() throws {
    let short = TimeLimit(CartPole(), limit: 5)
    #expect(TimeLimit(short, limit: 50).timeLimit == 5)
    #expect(TimeLimit(TimeLimit(CartPole(), limit: 50), limit: 5).timeLimit == 5)
    #expect(try World(TimeLimit(TimeLimit(short, limit: 50), limit: 70)).timeLimit == 5)
    #expect(try World.limited(short, 50).timeLimit == 5)
    #expect(try World.limited(short, nil).timeLimit == 5)
    #expect(try World.limited(CartPole(), 50).timeLimit == 50)
  }
}

/// One environment and its stream, with nothing between.
private struct ByHand<Base: Environment> {
  var environment: Base
  var generator: PCG64

  init(_ environment: Base, _ generator: PCG64) {
    self.environment = environment
    self.generator = generator
    reset()
  }

  mutating func reset() { environment.reset(using: &generator) }

  mutating func step(_ action: Base.ActionSpace.Element) -> Step {
    environment.step(action, using: &generator)
  }

  var observation: Scalars {
    var values: [Base.ObservationSpace.Scalar] = Array(
      unsafeUninitializedCapacity: environment.observationSpace.count
    ) { buffer, count in
      UnsafeMutableRawBufferPointer(buffer).initializeMemory(as: UInt8.self, repeating: 0xAA)
      count = buffer.count
    }
    var span = values.mutableSpan
    environment.observe(into: &span)
    return Base.ObservationSpace.Scalar.scalars(values)
  }

  var mask: [Bool]? {
    guard Base.hasActionMask, let space = environment.actionSpace as? Discrete else { return nil }
    var flags = Array(repeating: false, count: space.n)
    var span = flags.mutableSpan
    environment.writeActionMask(into: &span)
    return flags
  }
}
