import RLState

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// The arrays of a state and text about them, in a safetensors file that carries its SHA-256
/// (`FileDigest`).
///
/// Safetensors allows no holes between arrays. So those of eight-byte numbers come first, then those
/// of four and of one, else in the order given: each begins at a multiple of its numbers' size. They
/// are read in the order of the file, and a state finds its arrays by their names. The same arrays
/// and metadata give the same bytes, also those that were read from a file.
package enum StateFile {
  /// Replaces or creates the file at `place`, as `writeDurably`, without a copy of the arrays.
  ///
  /// - Parameters:
  ///   - entries: arrays of at most eight axes, each as many numbers as its shape says, of names
  ///     that are all different; else the program stops.
  ///   - metadata: text to keep beside them. A key `sha256` stops the program.
  package static func write(
    _ entries: [StateEntry], metadata: [String: String] = [:], to place: FilePlace
  ) throws(FileError) {
    let (head, arrays) = prepared(entries, metadata)
    try writeDurably(to: place) { file throws(FileError) in
      try file.write(head.bytes)
      for array in arrays {
        try array.values.forEachPiece { piece throws(FileError) in try file.write(piece) }
      }
    }
  }

  /// The content of the file that `write` makes.
  package static func bytes(
    _ entries: [StateEntry], metadata: [String: String] = [:]
  ) -> [UInt8] {
    let (head, arrays) = prepared(entries, metadata)
    var bytes = head.bytes
    for array in arrays { array.values.forEachPiece { bytes += $0 } }
    return bytes
  }

  /// The head with the digest of all, and the arrays in the order of the file.
  private static func prepared(
    _ entries: [StateEntry], _ metadata: [String: String]
  ) -> (head: SafetensorsHead, arrays: [StateEntry]) {
    SafetensorsHead.check(names: entries.map(\.name))
    let arrays = inFileOrder(entries.map { (entry: $0, type: fileType(of: $0)) })
    var head = SafetensorsHead(
      arrays.map { ($0.entry.name, $0.type, $0.entry.shape) }, metadata: metadata)
    var hash = SHA256()
    head.bytes.withUnsafeBytes { hash.update($0) }
    for (entry, _) in arrays { entry.values.forEachPiece { hash.update($0) } }
    head.setDigest(hash.hexDigest)
    return (head, arrays.map(\.entry))
  }

  /// The arrays, in the order of the file, and the text.
  ///
  /// Throws `FileError` where the system cannot read the file, and `SafetensorsError` where it does
  /// not hold arrays of a state or is not that of the digest it carries.
  package static func read(
    _ place: FilePlace
  ) throws -> (entries: [StateEntry], metadata: [String: String]) {
    try SafetensorsHeader.check(place, for: .state)
    return try read(readFile(place, atMost: FileLimit.whole), file: place.path)
  }

  /// Reads the content of a file; `file` is how an error names it.
  package static func read(
    _ bytes: some ContiguousBytes, file: String
  ) throws(SafetensorsError) -> (entries: [StateEntry], metadata: [String: String]) {
    let result = bytes.withUnsafeBytes { bytes in
      Result { () throws(SafetensorsError) in try read(bytes) }
    }
    do { return try result.get() } catch { throw error.inFile(file) }
  }

  private static func read(
    _ file: UnsafeRawBufferPointer
  ) throws(SafetensorsError) -> (entries: [StateEntry], metadata: [String: String]) {
    let header = try SafetensorsHeader(of: file, for: .state, requiringDigest: true)
    let entries = try StateEntry.entries(of: header, in: file)
    return (entries, header.metadata)
  }

  /// The greatest numbers first; arrays of one size as they were.
  private static func inFileOrder(
    _ arrays: [(entry: StateEntry, type: SafetensorsType)]
  ) -> [(entry: StateEntry, type: SafetensorsType)] {
    [8, 4, 1].flatMap { size in arrays.filter { $0.type.size == size } }
  }

  /// The type of the numbers; stops the program where the file could not be read again.
  private static func fileType(of entry: StateEntry) -> SafetensorsType {
    guard let type = SafetensorsType(rawValue: entry.values.type) else {
      fatalError("state files do not know the type \(entry.values.type)")
    }
    guard entry.shape.count <= SafetensorsContent.state.greatestRank else {
      fatalError("\(entry.name) has the shape \(entry.shape) of more than eight axes")
    }
    guard entry.shape.allSatisfy({ $0 >= 0 }), entry.shape.reduce(1, *) == entry.values.count else {
      fatalError(
        "\(entry.name) has \(entry.values.count) numbers, which do not make the shape "
          + "\(entry.shape)")
    }
    return type
  }
}
