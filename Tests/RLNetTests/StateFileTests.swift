import Foundation
import RLFiles
import RLNet
import RLState
import TestSupport
import Testing

/// Files of states: the bytes are those that Fixtures/make_state.py makes and the safetensors
/// package opens.
struct StateFileTests {
  private static let metadata = ["run": "quotes \" and \\, é, 𝛾", "step": "12"]

  private static let entries = [
    StateEntry(name: "bytes", shape: [3], values: .uint8([0, 1, 255])),
    StateEntry(
      name: "floats", shape: [1, 3], values: .float32([-0.0, .infinity, .leastNonzeroMagnitude])),
    StateEntry(name: "counter", shape: [], values: .int64([.min])),
    StateEntry(name: "none", shape: [0, 3], values: .float64([])),
    StateEntry(name: "flags", shape: [5], values: .bool([true, false, true, true, false])),
    StateEntry(name: "whole", shape: [3, 1], values: .int32([.min, .max, 7])),
    StateEntry(name: "wörds \"x\"", shape: [2], values: .uint64([0, .max])),
    StateEntry(
      name: "doubles", shape: [3], values: .float64([.pi, -.infinity, .leastNonzeroMagnitude])),
    StateEntry(name: "axes", shape: [1, 2, 1, 3, 1], values: .uint8([0, 1, 2, 3, 4, 5])),
    StateEntry(name: "empty", shape: [0], values: .bool([])),
  ]

  private static func fixture() throws -> [UInt8] {
    Array(try Data(contentsOf: Fixture.folder().appending(path: "state.safetensors")))
  }

  private func temporaryPath() -> String {
    FileManager.default.temporaryDirectory.appending(path: "RLNetTests-\(UUID().uuidString)").path
  }

  @Test func bytesAreThoseOfTheFormat() throws {
    let path = temporaryPath()
    defer { try? FileManager.default.removeItem(atPath: path) }
    try StateFile.write(Self.entries, metadata: Self.metadata, to: FilePlace(path))
    #expect(try Array(Data(contentsOf: URL(filePath: path))) == Self.fixture())
  }

  @Test func whatIsWrittenIsReadBack() throws {
    let path = temporaryPath()
    defer { try? FileManager.default.removeItem(atPath: path) }
    try Data(Self.fixture()).write(to: URL(filePath: path))
    let (entries, metadata) = try StateFile.read(FilePlace(path))
    #expect(metadata == Self.metadata)
    #expect(
      entries.map(\.name) == [
        "counter", "none", "wörds \"x\"", "doubles", "floats", "whole", "bytes", "flags", "axes",
        "empty",
      ])
    for entry in Self.entries { #expect(entries.contains(entry), "\(entry.name)") }
    if case .float32(let floats) = entries[4].values { #expect(floats[0].sign == .minus) }

    // Written again, it is the same file.
    try StateFile.write(entries, metadata: metadata, to: FilePlace(path))
    #expect(try Array(Data(contentsOf: URL(filePath: path))) == Self.fixture())
  }

  /// Arrays that are written in more than one piece.
  @Test func largeArraysAreReadBack() throws {
    let path = temporaryPath()
    defer { try? FileManager.default.removeItem(atPath: path) }
    for count in [8_191, 8_192, 8_193, 20_000] {
      let entries = [
        StateEntry(name: "d", shape: [count], values: .float64((0..<count).map { Double($0) / 3 })),
        StateEntry(name: "i", shape: [count], values: .int32((0..<count).map { Int32($0 - 99) })),
        StateEntry(name: "b", shape: [count], values: .bool((0..<count).map { $0 % 3 == 0 })),
      ]
      try StateFile.write(entries, to: FilePlace(path))
      let (found, metadata) = try StateFile.read(FilePlace(path))
      #expect(found == entries && metadata.isEmpty)
      let bytes = Array(try Data(contentsOf: URL(filePath: path)))
      #expect(FileBytes.sealed(bytes) == bytes)
    }
  }

  /// Damages whose digest fits, so that the rest has to be looked at.
  @Test(
    arguments: [
      (#""dtype":"U64""#, #""dtype":"F16""#, "dtype: found F16, expected F64, I64, U64, F32, I32"),
      (#""dtype":"U64""#, #""dtype":"F32""#, "data_offsets: found [8, 24], 16 bytes, expected 8"),
      (
        "[1,2,1,3,1]", "[1,1,1,1,1,1,1,6,1]", "shape: found more than 8 numbers, expected at most 8"
      ),
      ("[1,2,1,3,1]", "[1152921504606846976,8]", "expected a number of bytes below 2⁶³"),
      ("[80,86]", "[9223372036854775801,9223372036854775807]", "expected places in a file of less"),
      ("[75,80]", "[80,85]", "data_offsets: found begin 80, expected 75, where the tensor before"),
      ("[75,80],\"dtype\":\"BOOL\"", "[75,80],\"dtype\":\"U8\"", nil),
      ("[72,75],\"dtype\":\"U8\"", "[72,75],\"dtype\":\"BOOL\"", "\"bytes\": found a byte above 1"),
      ("\"sha256\":", "\"sha265\":", "__metadata__.sha256: found nothing, expected the file's"),
    ] as [(String, String, String?)])
  func damagesAreTold(old: String, new: String, message: String?) throws {
    let whole = try Self.fixture()
    let length = try #require(FileBytes.headerLength(of: whole))
    let header = String(decoding: whole[8..<8 + length], as: UTF8.self)
    #expect(header.contains(old))
    let bytes = FileBytes.sealed(
      FileBytes.file(header.replacing(old, with: new).utf8, Array(whole[(8 + length)...])))
    do {
      _ = try StateFile.read(bytes, file: "state")
      #expect(message == nil)
    } catch {
      let text = error.description
      #expect(text.hasPrefix("state: ") && message.map { text.contains($0) } == true, "\(text)")
    }
  }

  /// Every bit is covered.
  @Test func everyFlippedBitIsRefused() throws {
    let whole = try Self.fixture()
    for place in 0..<8 * whole.count {
      var bytes = whole
      bytes[place / 8] ^= 1 << UInt8(place % 8)
      #expect(throws: SafetensorsError.self, "bit \(place)") {
        try StateFile.read(bytes, file: "state")
      }
    }
  }

  @Test func aFolderThatIsNotThereIsTold() {
    let path = temporaryPath()
    let error = #expect(throws: FileError.self) {
      try StateFile.write(Self.entries, to: FilePlace("\(path)/state"))
    }
    #expect(error?.action == "create" && error?.code == ENOENT)
    #expect(throws: FileError.self) { try StateFile.read(FilePlace(path)) }
  }

  @Test func whatCannotBeReadAgainStops() async {
    expectStop(
      saying: "a has 1 numbers, which do not make the shape [2]",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        try StateFile.write(
          [StateEntry(name: "a", shape: [2], values: .bool([true]))],
          to: FilePlace("/nowhere/state"))
      })
    expectStop(
      saying: "a has the shape [1, 1, 1, 1, 1, 1, 1, 1, 1] of more than eight axes",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        let shape = Array(repeating: 1, count: 9)
        try StateFile.write(
          [StateEntry(name: "a", shape: shape, values: .bool([true]))],
          to: FilePlace("/nowhere/state"))
      })
    expectStop(
      saying: "a file cannot hold two tensors named \"a\"",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        let entry = StateEntry(name: "a", shape: [], values: .bool([true]))
        try StateFile.write([entry, entry], to: FilePlace("/nowhere/state"))
      })
  }
}
