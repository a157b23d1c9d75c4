/// Where a file or a folder is: at a path that somebody named, or within a folder that they named.
///
/// The path that was named is reached as the system reaches it, through links too. From there on no
/// link is followed: what lies in a folder may have come from somebody else, and must not lead out of
/// it.
package struct FilePlace: Sendable, Hashable, CustomStringConvertible {
  /// The path that was named, absolute or from the working directory.
  package let root: String
  /// From there, as in `checkpoints/500.safetensors`; empty of what was named itself.
  package let name: String

  package init(_ root: String) {
    self.root = root
    name = ""
  }

  private init(root: String, name: String) { (self.root, self.name) = (root, name) }

  /// What has a name in a folder. A name of several parts goes through folders in it.
  package static func / (folder: FilePlace, name: String) -> FilePlace {
    FilePlace(root: folder.root, name: folder.name.isEmpty ? name : "\(folder.name)/\(name)")
  }

  /// For messages: what opens it by this path follows links.
  package var path: String { name.isEmpty ? root : "\(root)/\(name)" }

  package var description: String { path }

  /// The same in the folder beside it: its name with something after it.
  package func appending(_ ending: String) -> FilePlace {
    name.isEmpty ? FilePlace(root + ending) : FilePlace(root: root, name: name + ending)
  }
}

extension FilePlace {
  /// What the system tells of it, and of a link itself within a folder that was named; nil where there
  /// is nothing.
  package var status: stat? {
    var status = stat()
    if name.isEmpty { return stat(root, &status) == 0 ? status : nil }
    let found = try? inParent { (folder, last) throws(FileError) in
      fstatat(folder, last, &status, AT_SYMLINK_NOFOLLOW)
    }
    return found == 0 ? status : nil
  }

  /// Whether there is something, of whatever kind.
  package var exists: Bool { status != nil }

  /// How many bytes a file has; nil where there is none.
  package var byteCount: Int? { status.map { Int($0.st_size) } }

  /// When it was changed, in seconds since 1970; nil where there is nothing.
  package var changed: Double? {
    status.map { status in
      #if canImport(Darwin)
        let time = status.st_mtimespec
      #else
        let time = status.st_mtim
      #endif
      return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
    }
  }

  /// Whether it is a folder, and not a link to one within the folder that was named.
  package var isFolder: Bool { status.map { $0.st_mode & S_IFMT == S_IFDIR } ?? false }

  /// Whether the folder of a path that was named is there.
  var hasFolder: Bool {
    do throws(FileError) { return try inParent { (_, _) throws(FileError) in true } } catch {
      return error.code != ENOENT
    }
  }

  /// Whether it is a link within the folder that was named.
  package var isLink: Bool { status.map { $0.st_mode & S_IFMT == S_IFLNK } ?? false }

  /// The names in a folder, in no particular order; none where it cannot be read.
  package var names: [String] {
    (try? openFolder()).map(readNames) ?? []
  }

  /// Takes what killed writers left in a folder away, where nobody writes it now.
  ///
  /// - Parameter isWritten: whether the caller writes files of a name there. What others write stays,
  ///   whatever it is called.
  package func removePartialFiles(of isWritten: (_ name: String) -> Bool) {
    guard let descriptor = try? openFolder() else { return }
    defer { close(descriptor) }
    PartialFile.removeLeft(in: descriptor, where: isWritten)
  }

  /// The name that a file would have got whose writer was killed; nil of any other name.
  package static func finalName(ofPartial name: String) -> String? {
    PartialFile.finalName(of: name)
  }

  /// Makes a folder, unless it is there.
  ///
  /// - Returns: whether it is new.
  /// - Throws: `FileError`.
  @discardableResult
  package func makeFolder() throws(FileError) -> Bool {
    let reason = try inParent { (folder, last) throws(FileError) in
      mkdirat(folder, last, 0o777) == 0 ? 0 : errno
    }
    if reason == 0 { return true }
    guard reason == EEXIST else { throw FileError("create", path, reason) }
    if isLink { throw FileError("open", path, FileError.link) }
    guard isFolder else { throw FileError("create", path, ENOTDIR) }
    return false
  }

  /// Takes a file away, or a link itself.
  package func remove() {
    _ = try? inParent { (folder, last) throws(FileError) in unlinkat(folder, last, 0) }
  }

  /// Takes an empty folder away.
  package func removeFolder() {
    _ = try? inParent { (folder, last) throws(FileError) in unlinkat(folder, last, AT_REMOVEDIR) }
  }
}

