import RLFiles

/// The right to write to a run's folder: one process has it while it trains. It ends with the
/// process, however that ends.
package final class RunLock: Sendable {
  private let folder: RunFolder
  private let descriptor: CInt

  /// Takes the lock of a folder.
  ///
  /// - Throws: `RunFolderError.held` where another process has it, which says which one;
  ///   `.notWritable` or `.notLockable` where the system refuses.
  package init(_ folder: RunFolder) throws(RunFolderError) {
    self.folder = folder
    let file = folder.lockFile
    while true {
      let descriptor: CInt
      do throws(FileError) { descriptor = try file.openFile("write", O_RDWR) } catch {
        if error.code == ENOENT {
          do throws(FileError) {
            descriptor = try file.openFile("create", O_RDWR | O_CREAT)
          } catch {
            // Another process was the first to make it.
            if error.code == EEXIST { continue }
            throw RunFolderError(folder.path, .notWritable(error))
          }
        } else {
          throw RunFolderError(folder.path, .notWritable(error))
        }
      }
      if flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
        let reason = errno
        defer { close(descriptor) }
        if reason == EWOULDBLOCK {
          throw RunFolderError(folder.path, .held(by: Self.holder(descriptor)))
        }
        throw RunFolderError(folder.path, .notLockable(reason))
      }
      // Whoever had it before may have taken the file away between our opening and locking it.
      if Self.isAt(file, descriptor) {
        self.descriptor = descriptor
        break
      }
      close(descriptor)
    }
    let holder = "process \(getpid()) on \(Self.hostName)\n"
    _ = ftruncate(descriptor, 0)
    _ = holder.utf8.withContiguousStorageIfAvailable {
      write(descriptor, $0.baseAddress, $0.count)
    }
  }

  deinit {
    // Where the folder was replaced, the file at the path is the lock of another process.
    if isHeld { folder.lockFile.remove() }
    close(descriptor)
  }

  /// Whether the folder is still the one that was locked, and not removed or replaced since.
  private var isHeld: Bool { Self.isAt(folder.lockFile, descriptor) }

  /// Sees to it that nothing is written into a folder that has taken the place of the run's own.
  ///
  /// - Throws: `RunFolderError.vanished` or `.lockLost`.
  package func requireFolder() throws(RunFolderError) {
    if isHeld { return }
    throw RunFolderError(folder.path, folder.exists ? .lockLost : .vanished)
  }

  /// Does what writes to the folder. Where that fails in a folder that is gone, this is told, and not
  /// which file cannot be written.
  ///
  /// - Throws: as `requireFolder`, and what `body` throws.
  package func whileHeld<Result>(_ body: () throws -> Result) throws -> Result {
    do { return try body() } catch {
      try requireFolder()
      throw error
    }
  }

  /// Whether a process trains in a folder, as the lock's file tells. On another machine it is believed
  /// to; to try the lock would disturb one that begins.
  fileprivate static func isHeld(in folder: RunFolder) -> Bool {
    guard let descriptor = try? folder.lockFile.openFile("read", O_RDONLY) else { return false }
    defer { close(descriptor) }
    let words = holder(descriptor).split(separator: " ")
    guard words.count == 4, let process = pid_t(words[1]), words[3] == hostName else { return true }
    return kill(process, 0) == 0 || errno == EPERM
  }

  /// Who has the lock, as its file says.
  private static func holder(_ descriptor: CInt) -> String {
    var bytes = [UInt8](repeating: 0, count: 200)
    let count = pread(descriptor, &bytes, bytes.count, 0)
    let text = String(decoding: bytes.prefix(max(0, count)), as: UTF8.self)
    return text.split(separator: "\n").first.map(String.init) ?? "another process"
  }

  /// Whether a place is still that of an open file.
  private static func isAt(_ file: FilePlace, _ descriptor: CInt) -> Bool {
    var own = stat()
    guard fstat(descriptor, &own) == 0, let named = file.status else { return false }
    return own.st_ino == named.st_ino && own.st_dev == named.st_dev
  }

  private static var hostName: String {
    var name = [CChar](repeating: 0, count: 256)
    guard gethostname(&name, name.count - 1) == 0 else { return "this machine" }
    return String(decoding: name.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
  }
}

extension RunFolder {
  /// Whether a process trains in the folder now.
  package var isInUse: Bool { RunLock.isHeld(in: self) }
}
