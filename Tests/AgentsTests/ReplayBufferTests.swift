import Agents
import Environments
import RLNet
import RLRandom
import RLState
import Testing

@Suite struct ReplayBufferTests {
  /// A buffer of two-dimensional observations with the transitions 0 ..< count, each recognisable by
  /// every one of its parts. Every third one ends an episode.
  private func buffer(_ count: Int, capacity: Int) throws -> ReplayBuffer {
    let world = try World.blank(Box(count: 2, low: 0, high: 1))
    var buffer = ReplayBuffer(of: world, capacity: capacity, discount: 0.5)
    for i in 0..<count { buffer.add(transition(i, world)) }
    return buffer
  }

  private func transition(_ i: Int, _ world: World) -> Transitions {
    let x = Float(i)
    // What ends leads elsewhere than to where the next transition begins.
    let isEnd = i.isMultiple(of: 3)
    return world.transitions.written(
      .floats([x, x + 0.25]), .discrete([i % 7]),
      Step(reward: Double(i) / 8, terminated: isEnd),
      .floats(isEnd ? [x + 0.5, x + 0.75] : [x + 1, x + 1.25]))
  }

  @Test func newTransitionsReplaceTheOldest() throws {
    for added in 1...11 {
      let buffer = try buffer(added, capacity: 4)
      #expect(buffer.added == added)
      #expect(buffer.count == min(added, 4))
      var generator = PCG64(seed: 1)
      let sampled = buffer.sample(400, using: &generator).rewards.elements.map {
        Int(clamped: $0 * 8)
      }
      #expect(Set(sampled) == Set(max(0, added - 4)..<added))
    }
  }

