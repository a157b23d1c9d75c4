import Agents
import Environments
import Foundation
import RLNet
import RLRandom
import RLState
import TestSupport
import Testing

/// What a replay buffer gives back, against a plain list of all transitions.
struct ReplayReturnTests {
  /// n-step returns stop where an episode ends and at the newest transition, the value beyond counts
  /// by what was really walked, and what is seen is what was seen.
  @Test func returnsAreThoseOfAPlainList() throws {
    var generator = PCG64(seed: Seeds.fresh("returns"))
    for _ in 0..<60 {
      let environments = generator.integer(below: 4) + 1
      // Also less than a step of all environments.
      let capacity = generator.integer(below: 40) + 1
      let steps = generator.integer(below: 5) + 1
      let discount = Float(generator.uniform(0.5, 1))
      var world = try World(Tape(), count: environments, seed: generator.next())
      var buffer = ReplayBuffer(of: world, capacity: capacity, steps: steps, discount: discount)
      var list = PlainList(environments: environments)
      for _ in 0..<generator.integer(below: 60) + 1 {
        let actions = world.spaces.action.sampleActions(rows: environments, using: &generator)
        world.step(actions)
        buffer.add(world.transitions)
        list.add(world.transitions)
      }
      #expect(buffer.added == list.rows.count && buffer.count == min(capacity, list.rows.count))
      check(buffer, list, steps, discount)
      var copy = ReplayBuffer(of: world, capacity: capacity, steps: steps, discount: discount)
      try copy.loadState(buffer.stateEntries)
      check(copy, list, steps, discount)
      #expect(copy.stateEntries == buffer.stateEntries)
    }
  }

  private func check(_ buffer: ReplayBuffer, _ list: PlainList, _ steps: Int, _ discount: Float) {
    let batch = buffer.batch(Array(0..<buffer.count))
    for place in 0..<buffer.count {
      // The newest transition whose number is the place, but for whole rounds of the ring.
      let rounds = (buffer.added - 1 - place) / buffer.capacity
      let first = place + rounds * buffer.capacity
      let expected = list.walk(from: first, steps, Double(discount))
      #expect(batch.observations[place, 0] == list.rows[first].observation)
      #expect(batch.actions.numbers[place] == list.rows[first].action)
      #expect(batch.nextObservations[place, 0] == expected.next)
      #expect(abs(Double(batch.rewards[place]) - expected.total) < 1e-5)
      #expect(abs(Double(batch.discounts[place]) - expected.discount) < 1e-6)
    }
  }

  /// Bytes are kept as bytes, beside which actions are possible after each step.
  @Test func picturesAndMasksAreThoseThatWereSeen() throws {
    var generator = PCG64(seed: Seeds.fresh("pictures"))
    var world = try World(Flicker(), count: 3, seed: generator.next())
    var buffer = ReplayBuffer(of: world, capacity: 20, discount: 0.5)
    var rows: [(before: [Float], after: [Float], mask: [Bool])] = []
    for _ in 0..<25 {
      world.step(.discrete([0, 0, 0]))
      buffer.add(world.transitions)
      for row in 0..<3 {
        rows.append(
          (
            world.transitions.observations.floats(row * 2..<row * 2 + 2),
            world.transitions.nextObservations.floats(row * 2..<row * 2 + 2),
            // Nothing follows an end, and no action is ruled out there.
            world.transitions.terminated[row]
              ? [true, true, true, true]
              : try #require(world.transitions.nextMask?.rows([row]).isAllowed)
          ))
      }
    }
    var copy = ReplayBuffer(of: world, capacity: 20, discount: 0.5)
    try copy.loadState(buffer.stateEntries)
    for buffer in [buffer, copy] {
      let batch = buffer.batch(Array(0..<20))
      #expect(batch.observations.shape == [20, 1, 1, 2])
      for place in 0..<20 {
        let row = rows[place + (74 - place) / 20 * 20]
        for column in 0..<2 {
          #expect(batch.observations[place, 0, 0, column] == row.before[column] / 255)
          #expect(batch.nextObservations[place, 0, 0, column] == row.after[column] / 255)
        }
        #expect(batch.nextMask?.rows([place]).isAllowed == row.mask)
      }
    }
  }

