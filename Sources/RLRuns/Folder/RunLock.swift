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
      let reason = Self.lock(descriptor)
      if reason != 0 {
        defer { close(descriptor) }
        if reason == EWOULDBLOCK {
          let holder = Self.holder(descriptor)?.line ?? "another process"
          throw RunFolderError(folder.path, .held(by: holder))
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

  /// Whether a process trains in a folder: one that does holds the lock, whatever the file says.
  fileprivate static func use(of folder: RunFolder) -> RunUse {
    guard let descriptor = try? folder.lockFile.openFile("read", O_RDONLY) else { return .free }
    defer { close(descriptor) }
    // Several readers have it at once, and for a moment only.
    if flock(descriptor, LOCK_SH | LOCK_NB) != 0, errno == EWOULDBLOCK { return .held }
    // Nobody trains here without a lock; another machine may have locks of its own.
    guard let holder = holder(descriptor), holder.host != hostName else { return .free }
    return .said(holder.line)
  }

  /// Locks a file, and waits for those who only look whether it is locked.
  ///
  /// - Returns: 0, or the system's number of the reason; `EWOULDBLOCK` where another process has it.
  private static func lock(_ descriptor: CInt) -> CInt {
    for attempt in 1... {
      if flock(descriptor, LOCK_EX | LOCK_NB) == 0 { return 0 }
      let reason = errno
      guard reason == EWOULDBLOCK, attempt < 100, flock(descriptor, LOCK_SH | LOCK_NB) == 0 else {
        return reason
      }
      _ = flock(descriptor, LOCK_UN)
      usleep(1_000)
    }
    return EWOULDBLOCK
  }

  /// Who has the lock, as its file says: `process 12 on HOST`; nil where it says something else.
  private static func holder(_ descriptor: CInt) -> (line: String, host: String)? {
    var bytes = [UInt8](repeating: 0, count: 300)
    let count = pread(descriptor, &bytes, bytes.count, 0)
    let text = String(decoding: bytes.prefix(max(0, count)), as: UTF8.self)
    guard let line = text.split(separator: "\n", omittingEmptySubsequences: false).first else {
      return nil
    }
    let words = line.split(separator: " ", omittingEmptySubsequences: false)
    guard words.count == 4, words[0] == "process", words[2] == "on", !words[3].isEmpty,
      let process = pid_t(words[1]), process > 0
    else { return nil }
    return (String(line), String(words[3]))
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

/// Whether a process trains in the folder of a run.
package enum RunUse: Sendable, Hashable {
  /// None does.
  case free
  /// One does.
  case held
  /// The file `lock` says that one on another machine does, as it calls it; whether that is so cannot be
  /// found out here.
  case said(String)
}

extension RunFolder {
  /// Whether a process trains in the folder now.
  package var use: RunUse { RunLock.use(of: self) }

  /// Whether a process is known to train in the folder now.
  package var isInUse: Bool { use == .held }
}