  @Test(arguments: [3, 10, 25]) func transitionsStayWhole(_ added: Int) throws {
    let buffer = try buffer(added, capacity: 10)
    var generator = PCG64(seed: 2)
    let batch = buffer.sample(200, using: &generator)
    #expect(batch.observations.shape == [200, 2])
    #expect(batch.nextObservations.shape == [200, 2])
    #expect(batch.rewards.shape == [200])
    #expect(batch.discounts.shape == [200])
    for row in 0..<200 {
      let i = Int(clamped: batch.rewards[row] * 8)
      let x = Float(i)
      let isEnd = i.isMultiple(of: 3)
      #expect([batch.observations[row, 0], batch.observations[row, 1]] == [x, x + 0.25])
      #expect(
        [batch.nextObservations[row, 0], batch.nextObservations[row, 1]]
          == (isEnd ? [x + 0.5, x + 0.75] : [x + 1, x + 1.25]))
      #expect(batch.actions.numbers[row] == i % 7)
      #expect(batch.discounts[row] == (isEnd ? 0 : 0.5))
    }
  }

  /// χ² with 15 degrees of freedom exceeds 44.3 with a probability of 10⁻⁴.
  @Test(arguments: [10, 100]) func samplingIsUniform(_ added: Int) throws {
    let buffer = try buffer(added, capacity: 16)
    for seed in UInt64(1)...3 {
      var generator = PCG64(seed: seed)
      var counts = Array(repeating: 0, count: buffer.count)
      for reward in buffer.sample(16_000, using: &generator).rewards.elements {
        counts[Int(clamped: reward * 8) - (added - buffer.count)] += 1
      }
      #expect(chiSquare(counts) < 44.3, "seed \(seed): \(counts)")
    }
  }

  /// NumPy's `integers(count)`, one draw for each transition: the same generator, the same batch.
  @Test func samplingIsAFunctionOfTheGenerator() throws {
    let buffer = try buffer(25, capacity: 10)
    var (first, second, other) = (PCG64(seed: 3), PCG64(seed: 3), PCG64(seed: 4))
    let batch = buffer.sample(50, using: &first)
    #expect(batch.rewards == buffer.sample(50, using: &second).rewards)
    #expect(first == second)
    #expect(batch.rewards != buffer.sample(50, using: &other).rewards)
    var draws = PCG64(seed: 3)
    #expect(batch.places == (0..<50).map { _ in draws.integer(below: 10) })
  }

  @Test func discreteObservationsAreKeptAsNumbersAndGivenAsOneHot() throws {
    let world = try World.blank(Discrete(5))
    var buffer = ReplayBuffer(of: world, capacity: 8, discount: 1)
    buffer.add(
      world.transitions.written(
        .integers([3]), .discrete([1]), Step(reward: -1, terminated: false), .integers([4])))
    var generator = PCG64(seed: 5)
    let batch = buffer.sample(2, using: &generator)
    #expect(batch.observations == Tensor(rows: [[0, 0, 0, 1, 0], [0, 0, 0, 1, 0]]))
    #expect(batch.nextObservations == Tensor(rows: [[0, 0, 0, 0, 1], [0, 0, 0, 0, 1]]))
  }

  @Test func pixelsAreKeptAsBytesAndActionsAsCoordinates() throws {
    let world = try World.blank(Pixels(shape: [1, 1, 2]), Box(count: 2, low: -1, high: 1))
    var buffer = ReplayBuffer(of: world, capacity: 8, discount: 1)
    buffer.add(
      world.transitions.written(
        .bytes([51, 255]), .continuous([0.5, -1]), Step(reward: 1, terminated: false),
        .bytes([0, 102])))
    let batch = buffer.batch([0])
    #expect(batch.observations == Tensor([0.2, 1], shape: [1, 1, 1, 2]))
    #expect(batch.nextObservations == Tensor([0, 0.4], shape: [1, 1, 1, 2]))
    #expect(batch.actions == .continuous([0.5, -1]))
  }

  @Test func copiesAreIndependent() throws {
    let original = try buffer(4, capacity: 4)
    var copy = original
    copy.add(try transition(72, World.blank(Box(count: 2, low: 0, high: 1))))
    var (first, second) = (PCG64(seed: 6), PCG64(seed: 6))
    #expect(original.sample(100, using: &first).rewards.elements.allSatisfy { $0 < 1 })
    #expect(copy.sample(100, using: &second).rewards.elements.contains(9))
    #expect(original.added == 4)
  }

  /// Transitions 0 and 3 of four have ended; what is not free is used once.
  @Test(arguments: [
    ("endPlaces", StateArray.int32([-1, -1, -1, 1])), ("endPlaces", .int32([0, -1, 1, -1])),
    ("endPlaces", .int32([0, -1, -1, 0])), ("endPlaces", .int32([0, -1, -1, 2])),
    ("endPlaces", .int32([-2, -1, -1, 1])), ("freeLastObservations", .int32([0])),
    ("freeLastObservations", .int32([2])), ("freeLastObservations", .int32([-1])),
    ("endings", .uint8([0, 0, 0, 1])), ("endings", .uint8([1, 2, 0, 1])),
    ("endings", .uint8([1, 0, 0, 4])), ("actions", .int32([0, 1, 2, 8])),
    ("actions", .int32([-1, 1, 2, 3])),
  ])
  func damagedStatesAreRefused(_ name: String, _ values: StateArray) throws {
    let whole = try buffer(4, capacity: 4)
    try expectRefused(whole.stateEntries, with: name, values, by: buffer(0, capacity: 4))
  }

  @Test func countsThatCannotBeAreRefused() throws {
    let none = try buffer(0, capacity: 4)
    expectRefused(none.stateEntries, with: "added", .int64([-1]), by: none)
    var world = try World(TwoCoins(), count: 2, seed: 1)
    let two = ReplayBuffer(of: world, capacity: 4, discount: 1)
    var filled = two
    for _ in 0..<2 {
      world.step(.discrete([0, 0]))
      filled.add(world.transitions)
    }
    expectRefused(filled.stateEntries, with: "added", .int64([5]), by: two)
  }

  /// A state with one entry changed.
  private func expectRefused(
    _ entries: [StateEntry], with name: String, _ values: StateArray, by buffer: ReplayBuffer
  ) {
    var copy = buffer
    #expect(throws: Never.self) { try copy.loadState(entries) }
    let changed = entries.map { entry in
      guard entry.name == name else { return entry }
      return StateEntry(
        name: name, shape: entry.shape.isEmpty ? [] : [values.count], values: values)
    }
    #expect(changed != entries, "\(name)")
    #expect(throws: StateError.self, "\(name) \(values)") { try copy.loadState(changed) }
  }

  /// Every transition of a world, kept beside the buffer, and the returns of several steps added up
  /// from them; γ = ½ and rewards are exact in binary.
  @Test(arguments: [(1, 1), (3, 1), (1, 3), (3, 4)])
  func itsTransitionsAreThoseOfTheWorld(_ environments: Int, _ steps: Int) throws {
    struct Kept {
      let observation, next: [Float]
      let action: Int
      let step: Step
    }
    var world = try World(TimeLimit(TwoCoins(), limit: 5), count: environments, seed: 1)
    let capacity = 20
    var buffer = ReplayBuffer(of: world, capacity: capacity, steps: steps, discount: 0.5)
    var kept: [Kept] = []
    var draws = PCG64(seed: 2)
    for _ in 0..<60 {
      let actions = world.spaces.action.sampleActions(rows: environments, using: &draws)
      world.step(actions)
      buffer.add(world.transitions)
      for row in 0..<environments {
        kept.append(
          Kept(
            observation: world.transitions.observations.floats(2 * row..<2 * row + 2),
            next: world.transitions.nextObservations.floats(2 * row..<2 * row + 2),
            action: actions.numbers[row], step: world.transitions.step(row)))
      }
      var restored = ReplayBuffer(of: world, capacity: capacity, steps: steps, discount: 0.5)
      try restored.loadState(buffer.stateEntries)
      for number in max(0, kept.count - capacity)..<kept.count {
        var (total, factor, last) = (0.0, 1.0, number)
        for taken in 1...steps {
          total += factor * kept[last].step.reward
          factor /= 2
          let next = last + environments
          if kept[last].step.isDone || next >= kept.count || taken == steps { break }
          last = next
        }
        for buffer in [buffer, restored] {
          let batch = buffer.batch([number % capacity])
          #expect(batch.observations.elements == kept[number].observation)
          #expect(batch.actions == .discrete([kept[number].action]))
          #expect(batch.rewards.elements == [Float(total)])
          #expect(batch.nextObservations.elements == kept[last].next)
          #expect(batch.discounts.elements == [kept[last].step.terminated ? 0 : Float(factor)])
        }
      }
    }
    #expect(kept.contains { $0.step.terminated } && kept.contains { $0.step.truncated })
  }
}

/// Two numbers drawn anew in each step, of which the first ends the episode where it is small.
private struct TwoCoins: Environment {
  var coins: [Float] = [0, 0]

  var observationSpace: Box { Box(count: 2, low: 0, high: 1) }
  var actionSpace: Discrete { Discrete(3) }

  mutating func reset(using generator: inout PCG64) {
    coins = [Float(generator.uniform()), Float(generator.uniform())]
  }

  mutating func step(_ action: Int, using generator: inout PCG64) -> Step {
    reset(using: &generator)
    return Step(
      reward: Double(generator.integer(below: 32)) / 8, terminated: coins[0] < 0.15)
  }

  func observe(into observation: inout MutableSpan<Float>) {
    for index in 0..<2 { observation[index] = coins[index] }
  }

  mutating func visitState(_ visitor: inout StateVisitor) {
    visitor.visit("coins", &coins, count: 2)
  }
}
