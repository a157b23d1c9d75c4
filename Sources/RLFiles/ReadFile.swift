#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// The bytes of the regular file at `path`. What is none, such as a pipe, which might never end, is
/// refused at once.
///
/// - Parameter limit: how many bytes it may have.
/// - Throws: `FileError`.
package func readFile(_ path: String, atMost limit: Int = 16 << 30) throws(FileError) -> Data {
  // Without waiting for somebody to write into a pipe.
  let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
  guard descriptor >= 0 else { throw FileError("read", path, errno) }
  defer { close(descriptor) }
  var status = stat()
  guard fstat(descriptor, &status) == 0 else { throw FileError("read", path, errno) }
  switch status.st_mode & S_IFMT {
  case S_IFREG: break
  case S_IFDIR: throw FileError("read", path, EISDIR)
  default: throw FileError("read", path, FileError.notRegular)
  }
  var bytes = try Memory(Int(status.st_size) + 1, path)
  while true {
    let count = read(descriptor, bytes.address + bytes.count, bytes.capacity - bytes.count)
    if count == 0 { return bytes.data }
    if count < 0 {
      if errno == EINTR { continue }
      throw FileError("read", path, errno)
    }
    bytes.count += count
    guard bytes.count <= limit else { throw FileError("read", path, EFBIG) }
    // Some files of the system have no size, and others grow meanwhile.
    if bytes.count == bytes.capacity { try bytes.grow(path) }
  }
}

/// Memory that becomes data without being copied.
private struct Memory: ~Copyable {
  private(set) var address: UnsafeMutableRawPointer
  private(set) var capacity: Int
  var count = 0
  private var isTaken = false

  init(_ capacity: Int, _ path: String) throws(FileError) {
    guard let address = malloc(capacity) else { throw FileError("read", path, ENOMEM) }
    (self.address, self.capacity) = (address, capacity)
  }

  deinit { if !isTaken { free(address) } }

  mutating func grow(_ path: String) throws(FileError) {
    capacity = max(1 << 16, 2 * capacity)
    guard let larger = realloc(address, capacity) else { throw FileError("read", path, ENOMEM) }
    address = larger
  }

  var data: Data {
    mutating get {
      isTaken = true
      return Data(bytesNoCopy: address, count: count, deallocator: .free)
    }
  }
}
