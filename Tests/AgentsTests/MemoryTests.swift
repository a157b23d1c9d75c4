import Agents
import Environments
import Foundation
import RLRandom
import Testing

/// What replay and training occupy.
@Suite struct MemoryTests {
  /// 100 000 transitions of CartPole need 8 floats, an action, a reward and a flag each: 4.1 MB.
  @Test func replayOfCartPoleIsSmallByLayout() {
    let buffer = filledBuffer(of: .box(CartPole().observationSpace), 100_000)
    #expect(storedBytes(buffer) >= 3_300_000)
    #expect(storedBytes(buffer) <= 6_000_000)
  }

  /// A discrete observation is one number, however many values it can have.
  @Test func replayOfDiscreteObservationsIsSmallByLayout() {
    let buffer = filledBuffer(of: .discrete(Discrete(500)), 100_000)
    #expect(storedBytes(buffer) <= 2_000_000)
  }

  #if os(Linux)
    /// In a process of its own, since other tests allocate meanwhile.
    @Test func replayOfCartPoleIsSmallInMemory() async {
      await #expect(processExitsWith: .success) {
        let before = try residentBytes()
        let buffer = filledBuffer(of: .box(CartPole().observationSpace), 100_000)
        let growth = try residentBytes() - before
        withExtendedLifetime(buffer) {}
        try #require(growth >= 3_300_000, "the measurement fails: \(growth) bytes")
        try #require(growth <= 6_000_000)
      }
    }

    @Test func trainingDoesNotGrow() async {
      await #expect(processExitsWith: .success) {
        var configuration = DQN.Configuration()
        configuration.hidden = [8]
        configuration.batchSize = 8
        configuration.bufferSize = 5_000
        configuration.learningStarts = 0
        var agent = try DQN(TimeLimit(Glider(), limit: 20), configuration, seed: 1)
        while agent.counters.updates < 10_000 { agent.advance { _ in } }
        let early = try residentBytes()
        while agent.counters.updates < 100_000 { agent.advance { _ in } }
        let growth = try residentBytes() - early
        // A leak of 12 bytes an update would be more; the allocator's own pages are less.
        try #require(growth <= 1_000_000, "training grew by \(growth) bytes")
      }
    }
  #endif
}

private func filledBuffer(of space: AnySpace, _ count: Int) -> ReplayBuffer {
  var buffer = ReplayBuffer(of: space, capacity: count)
  let observation = Array(repeating: Float(1), count: space.count)
  for _ in 0..<count {
    buffer.add(observation.span, action: 1, reward: 1, observation.span, terminated: false)
  }
  return buffer
}

/// The capacity of the arrays that a value stores.
private func storedBytes(_ value: some Any) -> Int {
  Mirror(reflecting: value).children.reduce(0) { sum, child in
    switch child.value {
    case let array as [Float]: sum + array.capacity * MemoryLayout<Float>.stride
    case let array as [Int32]: sum + array.capacity * MemoryLayout<Int32>.stride
    case let array as [Bool]: sum + array.capacity * MemoryLayout<Bool>.stride
    default: sum + MemoryLayout.size(ofValue: child.value)
    }
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
