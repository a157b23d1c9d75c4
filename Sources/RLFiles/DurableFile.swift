#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Replaces or creates the file at `path` so that a crash or power cut at any moment leaves the old
/// file or the whole new one, never a part: the bytes go to a file beside it, reach the disk, and
/// take its name.
///
/// Foundation's atomic writing does not promise that the bytes and the folder reach the disk, so
/// this speaks to the system itself.
package func writeDurably(_ bytes: some ContiguousBytes, to path: String) throws(FileError) {
  try writeDurably(to: path) { file throws(FileError) in try file.write(bytes) }
}

/// Replaces or creates the file at `path` in the same way, by what `content` writes.
func writeDurably(
  to path: String, _ content: (PartialFile) throws(FileError) -> Void
) throws(FileError) {
  let file = try PartialFile(beside: path)
  do throws(FileError) {
    do throws(FileError) {
      try content(file)
      try file.flush()
    } catch {
      close(file.descriptor)
      throw error
    }
    guard close(file.descriptor) == 0 else { throw FileError("close", file.path, errno) }
    guard rename(file.path, path) == 0 else { throw FileError("replace", path, errno) }
  } catch {
    unlink(file.path)
    throw error
  }
  try flushFolder(of: path)
}

/// A file that does not have its name yet.
struct PartialFile {
  fileprivate let descriptor: CInt
  fileprivate let path: String

  /// A new file beside `path`, open for writing, of a name that no other writer has.
  fileprivate init(beside path: String) throws(FileError) {
    for attempt in 0... {
      let aside = "\(path).\(getpid())-\(attempt).partial"
      let descriptor = open(aside, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
      if descriptor >= 0 {
        self.descriptor = descriptor
        self.path = aside
        return
      }
      if errno != EEXIST { throw FileError("create", aside, errno) }
    }
    throw FileError("create", path, EEXIST)
  }

  /// Appends the bytes.
  func write(_ bytes: some ContiguousBytes) throws(FileError) {
    let reason: CInt = bytes.withUnsafeBytes { bytes in
      var rest = bytes[...]
      while !rest.isEmpty {
        let written = systemWrite(
          descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
        if written >= 0 {
          rest = rest.dropFirst(written)
        } else if errno != EINTR {
          return errno
        }
      }
      return 0
    }
    if reason != 0 { throw FileError("write", path, reason) }
  }

  fileprivate func flush() throws(FileError) { try RLFiles.flush(descriptor, path: path) }
}

/// The system's `write`, which a method of this name hides.
private func systemWrite(_ descriptor: CInt, _ bytes: UnsafeRawPointer?, _ count: Int) -> Int {
  write(descriptor, bytes, count)
}

/// Makes what was written to a file reach the disk.
package func flushFile(_ path: String) throws(FileError) {
  let descriptor = open(path, O_RDONLY | O_CLOEXEC)
  guard descriptor >= 0 else { throw FileError("open", path, errno) }
  defer { close(descriptor) }
  try flush(descriptor, path: path)
}

private func flush(_ descriptor: CInt, path: String) throws(FileError) {
  #if canImport(Darwin)
    // Darwin's `fsync` leaves the bytes in the drive's cache.
    if fcntl(descriptor, F_FULLFSYNC) != -1 { return }
  #endif
  guard fsync(descriptor) == 0 else { throw FileError("write", path, errno) }
}

/// Makes the new name of a file reach the disk.
package func flushFolder(of path: String) throws(FileError) {
  let slash = path.utf8.lastIndex(of: UInt8(ascii: "/"))
  let folder = slash.map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
  let descriptor = open(folder, O_RDONLY | O_CLOEXEC)
  guard descriptor >= 0 else { throw FileError("open", folder, errno) }
  defer { close(descriptor) }
  // Some file systems cannot flush a folder and say EINVAL; there is nothing more to do on them.
  guard fsync(descriptor) == 0 || errno == EINVAL else { throw FileError("write", folder, errno) }
}
