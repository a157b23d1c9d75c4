import RLFiles

/// A file that grows at its end by whole pieces, such as rows, written many at a time.
final class GrowingFile {
  private let place: FilePlace
  private let descriptor: CInt
  private var buffer: [UInt8] = []
  /// Bytes of the file once all that has gathered is written.
  private(set) var length: Int
  /// How much of what was written in part is whole pieces.
  private let wholePart: @Sendable (ArraySlice<UInt8>) -> Int

  private static let bufferSize = 1 << 16

  /// Opens a file, which is made if it does not exist, and cuts it back to a length.
  ///
  /// - Throws: `RunWriteError` where the system refuses or the file is shorter than that.
  init(
    _ place: FilePlace, length: Int, wholePart: @escaping @Sendable (ArraySlice<UInt8>) -> Int
  ) throws(RunWriteError) {
    self.place = place
    self.length = length
    self.wholePart = wholePart
    let path = place.path
    do throws(FileError) { descriptor = try Self.opened(place) } catch {
      throw RunWriteError(path, error)
    }
    var status = stat()
    var problem: RunWriteError?
    if fstat(descriptor, &status) != 0 {
      problem = RunWriteError(path, errno)
    } else if Int(status.st_size) < length {
      problem = RunWriteError(
        path: path, reason: "it has \(status.st_size) bytes; the checkpoint was made at \(length)")
    } else if ftruncate(descriptor, off_t(length)) != 0 {
      problem = RunWriteError(path, errno)
    }
    if let problem {
      close(descriptor)
      throw problem
    }
    buffer.reserveCapacity(Self.bufferSize + 1024)
  }

  deinit { close(descriptor) }

  private static func opened(_ place: FilePlace) throws(FileError) -> CInt {
    do throws(FileError) { return try place.openFile("write", O_WRONLY | O_APPEND) } catch {
      guard error.code == ENOENT else { throw error }
      return try place.openFile("create", O_WRONLY | O_APPEND | O_CREAT)
    }
  }

  /// Adds a piece; it reaches the file with the next `flush`, or when much has gathered.
  ///
  /// - Parameter piece: puts it at the end of what it is given.
  func append(_ piece: (inout [UInt8]) -> Void) throws(RunWriteError) {
    let before = buffer.count
    piece(&buffer)
    length += buffer.count - before
    if buffer.count >= Self.bufferSize { try flush() }
  }

  /// Hands what has gathered to the system.
  func flush() throws(RunWriteError) {
    var written = 0
    while written < buffer.count {
      let count = buffer.withUnsafeBytes { bytes in
        let rest = UnsafeRawBufferPointer(rebasing: bytes[written...])
        return write(descriptor, rest.baseAddress, rest.count)
      }
      if count >= 0 {
        written += count
      } else if errno != EINTR {
        let problem = RunWriteError(place.path, errno)
        // A piece that is there in part could be taken for a whole one.
        length += wholePart(buffer[..<written]) - buffer.count
        _ = ftruncate(descriptor, off_t(length))
        buffer.removeAll(keepingCapacity: true)
        throw problem
      }
    }
    buffer.removeAll(keepingCapacity: true)
  }
}

/// A run's record could not be written.
package struct RunWriteError: Error, Hashable, CustomStringConvertible {
  package let path: String
  package let reason: String

  package init(path: String, reason: String) {
    self.path = path
    self.reason = reason
  }

  package init(_ path: String, _ error: FileError) { self.init(path: path, reason: error.reason) }

  package init(_ path: String, _ code: CInt) {
    self.init(path: path, reason: String(cString: strerror(code)))
  }

  package var description: String { "\(path) cannot be written: \(reason)" }
}
