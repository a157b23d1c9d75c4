import Foundation
import RLNet
import RLRandom
import Testing

/// Training keeps nothing: memory after 100 000 updates is that after 10 000.
struct MemoryTests {
  #if os(Linux)
    @Test func trainingDoesNotGrow() async {
      // In a process of its own, where no other test allocates.
      let result = await #expect(
        processExitsWith: .success, observing: [\.standardErrorContent]
      ) {
        var generator = PCG64(seed: 1)
        var network = Sequential(
          Linear(4, 32, using: &generator), ReLU(), Linear(32, 2, using: &generator))
        var adam = Adam(for: network)
        let x = Tensor.normal(shape: [8, 4], using: &generator)
        let target = Tensor.normal(shape: [8], using: &generator)
        let actions = (0..<8).map { _ in generator.integer(below: 2) }
        func train(_ updates: Int) {
          for _ in 0..<updates {
            let (_, gradient) = valueAndGradient(at: &network) {
              huberLoss($0(x).gather(actions), target)
            }
            adam.update(&network, along: gradient)
          }
        }
        train(10_000)
        let early = try residentBytes()
        train(90_000)
        let late = try residentBytes()
        if late > early + 1 << 20 {
          fatalError("\(early) bytes after 10 000 updates, \(late) after 100 000")
        }
      }
      if let result, result.exitStatus != .exitCode(EXIT_SUCCESS) {
        Issue.record("\(String(decoding: result.standardErrorContent, as: UTF8.self))")
      }
    }
  #endif
}

#if os(Linux)
  /// The memory that is the process's own: the system takes pages of files back when it likes.
  private func residentBytes() throws -> Int {
    let fields = try String(contentsOfFile: "/proc/self/statm", encoding: .utf8)
      .split(separator: " ")
    return try (#require(Int(fields[1])) - #require(Int(fields[2]))) * sysconf(Int32(_SC_PAGESIZE))
  }
#endif
