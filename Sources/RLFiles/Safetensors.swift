import RLState

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Named arrays of float32 numbers and text about them, as a safetensors file of weights holds them
/// (https://github.com/huggingface/safetensors): the length of a JSON header, the header, the data.
///
/// Writing is deterministic: the same arrays and metadata give the same bytes.
package struct Safetensors: Sendable {
  /// The arrays, in the order of their data; at most four axes each.
  package private(set) var entries: [StateEntry]
  /// The file's `__metadata__` but for the digest.
  package var metadata: [String: String]
  /// Whether the file carries its digest, as all files of this package do.
  package private(set) var hasDigest = true

  /// Two arrays of one name, or one named `__metadata__`, stop the program.
  package init(entries: [StateEntry], metadata: [String: String] = [:]) {
    SafetensorsHead.check(names: entries.map(\.name))
    self.entries = entries
    self.metadata = metadata
  }

  /// Reads the file at `place`.
  ///
  /// Throws `FileError` where the system cannot read it, and `SafetensorsError` where its content
  /// is not safetensors with Float32 tensors of at most four axes, is not that of the digest it
  /// carries, or, where one is required, carries none.
  package init(contentsOf place: FilePlace, requiringDigest: Bool = false) throws {
    try SafetensorsHeader.check(place, for: .weights)
    try self.init(
      readFile(place, atMost: FileLimit.whole), file: place.path, requiringDigest: requiringDigest)
  }

  /// Checks that the file at `place` is as long as its header says; little of it is read.
  ///
  /// - Throws: `FileError`, `SafetensorsError`.
  package static func checkSize(_ place: FilePlace) throws {
    // Weights with statistics of observations beside them have other types, too.
    try SafetensorsHeader.check(place, for: .state)
  }

  /// Reads the content of a file; `file` is how an error names it.
  package init(
    _ bytes: some ContiguousBytes, file: String, requiringDigest: Bool = false
  ) throws(SafetensorsError) {
    let result = bytes.withUnsafeBytes { bytes in
      Result { () throws(SafetensorsError) in
        try Safetensors(reading: bytes, requiringDigest: requiringDigest)
      }
    }
    do { self = try result.get() } catch { throw error.inFile(file) }
  }

  private init(
    reading file: UnsafeRawBufferPointer, requiringDigest: Bool
  ) throws(SafetensorsError) {
    let header = try SafetensorsHeader(of: file, for: .weights, requiringDigest: requiringDigest)
    entries = try StateEntry.entries(of: header, in: file)
    metadata = header.metadata
    hasDigest = header.digest != nil
  }

  /// The content of the file, which carries its SHA-256.
  package var bytes: [UInt8] {
    var head = SafetensorsHead(
      entries.map { ($0.name, .float32, $0.shape) }, metadata: metadata)
    var data: [UInt8] = []
    data.reserveCapacity(entries.reduce(0) { $0 + 4 * $1.values.count })
    for entry in entries { entry.values.forEachPiece { data += $0 } }
    var hash = SHA256()
    head.bytes.withUnsafeBytes { hash.update($0) }
    data.withUnsafeBytes { hash.update($0) }
    head.setDigest(hash.hexDigest)
    return head.bytes + data
  }
}

extension StateEntry {
  /// The arrays of a file.
  static func entries(
    of header: SafetensorsHeader, in file: UnsafeRawBufferPointer
  ) throws(SafetensorsError) -> [StateEntry] {
    var entries: [StateEntry] = []
    for entry in header.entries {
      let bytes = UnsafeRawBufferPointer(rebasing: file[entry.bytes])
      guard let values = StateArray(entry.type, bytes: bytes) else {
        throw SafetensorsError(
          field: quoted(entry.name), found: "a byte above 1 in an array of BOOL",
          expected: "0 or 1", advice: FileDigest.advice)
      }
      entries.append(StateEntry(name: entry.name, shape: entry.shape, values: values))
    }
    return entries
  }
}