  /// Actions are kept as the agent means them, where it says so.
  @Test func actionsCanBeOfAnotherScale() throws {
    var world = try World(TimeLimit(Pendulum(), limit: 200), count: 2, seed: 1)
    var buffer = ReplayBuffer(of: world, capacity: 4, discount: 1)
    for step in 0..<3 {
      world.step(.continuous([2, -2]))
      buffer.add(world.transitions, actions: .continuous([Float(step), -1]))
    }
    #expect(buffer.batch([0, 1, 2, 3]).actions == .continuous([2, -1, 1, -1]))
  }

  /// Against probabilities and weights by their formulas, in a ring that was gone round.
  @Test func prioritiesAreThoseOfTheErrors() throws {
    var world = try World(Tape(), count: 2, seed: 3)
    var buffer = ReplayBuffer(of: world, capacity: 10, discount: 1, priorityExponent: 0.7)
    var generator = PCG64(seed: 4)
    func add(_ steps: Int) {
      for _ in 0..<steps {
        world.step(world.spaces.action.sampleActions(rows: 2, using: &generator))
        buffer.add(world.transitions)
      }
    }
    add(4)
    #expect(Set(buffer.sample(200, using: &generator).places) == Set(0..<8))
    #expect(buffer.sample(5, using: &generator).weights == .ones([5]), "all are new")
    var sizes = (0..<8).map { Double($0) / 2 + 0.1 }
    buffer.update(Array(0..<8), errors: sizes.enumerated().map { $0.isMultiple(of: 2) ? $1 : -$1 })
    // Two come behind, and four in the place of the oldest; new ones have the greatest error so far.
    add(3)
    sizes = [3.6, 3.6, 3.6, 3.6] + sizes[4...] + [3.6, 3.6]
    var copy = ReplayBuffer(of: world, capacity: 10, discount: 1, priorityExponent: 0.7)
    try copy.loadState(buffer.stateEntries)

    let powers = sizes.map { pow($0 + 1e-6, 0.7) }
    let total = powers.reduce(0, +)
    for buffer in [buffer, copy] {
      let batch = buffer.sample(10_000, beta: 0.5, using: &generator)
      for place in 0..<10 {
        let expected = powers[place] / total
        let found = Double(batch.places.count { $0 == place }) / 10_000
        // One is drawn from each of 10 000 equal parts, so that only two of them are left to chance.
        #expect(abs(found - expected) <= 2.01 / 10_000, "place \(place)")
      }
      let greatest = pow(10 * powers.min()! / total, -0.5)
      for (row, place) in batch.places.enumerated() {
        let expected = pow(10 * powers[place] / total, -0.5) / greatest
        #expect(abs(Double(batch.weights[row]) - expected) < 1e-6)
      }
      #expect(batch.observations == buffer.batch(batch.places).observations)
    }
  }

  #if os(Linux)
    /// In a process of its own, since other tests allocate meanwhile. A copy shares all pages but
    /// those that are written to.
    @Test func aMillionTransitionsOfCartPoleAreSmall() async {
      await #expect(processExitsWith: .success) {
        var generator = PCG64(seed: 1)
        var world = try World(TimeLimit(CartPole(), limit: 500), count: 50, seed: 1)
        let before = try residentBytes()
        var buffer = ReplayBuffer(of: world, capacity: 1_000_000, discount: 0.99)
        for _ in 0..<20_000 {
          world.step(world.spaces.action.sampleActions(rows: 50, using: &generator))
          buffer.add(world.transitions)
        }
        let growth = try residentBytes() - before
        try #require(buffer.count == 1_000_000)
        try #require(growth >= 20_000_000, "the measurement fails: \(growth) bytes")
        try #require(growth <= 45_000_000, "\(growth) bytes")

        let old = buffer
        world.step(world.spaces.action.sampleActions(rows: 50, using: &generator))
        buffer.add(world.transitions)
        let copied = try residentBytes() - before - growth
        try #require(copied <= 2_000_000, "\(copied) bytes")
        try #require(old.added == 1_000_000 && buffer.added == 1_000_050)
      }
    }
  #endif
}

