#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// How many bytes a file of each kind may have.
package enum FileLimit {
  /// A configuration, a receipt, a result and other small text.
  package static let text = 16 << 20
  /// A file of a run's record.
  package static let record = 4 << 30
  /// The text of a map.
  package static let map = 256 << 10
  /// Weights, checkpoints, data: all that is read as a whole.
  package static let whole = 16 << 30
}

/// The bytes of the regular file at `place`. What is none, such as a pipe, which might never end, is
/// refused at once, and what is too large before memory is asked for.
///
/// - Parameters:
///   - place: of the file.
///   - limit: how many bytes it may have.
/// - Throws: `FileError`.
package func readFile(_ place: FilePlace, atMost limit: Int) throws(FileError) -> Data {
  let file = try OpenFile(place, atMost: limit)
  var bytes = try Memory(file.byteCount + 1, place)
  while true {
    let count = try file.read(into: bytes.room)
    if count == 0 { return bytes.data }
    bytes.count += count
    guard bytes.count <= limit else { throw FileError(tooLarge: place, limit) }
    // Some files of the system have no size, and others grow meanwhile.
    if bytes.count == bytes.capacity { try bytes.grow(place) }
  }
}

/// The bytes of the regular file at a path that somebody named.
package func readFile(
  _ path: String, atMost limit: Int = FileLimit.whole
) throws(FileError) -> Data {
  try readFile(FilePlace(path), atMost: limit)
}

/// The first bytes of the regular file at `place`, fewer where it has fewer.
///
/// - Throws: `FileError`.
package func firstBytes(_ count: Int, of place: FilePlace) throws(FileError) -> [UInt8] {
  let file = try OpenFile(place, atMost: .max)
  // Memory is asked for as the file is long; some of the system have no size.
  return try file.prefix(min(count, max(file.byteCount, 1 << 16)))
}

/// Shows a file piece by piece, as long as `body` wants to see more.
///
/// - Throws: `FileError`.
package func forEachPiece(
  of place: FilePlace, atMost limit: Int, _ body: (UnsafeRawBufferPointer) -> Bool
) throws(FileError) {
  let file = try OpenFile(place, atMost: limit)
  while true {
    let piece = try file.prefix(1 << 18)
    if piece.isEmpty || !piece.withUnsafeBytes(body) { return }
  }
}

/// A regular file that is open for reading.
struct OpenFile: ~Copyable {
  let place: FilePlace
  /// As it was when it was opened.
  let byteCount: Int
  private let descriptor: CInt

  /// - Throws: `FileError` where it cannot be opened, is no regular file or has more bytes.
  init(_ place: FilePlace, atMost limit: Int) throws(FileError) {
    self.place = place
    (descriptor, byteCount) = try Self.opened(place, atMost: limit)
  }

  private static func opened(
    _ place: FilePlace, atMost limit: Int
  ) throws(FileError) -> (descriptor: CInt, byteCount: Int) {
    let descriptor = try place.openFile("read", O_RDONLY)
    var status = stat()
    let problem =
      fstat(descriptor, &status) != 0
      ? FileError("read", place.path, errno)
      : Int(status.st_size) > limit ? FileError(tooLarge: place, limit) : nil
    if let problem {
      close(descriptor)
      throw problem
    }
    return (descriptor, Int(status.st_size))
  }

  deinit { close(descriptor) }

  /// Reads what comes next.
  ///
  /// - Returns: how many bytes it was; 0 at the end.
  borrowing func read(into memory: UnsafeMutableRawBufferPointer) throws(FileError) -> Int {
    while true {
      let count = systemRead(descriptor, memory.baseAddress, memory.count)
      if count >= 0 { return count }
      if errno != EINTR { throw FileError("read", place.path, errno) }
    }
  }
}

extension OpenFile {
  /// The next bytes, fewer only where the file ends.
  borrowing func prefix(_ count: Int) throws(FileError) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: count)
    var filled = 0
    while filled < count {
      var failure: FileError?
      let read = bytes.withUnsafeMutableBytes { memory in
        do throws(FileError) {
          return try self.read(into: UnsafeMutableRawBufferPointer(rebasing: memory[filled...]))
        } catch {
          failure = error
          return 0
        }
      }
      if let failure { throw failure }
      if read == 0 { break }
      filled += read
    }
    if filled < count { bytes.removeSubrange(filled...) }
    return bytes
  }
}

/// The system's `read`, which a method of this name hides.
private func systemRead(
  _ descriptor: CInt, _ memory: UnsafeMutableRawPointer?, _ count: Int
) -> Int {
  read(descriptor, memory, count)
}

/// Memory that becomes data without being copied.
private struct Memory: ~Copyable {
  private var address: UnsafeMutableRawPointer
  private(set) var capacity: Int
  var count = 0
  private var isTaken = false

  init(_ capacity: Int, _ place: FilePlace) throws(FileError) {
    guard let address = malloc(capacity) else { throw FileError("read", place.path, ENOMEM) }
    (self.address, self.capacity) = (address, capacity)
  }

  deinit { if !isTaken { free(address) } }

  /// What is not filled yet.
  var room: UnsafeMutableRawBufferPointer {
    UnsafeMutableRawBufferPointer(start: address + count, count: capacity - count)
  }

  mutating func grow(_ place: FilePlace) throws(FileError) {
    capacity = max(1 << 16, 2 * capacity)
    guard let larger = realloc(address, capacity) else {
      throw FileError("read", place.path, ENOMEM)
    }
    address = larger
  }

  var data: Data {
    mutating get {
      isTaken = true
      return Data(bytesNoCopy: address, count: count, deallocator: .free)
    }
  }
}
