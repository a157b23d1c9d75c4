/// The header of a safetensors file: what its data are.
struct SafetensorsHeader {
  struct Entry {
    let name: String
    let type: SafetensorsType
    /// At most as many sizes as the content may have; the number of bytes is an Int.
    let shape: [Int]
    /// The tensor's bytes, counted from the beginning of the file.
    let bytes: Range<Int>
  }

  static let metadataKey = "__metadata__"
  /// Beyond this size of a header, the reference implementation refuses a file.
  static let greatestSize = 100_000_000
  /// The header comes after its length.
  private static let start = 8

  /// In the order of the data, which they fill without holes and overlaps; empty tensors of one
  /// place by name.
  private(set) var entries: [Entry] = []
  /// The file's `__metadata__` but for the digest.
  private(set) var metadata: [String: String] = [:]
  /// The digest that the file carries.
  private(set) var digest: FileDigest?

  /// Reads the header of a file and checks that the file is as it says.
  ///
  /// - Parameters:
  ///   - file: the whole file.
  ///   - content: what the file is to hold.
  ///   - requiringDigest: whether a file without a digest is refused.
  init(
    of file: UnsafeRawBufferPointer, for content: SafetensorsContent, requiringDigest: Bool
  ) throws(SafetensorsError) {
    try self.init(head: file, ofFileOf: file.count, for: content)
    if let digest {
      try digest.check(file)
    } else if requiringDigest {
      throw SafetensorsError(
        field: FileDigest.field, found: "nothing",
        expected: "the file's SHA-256, which is written with it", advice: FileDigest.advice)
    }
  }

  /// Reads the header of a file and checks that the file is as long as it says.
  ///
  /// - Parameters:
  ///   - head: the first bytes of the file, those of the header among them.
  ///   - byteCount: how many bytes the file has.
  ///   - content: what the file is to hold.
  private init(
    head: UnsafeRawBufferPointer, ofFileOf byteCount: Int, for content: SafetensorsContent
  ) throws(SafetensorsError) {
    let end = try SafetensorsHeader.end(in: head, ofFileOf: byteCount)
    try read(head, end: end, content)
    try checkOffsets(from: end, to: byteCount)
  }

  /// Checks that a file is as long as its header says, before memory for all of it is asked for.
  ///
  /// - Throws: `FileError`, `SafetensorsError`.
  static func check(_ place: FilePlace, for content: SafetensorsContent) throws {
    let file = try OpenFile(place, atMost: FileLimit.whole)
    var head = try file.prefix(start)
    do {
      let end = try head.withUnsafeBytes { try Self.end(in: $0, ofFileOf: file.byteCount) }
      head += try file.prefix(end - start)
      // It grew shorter meanwhile, which whoever reads it will find.
      guard head.count == end else { return }
      _ = try head.withUnsafeBytes {
        try SafetensorsHeader(head: $0, ofFileOf: file.byteCount, for: content)
      }
    } catch let error as SafetensorsError {
      throw error.inFile(place.path)
    }
  }

  /// Where the header ends.
  ///
  /// - Parameters:
  ///   - head: the first bytes of the file, as many as there are of the header's length.
  ///   - byteCount: how many bytes the file has.
  private static func end(
    in head: UnsafeRawBufferPointer, ofFileOf byteCount: Int
  ) throws(SafetensorsError) -> Int {
    guard head.count >= start else {
      throw SafetensorsError(
        field: "header length", found: "\(head.count) bytes", expected: "\(start) bytes")
    }
    let length = UInt64(littleEndian: head.loadUnaligned(as: UInt64.self))
    guard length <= UInt64(greatestSize) else {
      throw SafetensorsError(
        field: "header length", found: "\(length)", expected: "at most \(greatestSize)")
    }
    guard Int(length) <= byteCount - start else {
      throw SafetensorsError(
        field: "header length", found: "\(length)",
        expected: "at most the \(byteCount - start) bytes that follow",
        advice: "the file was cut short or is of another format; copy or download it again")
    }
    return start + Int(length)
  }

  private mutating func read(
    _ file: UnsafeRawBufferPointer, end: Int, _ content: SafetensorsContent
  ) throws(SafetensorsError) {
    let text = UnsafeRawBufferPointer(rebasing: file[SafetensorsHeader.start..<end])
    var scanner = JSONScanner(text)
    var names: Set<String> = []
    try scanner.object { name, scanner throws(SafetensorsError) in
      guard names.insert(name).inserted else {
        throw SafetensorsError(
          field: "header", found: "two members named \(quoted(name))", expected: "each name once")
      }
      if name == SafetensorsHeader.metadataKey {
        try readMetadata(file, &scanner)
      } else {
        entries.append(try SafetensorsHeader.entry(name, &scanner, content, dataStart: end))
      }
    }
    try scanner.end()
    entries.sort {
      ($0.bytes.lowerBound, $0.bytes.upperBound, $0.name)
        < ($1.bytes.lowerBound, $1.bytes.upperBound, $1.name)
    }
  }

