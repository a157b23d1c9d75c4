import Foundation
import RLRandom
import RLSupervised
import TestSupport
import Testing

/// Thousands of damaged files: each is read as what it says or refused with a message. None stops
/// the process, takes long or keeps memory.
///
/// `RLNET_MUTATIONS` asks for more of them. A failure says how it is repeated alone.
struct MutationTests {
  @Test func idxFilesAreReadOrRefused() async {
    let seed = freshSeed("damaged IDX files")
    await #expect(processExitsWith: .success) { [seed = seed as UInt64] in
      let whole = try Files.load().idx3.bytes
      try Campaign(
        seed: seed, tokens: [[0, 0, 8, 1], [0, 0, 8, 4], [0, 0, 0, 0]], leastRead: 300
      )
      .run(on: whole) { bytes in
        // Beside the file itself, the same as gzip whose checksum is right.
        for bytes in [bytes, gzip(bytes, level: 1)] {
          let array = try IDXArray(bytes, file: "data")
          try #require(array.elements.count == array.sizes.reduce(1, *))
        }
      }
    }
  }

  @Test func cifarFilesAreReadOrRefused() async {
    let seed = freshSeed("damaged CIFAR files")
    await #expect(processExitsWith: .success) { [seed = seed as UInt64] in
      let records = try [UInt8]([4]) + Files.load().pixels.bytes.prefix(3072)
      try Campaign(
        seed: seed, tokens: [records, Array(records.prefix(100)), [0x1f, 0x8b]], leastRead: 300
      ).run(on: records + records) { bytes in
        for bytes in [bytes, gzip(bytes, level: 1)] {
          let batch = try CIFARBatch(bytes, kind: .cifar10, file: "data")
          try #require(batch.pixels.count == 3072 * batch.labels.count)
          try #require(batch.labels.allSatisfy { 0..<10 ~= $0 })
        }
      }
    }
  }

  @Test func tablesAreReadOrRefused() async {
    let seed = freshSeed("damaged tables")
    await #expect(processExitsWith: .success) { [seed = seed as UInt64] in
      let tokens = [
        ",", ",,", "\n", "\r\n", "\"", "\"\"", "\"a,b\"", "-", "1e39", "nan", "inf", "0x1p3", ";",
        " ", "\t", "999999999", "65535", "65536", "9223372036854775808", "1e-400", "é", "\u{0}",
        String(repeating: "9", count: 4_000), String(repeating: "\"", count: 99),
      ].map { Array($0.utf8) }
      let whole = Array(
        "4,2,\"a\",b\n1.5,-2e1,1\n3,\"4\",0\r\n5,6,1\n\n7,8.25,0\n".utf8)
      let formats: [CSVFormat] = [
        CSVFormat(header: .counts), CSVFormat(header: .automatic), CSVFormat(header: .none),
        CSVFormat(separator: .blanks, target: .none), CSVFormat(target: .value(.number(1))),
        CSVFormat(header: .names, target: .label(.named("b"))),
      ]
      try Campaign(seed: seed, tokens: tokens, leastRead: 50).run(on: whole) { bytes in
        for format in formats.dropFirst() { _ = try? check(bytes, format) }
        try check(bytes, formats[0])
      }
    }
  }

  @Test func gzipFilesAreReadOrRefused() async {
    let seed = freshSeed("damaged gzip files")
    await #expect(processExitsWith: .success) { [seed = seed as UInt64] in
      let files = try Files.load()
      let tokens: [[UInt8]] = [
        [0x1f, 0x8b], [0x1f, 0x8b, 8, 4, 0, 0, 0, 0, 0, 3, 255, 255], [8, 8], files.idx3gz.bytes,
        Array(files.zeros.bytes.prefix(400)), [0, 0, 255, 255],
      ]
      try Campaign(seed: seed, tokens: tokens, leastRead: 0).run(on: files.idx3gz.bytes) { bytes in
        let array = try IDXArray(bytes, file: "data")
        // A gzip header's time and name may change without harm, what is in it may not.
        try #require(array.sizes == [5, 4, 3] && array.elements == files.images)
      }
    }
  }
}

private func check(_ bytes: [UInt8], _ format: CSVFormat) throws {
  let table = try CSVTable(bytes, format: format, file: "data")
  try #require(table.rowCount > 0)
  try #require(table.features.count == table.rowCount * table.featureCount)
  try #require(table.features.allSatisfy(\.isFinite) && table.values.allSatisfy(\.isFinite))
  try #require(table.labels.allSatisfy { table.classNames.indices ~= $0 })
  let targetCount = max(table.labels.count, table.values.count)
  try #require(targetCount == (format.target == .none ? 0 : table.rowCount))
}

/// A number of mutations of a file, in a process of its own.
private struct Campaign {
  let seed: UInt64
  let tokens: [[UInt8]]
  /// Of 3 000 files, at least how many must still be read, so that the campaign sees more than
  /// refusals.
  let leastRead: Int

  /// Reads damaged files with `read`, which checks what it read.
  func run(on whole: [UInt8], read: ([UInt8]) throws -> Void) throws {
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
      let bytes = Mutation.mutated(whole, tokens: tokens, seed: seed)
      let start = processorSeconds()
      do {
        do {
          try read(bytes)
          readCount += 1
        } catch DataError.malformed(let error) {
          try #require(error.file == "data" && !error.description.isEmpty)
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

/// A new seed in each run, so that many runs see much. `RLNET_TEST_SEED` repeats a run.
private func freshSeed(_ test: String) -> UInt64 {
  let given = ProcessInfo.processInfo.environment["RLNET_TEST_SEED"].flatMap { UInt64($0) }
  let seed = given ?? .random(in: 0...9_999_999)
  print("\(test): RLNET_TEST_SEED=\(seed)")
  return seed
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
