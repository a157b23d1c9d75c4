import Agents
import Environments
import RLNet
import RLRandom
import Testing

@Suite struct ReplayBufferTests {
  /// A buffer of two-dimensional observations with the transitions 0 ..< count, each recognisable by
  /// every one of its parts.
  private func buffer(_ count: Int, capacity: Int) -> ReplayBuffer {
    var buffer = ReplayBuffer(of: .box(Box(count: 2, low: 0, high: 1)), capacity: capacity)
    for i in 0..<count {
      let x = Float(i)
      buffer.add(
        [x, x + 0.25].span, action: i % 7, reward: Double(i) / 8, [x + 0.5, x + 0.75].span,
        terminated: i.isMultiple(of: 3))
    }
    return buffer
  }

  @Test func newTransitionsReplaceTheOldest() {
    for added in 1...11 {
      let buffer = buffer(added, capacity: 4)
      #expect(buffer.added == added)
      #expect(buffer.count == min(added, 4))
      var generator = PCG64(seed: 1)
      let sampled = buffer.sample(400, using: &generator).rewards.elements.map { Int($0 * 8) }
      #expect(Set(sampled) == Set(max(0, added - 4)..<added))
    }
  }

  @Test(arguments: [3, 10, 25]) func transitionsStayWhole(_ added: Int) {
    let buffer = buffer(added, capacity: 10)
    var generator = PCG64(seed: 2)
    let batch = buffer.sample(200, using: &generator)
    #expect(batch.observations.shape == [200, 2])
    #expect(batch.nextObservations.shape == [200, 2])
    #expect(batch.rewards.shape == [200])
    #expect(batch.futures.shape == [200])
    for row in 0..<200 {
      let i = Int(batch.rewards[row] * 8)
      let x = Float(i)
      #expect([batch.observations[row, 0], batch.observations[row, 1]] == [x, x + 0.25])
      #expect(
        [batch.nextObservations[row, 0], batch.nextObservations[row, 1]] == [x + 0.5, x + 0.75])
      #expect(batch.actions[row] == i % 7)
      #expect(batch.futures[row] == (i.isMultiple(of: 3) ? 0 : 1))
    }
  }

  /// χ² with 15 degrees of freedom exceeds 44.3 with a probability of 10⁻⁴.
  @Test(arguments: [10, 100]) func samplingIsUniform(_ added: Int) {
    let buffer = buffer(added, capacity: 16)
    for seed in UInt64(1)...3 {
      var generator = PCG64(seed: seed)
      var counts = Array(repeating: 0, count: buffer.count)
      for reward in buffer.sample(16_000, using: &generator).rewards.elements {
        counts[Int(reward * 8) - (added - buffer.count)] += 1
      }
      #expect(chiSquare(counts) < 44.3, "seed \(seed): \(counts)")
    }
  }

  /// NumPy's `integers(count)`, one draw for each transition: the same generator, the same batch.
  @Test func samplingIsAFunctionOfTheGenerator() {
    let buffer = buffer(25, capacity: 10)
    var (first, second, other) = (PCG64(seed: 3), PCG64(seed: 3), PCG64(seed: 4))
    let batch = buffer.sample(50, using: &first)
    #expect(batch.rewards == buffer.sample(50, using: &second).rewards)
    #expect(first == second)
    #expect(batch.rewards != buffer.sample(50, using: &other).rewards)
  }

  @Test func discreteObservationsAreKeptAsNumbersAndGivenAsOneHot() {
    var buffer = ReplayBuffer(of: .discrete(Discrete(5)), capacity: 8)
    buffer.add([3], action: 1, reward: -1, [4], terminated: false)
    var generator = PCG64(seed: 5)
    let batch = buffer.sample(2, using: &generator)
    #expect(batch.observations == Tensor(rows: [[0, 0, 0, 1, 0], [0, 0, 0, 1, 0]]))
    #expect(batch.nextObservations == Tensor(rows: [[0, 0, 0, 0, 1], [0, 0, 0, 0, 1]]))
  }

  @Test func copiesAreIndependent() {
    let original = buffer(4, capacity: 4)
    var copy = original
    copy.add([9, 9], action: 0, reward: 9, [9, 9], terminated: false)
    var (first, second) = (PCG64(seed: 6), PCG64(seed: 6))
    #expect(original.sample(100, using: &first).rewards.elements.allSatisfy { $0 < 1 })
    #expect(copy.sample(100, using: &second).rewards.elements.contains(9))
    #expect(original.added == 4)
  }
}

extension ReplayBuffer {
  fileprivate mutating func add(
    _ observation: [Float], action: Int, reward: Double, _ next: [Float], terminated: Bool
  ) {
    add(observation.span, action: action, reward: reward, next.span, terminated: terminated)
  }
}
