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
package func writeDurably(
  _ bytes: some ContiguousBytes, to place: FilePlace
) throws(FileError) {
  try writeDurably(to: place) { file throws(FileError) in try file.write(bytes) }
}

/// As for a `FilePlace`, at a path that somebody named.
package func writeDurably(_ bytes: some ContiguousBytes, to path: String) throws(FileError) {
  try writeDurably(bytes, to: FilePlace(path))
}

/// Replaces or creates the file at `place` in the same way, by what `content` writes.
func writeDurably(
  to place: FilePlace, _ content: (PartialFile) throws(FileError) -> Void
) throws(FileError) {
  if place.name.isEmpty, !place.hasFolder { throw FileError("create", place.path, ENOENT) }
  try place.inParent { (folder, name) throws(FileError) in
    PartialFile.removeLeft(in: folder) { $0 == name }
    let file = try PartialFile(of: place, name, in: folder)
    do throws(FileError) {
      do throws(FileError) {
        try content(file)
        try file.flush()
      } catch {
        close(file.descriptor)
        throw error
      }
      guard close(file.descriptor) == 0 else { throw FileError("close", file.path, errno) }
      guard renameat(folder, file.name, folder, name) == 0 else {
        throw FileError("replace", place.path, errno)
      }
    } catch {
      unlinkat(folder, file.name, 0)
      throw error
    }
    try flush(folder: folder, path: place.path)
  }
}

/// A file that does not have its name yet: `NAME.PROCESS-NUMBER.partial`. It is locked as long as its
/// writer lives, however that ends.
struct PartialFile {
  fileprivate let descriptor: CInt
  /// In the folder.
  fileprivate let name: String
  fileprivate let path: String

  /// A new file beside one of a name in a folder, open for writing, that no other writer has.
  fileprivate init(of place: FilePlace, _ name: String, in folder: CInt) throws(FileError) {
    let flags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC
    var attempt = 0
    while true {
      let ending = ".\(getpid())-\(attempt).partial"
      let descriptor = openat(folder, name + ending, flags, 0o666)
      if descriptor >= 0, Self.isLocked(descriptor) {
        (self.descriptor, self.name, path) = (descriptor, name + ending, place.path + ending)
        return
      }
      if descriptor >= 0 {
        // Who takes files away had it first.
        close(descriptor)
      } else if errno != EEXIST {
        throw FileError("create", place.path + ending, errno)
      }
      attempt += 1
    }
  }

  /// Locks a file that was just made, and that nobody has taken away. A file system without locks does
  /// without.
  private static func isLocked(_ descriptor: CInt) -> Bool {
    if flock(descriptor, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK { return false }
    var status = stat()
    return fstat(descriptor, &status) == 0 && status.st_nlink > 0
  }

  /// Takes the partial files of writers away that were killed; where a file system has no locks, they
  /// stay.
  ///
  /// - Parameter isOurs: whether those of a name are the caller's to take away.
  static func removeLeft(in folder: CInt, where isOurs: (_ name: String) -> Bool) {
    for name in names(in: folder) {
      guard let final = finalName(of: name), isOurs(final) else { continue }
      let descriptor = openat(folder, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
      guard descriptor >= 0 else { continue }
      var status = stat()
      if fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG,
        flock(descriptor, LOCK_EX | LOCK_NB) == 0
      {
        unlinkat(folder, name, 0)
      }
      close(descriptor)
    }
  }

  /// The name that a partial file would have got; nil of any other file.
  static func finalName(of name: String) -> String? {
    let parts = name.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count >= 3, parts[parts.count - 1] == "partial" else { return nil }
    let numbers = parts[parts.count - 2].split(separator: "-", omittingEmptySubsequences: false)
    guard numbers.count == 2, numbers.allSatisfy(isNumber) else { return nil }
    return parts.dropLast(2).joined(separator: ".")
  }

  private static func isNumber(_ text: Substring) -> Bool {
    !text.isEmpty && text.utf8.allSatisfy { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }
  }

  private static func names(in folder: CInt) -> [String] {
    // A descriptor of its own, which reading a folder moves and closes.
    let descriptor = openat(folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { return [] }
    return readNames(of: descriptor)
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
package func flushFile(_ place: FilePlace) throws(FileError) {
  let descriptor = try place.openFile("open", O_RDONLY)
  defer { close(descriptor) }
  try flush(descriptor, path: place.path)
}

private func flush(_ descriptor: CInt, path: String) throws(FileError) {
  #if canImport(Darwin)
    // Darwin's `fsync` leaves the bytes in the drive's cache.
    if fcntl(descriptor, F_FULLFSYNC) != -1 { return }
  #endif
  guard fsync(descriptor) == 0 else { throw FileError("write", path, errno) }
}

/// Makes the new name of a file reach the disk.
package func flushFolder(of place: FilePlace) throws(FileError) {
  try place.inParent { (folder, _) throws(FileError) in
    try flush(folder: folder, path: place.path)
  }
}

private func flush(folder: CInt, path: String) throws(FileError) {
  // Some file systems cannot flush a folder and say EINVAL; there is nothing more to do on them.
  guard fsync(folder) == 0 || errno == EINVAL else { throw FileError("write", path, errno) }
}
