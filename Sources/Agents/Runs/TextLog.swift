import RLNet

#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// A text file that grows at its end, written in large pieces.
struct TextLog: ~Copyable {
  private let path: String
  private let descriptor: CInt
  private var buffer: [UInt8] = []

  private static let bufferSize = 1 << 16

  /// A new file; one that exists is not touched.
  ///
  /// - Throws: `RunFolderError.notEmpty` where it exists, `notCreated` where the system refuses.
  init(creating path: String, in folder: RunFolder) throws(RunFolderError) {
    self.path = path
    descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_APPEND | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else {
      throw RunFolderError(
        folder.path, errno == EEXIST ? .notEmpty : .notCreated(String(cString: strerror(errno))))
    }
    buffer.reserveCapacity(Self.bufferSize + 1024)
  }

  deinit { close(descriptor) }

  /// Adds text; it reaches the file with the next `flush`, or when much has gathered.
  mutating func append(_ text: String) throws(RunWriteError) {
    buffer.append(contentsOf: text.utf8)
    if buffer.count >= Self.bufferSize { try flush() }
  }

  /// Hands what has gathered to the system.
  mutating func flush() throws(RunWriteError) {
    var written = 0
    while written < buffer.count {
      let count = buffer.withUnsafeBytes { bytes in
        let rest = UnsafeRawBufferPointer(rebasing: bytes[written...])
        return write(descriptor, rest.baseAddress, rest.count)
      }
      if count >= 0 {
        written += count
      } else if errno != EINTR {
        let reason = String(cString: strerror(errno))
        buffer.removeAll(keepingCapacity: true)
        throw RunWriteError(path: path, reason: reason)
      }
    }
    buffer.removeAll(keepingCapacity: true)
  }
}

/// A run's record could not be written.
package struct RunWriteError: Error, Hashable, CustomStringConvertible {
  package let path: String
  package let reason: String

  package var description: String { "\(path) cannot be written: \(reason)" }
}