  private mutating func readMetadata(
    _ file: UnsafeRawBufferPointer, _ scanner: inout JSONScanner
  ) throws(SafetensorsError) {
    try scanner.object { key, scanner throws(SafetensorsError) in
      let text = try scanner.string()
      let isNew: Bool
      if key == FileDigest.key {
        isNew = digest == nil
        // The scanner is behind the closing quotation mark.
        let end = SafetensorsHeader.start + scanner.position - 1
        digest = try FileDigest(text, in: file, end: end)
      } else {
        isNew = metadata.updateValue(text, forKey: key) == nil
      }
      guard isNew else {
        throw SafetensorsError(
          field: SafetensorsHeader.metadataKey, found: "two values of \(quoted(key))",
          expected: "each key once")
      }
    }
  }

  private static func entry(
    _ name: String, _ scanner: inout JSONScanner, _ content: SafetensorsContent, dataStart: Int
  ) throws(SafetensorsError) -> Entry {
    var type: String?
    var sizes: [Int]?
    var offsets: [Int]?
    try scanner.object { key, scanner throws(SafetensorsError) in
      let isNew: Bool
      switch key {
      case "dtype":
        isNew = type == nil
        type = try scanner.string()
      case "shape":
        isNew = sizes == nil
        sizes = try scanner.wholeNumbers(
          atMost: content.greatestRank, field: "\(quoted(name)) shape")
      case "data_offsets":
        isNew = offsets == nil
        offsets = try scanner.wholeNumbers(atMost: 2, field: "\(quoted(name)) data_offsets")
      default:
        throw SafetensorsError(
          field: quoted(name), found: "a field \(quoted(key))",
          expected: "dtype, shape and data_offsets")
      }
      guard isNew else {
        throw SafetensorsError(
          field: quoted(name), found: "\(key) twice", expected: "\(key) once")
      }
    }
    guard let type, let sizes, let offsets else {
      let missing = type == nil ? "dtype" : sizes == nil ? "shape" : "data_offsets"
      throw SafetensorsError(
        field: quoted(name), found: "no \(missing)", expected: "dtype, shape and data_offsets")
    }
    guard let known = content.types.first(where: { $0.rawValue == type }) else {
      throw SafetensorsError(
        field: "\(quoted(name)) dtype", found: type,
        expected: content.types.map(\.rawValue).joined(separator: ", "),
        advice: content.typeAdvice)
    }
    return try entry(name, known, sizes, offsets, dataStart: dataStart)
  }

  private static func entry(
    _ name: String, _ type: SafetensorsType, _ sizes: [Int], _ offsets: [Int], dataStart: Int
  ) throws(SafetensorsError) -> Entry {
    // Also of an empty tensor, whose other sizes could overflow where they are multiplied alone.
    var product = type.size
    for size in sizes where size > 0 {
      let (next, overflow) = product.multipliedReportingOverflow(by: size)
      guard !overflow else {
        throw SafetensorsError(
          field: "\(quoted(name)) shape", found: "\(sizes)",
          expected: "a number of bytes below 2⁶³")
      }
      product = next
    }
    let count = sizes.contains(0) ? 0 : product
    guard offsets.count == 2, offsets[0] <= offsets[1] else {
      throw SafetensorsError(
        field: "\(quoted(name)) data_offsets", found: "\(offsets)",
        expected: "a begin and an end that is not before it")
    }
    guard offsets[1] - offsets[0] == count else {
      throw SafetensorsError(
        field: "\(quoted(name)) data_offsets",
        found: "\(offsets), \(offsets[1] - offsets[0]) bytes",
        expected: "\(count) bytes for the shape \(sizes)")
    }
    guard offsets[1] <= Int.max - dataStart else {
      throw SafetensorsError(
        field: "\(quoted(name)) data_offsets", found: "\(offsets)",
        expected: "places in a file of less than 2⁶³ bytes")
    }
    return Entry(
      name: name, type: type, shape: sizes,
      bytes: dataStart + offsets[0]..<dataStart + offsets[1])
  }

  /// Checks that the tensors fill the data without holes and overlaps.
  private func checkOffsets(from start: Int, to fileEnd: Int) throws(SafetensorsError) {
    var end = start
    for entry in entries {
      guard entry.bytes.lowerBound == end else {
        throw SafetensorsError(
          field: "\(quoted(entry.name)) data_offsets",
          found: "begin \(entry.bytes.lowerBound - start)",
          expected: "\(end - start), where the tensor before it ends")
      }
      end = entry.bytes.upperBound
    }
    guard end == fileEnd else {
      throw SafetensorsError(
        field: "data", found: "\(fileEnd - start) bytes",
        expected: "\(end - start) bytes as the header says",
        advice: fileEnd < end
          ? "the file was cut short; copy or download it again"
          : "something was appended to the file; write or download it again")
    }
  }
}

/// A name as messages show it.
func quoted(_ name: String) -> String { "\"\(name)\"" }