extension FilePlace {
  /// Does something with the folder that it is in, which is open meanwhile, and its name there.
  ///
  /// - Throws: `FileError` where the folder cannot be opened, and what `body` throws.
  func inParent<Result>(
    _ body: (_ folder: CInt, _ name: String) throws(FileError) -> Result
  ) throws(FileError) -> Result {
    var (folder, last) = (".", root)
    if name.isEmpty {
      if let slash = root.utf8.lastIndex(of: UInt8(ascii: "/")) {
        folder = slash == root.startIndex ? "/" : String(root[..<slash])
        last = String(root[root.index(after: slash)...])
      }
    } else {
      (folder, last) = (root, name)
    }
    var descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw FileError("open", folder, errno) }
    defer { close(descriptor) }
    while let slash = last.firstIndex(of: "/") {
      let part = String(last[..<slash])
      folder += "/\(part)"
      let next = openat(descriptor, part, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
      guard next >= 0 else { throw FileError("open", folder, Self.reason(errno, part, descriptor)) }
      close(descriptor)
      (descriptor, last) = (next, String(last[last.index(after: slash)...]))
    }
    return try body(descriptor, last)
  }

  /// Opens a regular file. What is none, such as a pipe, which might never end, is refused at once.
  ///
  /// - Parameters:
  ///   - action: what it is opened for, as an error tells it: `read`.
  ///   - flags: of `open`. A file that is made must not be there.
  /// - Throws: `FileError`.
  package func openFile(_ action: String, _ flags: CInt) throws(FileError) -> CInt {
    let isWithin = !name.isEmpty
    let isMade = flags & O_CREAT != 0
    let flags = flags | O_CLOEXEC | O_NONBLOCK | (isMade ? O_EXCL : 0)
    let descriptor: CInt
    if isWithin {
      descriptor = try inParent { (folder, last) throws(FileError) in
        let descriptor = openat(folder, last, flags | O_NOFOLLOW, 0o666)
        guard descriptor >= 0 else {
          throw FileError(action, path, Self.reason(errno, last, folder))
        }
        return descriptor
      }
    } else {
      // Without waiting for somebody at the other end of a pipe.
      descriptor = open(root, flags, 0o666)
      guard descriptor >= 0 else {
        throw FileError(action, path, errno == ENXIO ? FileError.notRegular : errno)
      }
    }
    do throws(FileError) {
      try requireRegular(descriptor, action, isWritten: flags & O_ACCMODE != O_RDONLY)
    } catch {
      close(descriptor)
      throw error
    }
    return descriptor
  }

  private func requireRegular(
    _ descriptor: CInt, _ action: String, isWritten: Bool
  ) throws(FileError) {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw FileError(action, path, errno) }
    switch status.st_mode & S_IFMT {
    case S_IFREG: break
    case S_IFDIR: throw FileError(action, path, EISDIR)
    default: throw FileError(action, path, FileError.notRegular)
    }
    // What is written in place would change under its other name, too, wherever that is.
    if isWritten, !name.isEmpty, status.st_nlink > 1 {
      throw FileError(action, path, FileError.otherName)
    }
  }

  private func openFolder() throws(FileError) -> CInt {
    let flags = O_RDONLY | O_DIRECTORY | O_CLOEXEC
    if name.isEmpty {
      let descriptor = open(root, flags)
      guard descriptor >= 0 else { throw FileError("open", path, errno) }
      return descriptor
    }
    return try inParent { (folder, last) throws(FileError) in
      let descriptor = openat(folder, last, flags | O_NOFOLLOW)
      guard descriptor >= 0 else {
        throw FileError("open", path, Self.reason(errno, last, folder))
      }
      return descriptor
    }
  }

  /// Why something could not be opened: systems have several numbers for a link.
  private static func reason(_ code: CInt, _ name: String, _ folder: CInt) -> CInt {
    var status = stat()
    // Of a socket, and of a pipe that nobody reads.
    if code == ENXIO { return FileError.notRegular }
    guard code == ELOOP || code == ENOTDIR || code == EMLINK,
      fstatat(folder, name, &status, AT_SYMLINK_NOFOLLOW) == 0,
      status.st_mode & S_IFMT == S_IFLNK
    else { return code }
    return FileError.link
  }
}

/// The names in a folder, in no particular order.
///
/// - Parameter descriptor: of the folder; it is closed.
func readNames(of descriptor: CInt) -> [String] {
  guard let folder = fdopendir(descriptor) else {
    close(descriptor)
    return []
  }
  defer { closedir(folder) }
  var names: [String] = []
  while let entry = readdir(folder) {
    names.append(
      withUnsafeBytes(of: &entry.pointee.d_name) {
        String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
      })
  }
  return names.filter { $0 != "." && $0 != ".." }
}
