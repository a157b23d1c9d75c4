import Agents
import Environments
import Foundation
import RLNet
import RLRandom
import TestSupport
import Testing

/// Exact returns and evaluations whose memory does not grow as it need not.
@Suite struct LargeMapTests {
  /// States by their numbers get the same bits as by their one-hot features.
  @Test func oneHotRowsNeedNotBeMade() throws {
    var generator = PCG64(seed: Seeds.fresh("oneHotRowsNeedNotBeMade"))
    for _ in 0..<20 {
      let states = 1 + generator.integer(below: 1_200)
      let hidden = 1 + generator.integer(below: 40)
      let network = Sequential(
        Linear(states, hidden, using: &generator), Tanh(), Linear(hidden, 3, using: &generator))
      let places = (0..<17).map { _ in generator.integer(below: states) }
      let space = AnySpace.discrete(Discrete(states))
      let features = space.features(of: .integers(places.map(Int32.init)), rows: places.indices)
      let short = try #require(network.outputs(oneHot: places))
      #expect(short.elements.map(\.bitPattern) == network(features).elements.map(\.bitPattern))
    }
  }

  #if os(Linux)
    /// A million states: with one-hot rows at once they would take four terabytes.
    @Test func theExactReturnOfALargeMapTakesLittleMemory() async {
      await #expect(processExitsWith: .success) {
        let size = 1_000
        let row = String(repeating: ".", count: size - 1)
        let rows =
          ["S" + row] + Array(repeating: "." + row, count: size - 2) + [row + "G"]
        let map = try GridWorldMap(text: rows.joined(separator: "\n") + "\n")
        let world = try World(TimeLimit(GridWorld(map: map), limit: 50))
        var generator = PCG64(seed: 1)
        let policy = ValuePolicy(
          Sequential(
            Linear(size * size, 4, using: &generator), ReLU(), Linear(4, 4, using: &generator)))
        let before = try peakBytes()
        let value = try #require(exactReturn(of: policy, in: world))
        #expect(value.isFinite)
        let growth = try peakBytes() - before
        try #require(growth <= 200_000_000, "\(growth) bytes")
      }
    }

    /// What is kept of an episode is its return.
    @Test func manyEpisodesTakeLittleMemory() async {
      await #expect(processExitsWith: .success) {
        let world = try World(Bandit(rewards: [1, 0]))
        var generator = PCG64(seed: 1)
        let policy = ValuePolicy(Sequential(Linear(1, 2, using: &generator)))
        var sequence = SeedSequence(1)
        _ = evaluate(policy, in: world, episodes: 100, sequence: &sequence)
        let before = try peakBytes()
        let evaluation = evaluate(policy, in: world, episodes: 1_000_000, sequence: &sequence)
        #expect(evaluation.returns.count == 1_000_000)
        let growth = try peakBytes() - before
        try #require(growth <= 60_000_000, "\(growth) bytes")
      }
    }
  #endif
}

#if os(Linux)
  /// The most memory that this process has had.
  private func peakBytes() throws -> Int {
    let status = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
    let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
    return try #require(line.flatMap { Int($0.filter(\.isNumber)) }) * 1024
  }
#endif
