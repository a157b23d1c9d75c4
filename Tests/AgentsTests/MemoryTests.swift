import Agents
import Environments
import Foundation
import RLRandom
import Testing

/// What replay and training occupy.
@Suite struct MemoryTests {
  /// 100 000 transitions of CartPole need 4 floats, an action, a reward, a flag and the place of a
  /// last observation each, 2.9 MB, in pages that are not all full.
  @Test func replayOfCartPoleIsSmallByLayout() throws {
    let buffer = try filledBuffer(of: CartPole().observationSpace, .floats([1, 1, 1, 1]), 100_000)
    #expect(storedBytes(buffer) >= 2_900_000)
    #expect(storedBytes(buffer) <= 3_300_000)
  }

  /// A discrete observation is one number, however many values it can have.
  @Test func replayOfDiscreteObservationsIsSmallByLayout() throws {
    let buffer = try filledBuffer(of: Discrete(500), .integers([1]), 100_000)
    #expect(storedBytes(buffer) >= 1_700_000)
    #expect(storedBytes(buffer) <= 2_000_000)
  }

  #if os(Linux)
    /// In a process of its own, since other tests allocate meanwhile.
    @Test func replayOfCartPoleIsSmallInMemory() async {
      await #expect(processExitsWith: .success) {
        let before = try residentBytes()
        let buffer = try filledBuffer(
          of: CartPole().observationSpace, .floats([1, 1, 1, 1]), 100_000)
        let growth = try residentBytes() - before
        withExtendedLifetime(buffer) {}
        try #require(growth >= 2_900_000, "the measurement fails: \(growth) bytes")
        try #require(growth <= 4_000_000)
      }
    }

    @Test func trainingDoesNotGrow() async {
      await #expect(processExitsWith: .success) {
        var configuration = DQN.Configuration()
        configuration.hidden = [8]
        configuration.batchSize = 8
        configuration.bufferSize = 5_000
        configuration.learningStarts = 0
        var agent = try Running<DQN>(TimeLimit(Glider(), limit: 20), configuration, seed: 1)
        while agent.counters.updates < 10_000 { agent.advance() }
        let early = try residentBytes()
        while agent.counters.updates < 100_000 { agent.advance() }
        let growth = try residentBytes() - early
        // A leak of 12 bytes an update would be more; the allocator's own pages are less.
        try #require(growth <= 1_000_000, "training grew by \(growth) bytes")
      }
    }
  #endif
}

private func filledBuffer(
  of space: some Space, _ observation: Scalars, _ count: Int
) throws -> ReplayBuffer {
  let world = try World.blank(space)
  var buffer = ReplayBuffer(of: world, capacity: count, discount: 1)
  let transitions = world.transitions.written(
    observation, .discrete([1]), Step(reward: 1, terminated: false), observation)
  for _ in 0..<count { buffer.add(transitions) }
  return buffer
}

/// The capacity of the arrays that a value stores.
private func storedBytes(_ value: some Any) -> Int {
  switch value {
  case let array as [Float]: return array.capacity * MemoryLayout<Float>.stride
  case let array as [Int32]: return array.capacity * MemoryLayout<Int32>.stride
  case let array as [UInt8]: return array.capacity * MemoryLayout<UInt8>.stride
  default:
    let parts = Mirror(reflecting: value).children
    if parts.isEmpty { return MemoryLayout.size(ofValue: value) }
    return parts.reduce(0) { $0 + storedBytes($1.value) }
  }
}

#if os(Linux)
  /// The memory that is the process's own: the system takes pages of files back when it likes.
  private func residentBytes() throws -> Int {
    let fields = try String(contentsOfFile: "/proc/self/statm", encoding: .utf8)
      .split(separator: " ")
    return try (#require(Int(fields[1])) - #require(Int(fields[2]))) * sysconf(Int32(_SC_PAGESIZE))
  }
#endif
