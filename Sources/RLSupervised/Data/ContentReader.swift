import RLFiles

/// Reads the content of a data file from its start, inflating it where it is gzip (RFC 1952; also
/// several streams in a row).
///
/// Memory is asked for only after a bound was checked: no input inflates to more than
/// ``greatestRatio`` times its size, and nothing longer than ``greatestCount`` is read.
struct ContentReader {
  /// How errors name the file.
  let file: String
  private let bytes: [UInt8]
  private var position = 0
  private let inflation: Inflation?
  /// Whether the gzip stream at `position` has not begun.
  private var isBetweenStreams = false

  /// Deflate's limit: 258 bytes for 2 bits.
  static let greatestRatio = 1032
  /// 2 GiB.
  static let greatestCount = 1 << 31
  /// 256 MiB: memory for more is asked for as bytes come, not because a header promises them.
  private static let greatestPiece = 1 << 28

  init(_ bytes: [UInt8], file: String) {
    self.file = file
    self.bytes = bytes
    inflation = bytes.starts(with: [0x1f, 0x8b]) ? Inflation() : nil
  }

  /// No more bytes than this can still come.
  var bound: Int {
    let rest = bytes.count - position
    // What zlib has read and not yet put out is less than 64 bytes.
    let most = inflation == nil ? rest : (rest + 64) * ContentReader.greatestRatio
    return min(most, ContentReader.greatestCount)
  }

  /// Fills `buffer`; returns a smaller count than the buffer's only where the content ends.
  mutating func read(into buffer: UnsafeMutableRawBufferPointer) throws(DataError) -> Int {
    guard let inflation else {
      let end = min(bytes.count, position + buffer.count)
      buffer.copyBytes(from: bytes[position..<end])
      defer { position = end }
      return end - position
    }
    var filled = 0
    while filled < buffer.count {
      if isBetweenStreams {
        if position == bytes.count { break }
        inflation.restart()
        isBetweenStreams = false
      }
      let result = bytes.withUnsafeBytes { bytes in
        inflation.step(
          UnsafeRawBufferPointer(rebasing: bytes[position...]),
          into: UnsafeMutableRawBufferPointer(rebasing: buffer[filled...]))
      }
      position += result.read
      filled += result.written
      switch result.outcome {
      case .underway: continue
      case .ended: isBetweenStreams = true
      case .cutShort:
        throw .malformed(
          file, "gzip", found: "its end after \(bytes.count) bytes",
          expected: "the rest of the stream",
          advice: "the file was cut short; download or write it again")
      case .damaged(let reason):
        throw .malformed(
          file, "gzip", found: "damage before byte \(position): \(reason)",
          expected: "a whole gzip stream")
      }
    }
    return filled
  }

  /// The next `count` bytes; `place` is how an error names what they are.
  mutating func next(_ count: Int, _ place: String) throws(DataError) -> [UInt8] {
    let bytes = try upTo(count)
    guard bytes.count == count else {
      throw .malformed(
        file, place, found: "the end after \(bytes.count) bytes", expected: "\(count) bytes",
        advice: "the file was cut short; download or write it again")
    }
    return bytes
  }

  /// The next `count` bytes, or fewer where the content ends.
  mutating func upTo(_ count: Int) throws(DataError) -> [UInt8] {
    let count = min(count, bound)
    var bytes = try piece(min(count, ContentReader.greatestPiece))
    while bytes.count < count {
      let more = try piece(min(count - bytes.count, ContentReader.greatestPiece))
      if more.isEmpty { break }
      bytes += more
    }
    return bytes
  }

  private mutating func piece(_ count: Int) throws(DataError) -> [UInt8] {
    var failure: DataError?
    let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
      let buffer = UnsafeMutableRawBufferPointer(start: buffer.baseAddress, count: count)
      do throws(DataError) {
        initialized = try read(into: buffer)
      } catch {
        failure = error
      }
    }
    if let failure { throw failure }
    return bytes
  }

  /// Checks that nothing follows. A gzip stream's checksum is checked on the way.
  mutating func expectEnd() throws(DataError) {
    let more = try upTo(1)
    guard more.isEmpty else {
      throw .malformed(
        file, "data", found: "more bytes after the last", expected: "the end of the file")
    }
  }

  /// All that follows.
  ///
  /// - Parameter limit: how many bytes there may be, inflated.
  mutating func rest(atMost limit: Int) throws(DataError) -> [UInt8] {
    // A gzip stream ends with its length, of which nothing is sure yet but mostly right.
    let expected =
      inflation == nil
      ? bound : bytes.suffix(4).reversed().reduce(0) { $0 << 8 | Int($1) }
    var content = try upTo(min(expected, limit))
    while true {
      let more = try upTo(min(1 << 20, limit + 1 - content.count))
      if more.isEmpty { return content }
      guard content.count + more.count <= limit else {
        throw .malformed(
          file, "data", found: "more than \(limit) bytes", expected: "at most so many",
          advice: "divide the file")
      }
      content += more
    }
  }
}
