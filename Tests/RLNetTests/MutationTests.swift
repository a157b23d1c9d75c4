import Foundation
import RLFiles
import RLNet
import RLRandom
import RLState
import TestSupport
import Testing

/// Thousands of damaged files: those that carry their SHA-256 load unchanged or are refused, those
/// of others are a valid file or a message. None stops the process, takes long or keeps memory.
///
/// `RLNET_MUTATIONS` asks for more of them. A failure says how it is repeated alone.
struct MutationTests {
  @Test func weightsLoadUnchangedOrAreRefused() async {
    let seed = Seeds.fresh("damaged weights")
    await #expect(processExitsWith: .success) { [seed = seed as UInt64] in
      let whole = weights().bytes
      try Campaign(seed: seed).run(on: whole, leastRead: 0) { bytes in
        _ = try Safetensors(bytes, file: "weights", requiringDigest: true)
        try #require(bytes == whole, "it was loaded")
      }
    }
  }

  @Test func statesLoadUnchangedOrAreRefused() async {
    let seed = Seeds.fresh("damaged states")
    await #expect(processExitsWith: .success) { [seed = seed as UInt64] in
      let fixture = Fixture.folder().appending(path: "state.safetensors")
      let whole = Array(try Data(contentsOf: fixture))
      try Campaign(seed: seed).run(on: whole, leastRead: 0) { bytes in
        _ = try StateFile.read(bytes, file: "weights")
        try #require(bytes == whole, "it was loaded")
      }
    }
  }

  /// A state whose digest was made to fit again: what is read is what the file says.
  @Test func forgedStatesAreReadOrRefused() async {
    let seed = Seeds.fresh("forged states")
    await #expect(processExitsWith: .success) { [seed = seed as UInt64] in
      let fixture = Fixture.folder().appending(path: "state.safetensors")
      let whole = Array(try Data(contentsOf: fixture))
      try Campaign(seed: seed).run(on: whole, leastRead: 100) { bytes in
        let bytes = FileBytes.sealed(bytes)
        let state = try StateFile.read(bytes, file: "weights")
        for entry in state.entries {
          try #require(entry.values.count == entry.shape.reduce(1, *))
        }
        let size = state.entries.reduce(0) { $0 + bytesIn($1.values) }
        let header = try #require(FileBytes.headerLength(of: bytes))
        try #require(8 + header + size == bytes.count)
      }
    }
  }

  @Test func weightsOfOthersAreReadOrRefused() async {
    let seed = Seeds.fresh("damaged weights of others")
    await #expect(processExitsWith: .success) { [seed = seed as UInt64] in
      let whole = try #require(FileBytes.withoutDigest(weights().bytes))
      try Campaign(seed: seed).run(on: whole, leastRead: 100) { bytes in
        let file = try Safetensors(bytes, file: "weights")
        let header = try #require(FileBytes.headerLength(of: bytes))
        let size = file.tensors.reduce(0) { $0 + 4 * $1.tensor.count }
        try #require(8 + header + size == bytes.count)
        // What was read can be written and read again.
        let again = try Safetensors(
          Safetensors(file.tensors, metadata: file.metadata).bytes, file: "weights")
        try #require(again.tensors.map(\.name) == file.tensors.map(\.name))
        try #require(again.tensors.map(\.tensor.shape) == file.tensors.map(\.tensor.shape))
        try #require(
          zip(again.tensors, file.tensors).allSatisfy {
            sameBits($0.tensor.elements, $1.tensor.elements)
          })
        try #require(again.metadata == file.metadata)
      }
    }
  }
}

/// A number of mutations of a file, in a process of its own.
private struct Campaign {
  let seed: UInt64

  /// - Parameters:
  ///   - leastRead: of 3 000 files, at least how many must still be read, so that the campaign sees
  ///     more than refusals.
  ///   - read: reads the file and checks what was read.
  func run(on whole: [UInt8], leastRead: Int, read: ([UInt8]) throws -> Void) throws {
    try read(whole)
    let given = ProcessInfo.processInfo.environment["RLNET_MUTATIONS"].flatMap { Int($0) }
    let count = given ?? 3_000
    let readCount = try damage(whole, count, read)
    // The same files again need no more memory.
    let early = try residentBytes()
    try damage(whole, count, read)
    let growth = try residentBytes() - early
    guard count >= 3_000 else { return }
    #expect(readCount >= leastRead && count - readCount >= 1_000, "\(readCount) were read")
    #expect(growth < 1 << 20, "memory grew by \(growth) bytes")
  }

  /// How many of the damaged files were read; the others were refused.
  @discardableResult
  private func damage(
    _ whole: [UInt8], _ count: Int, _ read: ([UInt8]) throws -> Void
  ) throws -> Int {
    var readCount = 0
    for i in 0..<count {
      // The first file of the seed that is this much higher.
      let seed = seed &+ UInt64(i)
      let bytes = FileMutation.mutated(whole, seed: seed)
      let start = processorSeconds()
      do {
        do {
          try read(bytes)
          readCount += 1
        } catch let error as SafetensorsError {
          try #require(error.file == "weights" && !error.description.isEmpty)
        }
        try #require(processorSeconds() - start < 5, "it took too long")
      } catch {
        Issue.record("RLNET_TEST_SEED=\(seed) RLNET_MUTATIONS=1 gives this again: \(error)")
        throw error
      }
    }
    return readCount
  }
}

#if os(Linux)
  /// The memory that is the process's own: the system takes pages of files back when it likes.
  private func residentBytes() throws -> Int {
    let fields = try String(contentsOfFile: "/proc/self/statm", encoding: .utf8)
      .split(separator: " ")
    return try (#require(Int(fields[1])) - #require(Int(fields[2]))) * sysconf(Int32(_SC_PAGESIZE))
  }
#else
  private func residentBytes() throws -> Int { 0 }
#endif

private func weights() -> Safetensors {
  var generator = PCG64(seed: 1)
  return Safetensors(
    [
      ("0.weight", .normal(shape: [3, 4], using: &generator)), ("0.bias", .ones([4])),
      ("none", .zeros([0, 2])), ("number", Tensor(1)),
    ], metadata: ["note": "a \"quoted\" é"])
}

private func bytesIn(_ values: StateArray) -> Int {
  switch values {
  case .float64, .int64, .uint64: 8 * values.count
  case .float32, .int32: 4 * values.count
  case .uint8, .bool: values.count
  }
}