/// Sees a number that no other state has, ends now and then, and is cut off now and then.
private struct Tape: Environment {
  var number: Float = 0

  var observationSpace: Box { Box(count: 1, low: 0, high: 1) }
  var actionSpace: Discrete { Discrete(9) }
  mutating func reset(using generator: inout PCG64) { number = Float(generator.uniform()) }
  mutating func step(_ action: Int, using generator: inout PCG64) -> Step {
    number = Float(generator.uniform())
    let end = generator.uniform()
    // At times both at once, which is an end.
    return Step(
      reward: generator.normal(), terminated: end < 0.12, truncated: end > 0.08 && end < 0.24)
  }
  func observe(into observation: inout MutableSpan<Float>) { observation[0] = number }
  mutating func visitState(_ visitor: inout StateVisitor) { visitor.visit("number", &number) }
}

/// A picture of two pixels that never are the same again, beside which some actions are possible.
private struct Flicker: Environment {
  var pixels: [UInt8] = [0, 0]

  static var hasActionMask: Bool { true }
  var observationSpace: Pixels { Pixels(shape: [1, 1, 2]) }
  var actionSpace: Discrete { Discrete(4) }
  mutating func reset(using generator: inout PCG64) { change(using: &generator) }
  mutating func step(_ action: Int, using generator: inout PCG64) -> Step {
    change(using: &generator)
    return Step(reward: 0, terminated: generator.uniform() < 0.3)
  }
  private mutating func change(using generator: inout PCG64) {
    for index in 0..<2 { pixels[index] = UInt8(generator.integer(below: 256)) }
  }
  func observe(into observation: inout MutableSpan<UInt8>) {
    for index in 0..<2 { observation[index] = pixels[index] }
  }
  func writeActionMask(into mask: inout MutableSpan<Bool>) {
    for action in 0..<4 { mask[action] = action == 0 || pixels[0] >> action & 1 == 1 }
  }
  mutating func visitState(_ visitor: inout StateVisitor) {
    visitor.visit("pixels", &pixels, count: 2)
  }
}

/// All transitions in the order in which they were added.
private struct PlainList {
  struct Row {
    let observation: Float
    let action: Int
    let reward: Double
    let next: Float
    let terminated, truncated: Bool
  }

  let environments: Int
  var rows: [Row] = []

  init(environments: Int) { self.environments = environments }

  mutating func add(_ transitions: borrowing Transitions) {
    for row in 0..<environments {
      rows.append(
        Row(
          observation: transitions.observations.floats(row..<row + 1)[0],
          action: transitions.actions.numbers[row], reward: transitions.rewards[row],
          next: transitions.nextObservations.floats(row..<row + 1)[0],
          terminated: transitions.terminated[row], truncated: transitions.truncated[row]))
    }
  }

  /// The return of up to `steps` steps, what was seen after them, and what its value counts.
  func walk(
    from first: Int, _ steps: Int, _ discount: Double
  ) -> (total: Double, next: Float, discount: Double) {
    var (total, factor, index) = (0.0, 1.0, first)
    for step in 1...steps {
      total += factor * rows[index].reward
      factor *= discount
      if rows[index].terminated { return (total, rows[index].next, 0) }
      let isLast = rows[index].truncated || index + environments >= rows.count || step == steps
      if isLast { break }
      index += environments
    }
    return (total, rows[index].next, factor)
  }
}

#if os(Linux)
  private func residentBytes() throws -> Int {
    let fields = try String(contentsOfFile: "/proc/self/statm", encoding: .utf8)
      .split(separator: " ")
    return try (#require(Int(fields[1])) - #require(Int(fields[2]))) * sysconf(Int32(_SC_PAGESIZE))
  }
#endif
