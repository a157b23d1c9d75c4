import Foundation

/// The bytes of a regular file; nil where it cannot be read, or is longer than any file of a run.
func contents(_ path: String) -> [UInt8]? {
  let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOFOLLOW)
  guard descriptor >= 0 else { return nil }
  defer { close(descriptor) }
  guard let kind = fileStatus(path), kind.isFile, kind.size <= 16 << 20 else { return nil }
  let size = kind.size
  var count = 0
  let bytes = [UInt8](unsafeUninitializedCapacity: size) { buffer, initialized in
    while count < size {
      let more = read(descriptor, buffer.baseAddress! + count, size - count)
      if more <= 0 { break }
      count += more
    }
    initialized = count
  }
  return bytes
}

/// Replaces or creates a file.
func store(_ bytes: [UInt8], at path: String) {
  let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0o644)
  guard descriptor >= 0 else { return }
  defer { close(descriptor) }
  var rest = bytes[...]
  while !rest.isEmpty {
    let written = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
    if written <= 0 { return }
    rest = rest.dropFirst(written)
  }
}

func store(_ text: String, at path: String) { store(Array(text.utf8), at: path) }

/// Makes a folder, with those that it lies in.
func makeFolder(_ path: String) {
  if mkdir(path, 0o755) == 0 || errno == EEXIST { return }
  guard let slash = path.lastIndex(of: "/"), slash > path.startIndex else { return }
  makeFolder(String(path[..<slash]))
  mkdir(path, 0o755)
}

/// The names in a folder, sorted.
func names(in path: String) -> [String] {
  guard let directory = opendir(path) else { return [] }
  defer { closedir(directory) }
  var names: [String] = []
  while let entry = readdir(directory) {
    let name = withUnsafeBytes(of: &entry.pointee.d_name) {
      String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
    }
    if name != "." && name != ".." { names.append(name) }
  }
  return names.sorted()
}

/// All files and folders in a folder, by their paths from there, each folder before what it holds.
func tree(in path: String) -> [String] {
  names(in: path).flatMap { name in
    fileStatus("\(path)/\(name)")?.isFolder == true
      ? [name] + tree(in: "\(path)/\(name)").map { "\(name)/\($0)" } : [name]
  }
}

/// Copies a file, or a folder with all that it holds.
func copyTree(_ source: String, to target: String) {
  if fileStatus(source)?.isFolder == true {
    makeFolder(target)
    for name in names(in: source) { copyTree("\(source)/\(name)", to: "\(target)/\(name)") }
  } else if let bytes = contents(source) {
    store(bytes, at: target)
  }
}

/// Takes away a file, or a folder with all that it holds.
func removeTree(_ path: String) {
  guard let kind = fileStatus(path) else { return }
  if kind.isFolder {
    if kind.mode & 0o700 != 0o700 { chmod(path, 0o700) }
    for name in names(in: path) { removeTree("\(path)/\(name)") }
    rmdir(path)
  } else {
    unlink(path)
  }
}

/// What the system says of a file, without following a link.
struct FileStatus: Hashable {
  let mode: UInt32
  let size: Int
  /// Bytes on the disk, holes not counted.
  let occupied: Int
  private let number: UInt64
  private let links: UInt64
  private let modified: [Int]
  private let changed: [Int]

  var isFile: Bool { mode & UInt32(S_IFMT) == UInt32(S_IFREG) }
  var isFolder: Bool { mode & UInt32(S_IFMT) == UInt32(S_IFDIR) }
  var isLink: Bool { mode & UInt32(S_IFMT) == UInt32(S_IFLNK) }

  fileprivate init(_ status: stat) {
    mode = UInt32(status.st_mode)
    size = Int(status.st_size)
    occupied = Int(status.st_blocks) * 512
    number = UInt64(status.st_ino)
    links = UInt64(status.st_nlink)
    #if canImport(Darwin)
      let times = (status.st_mtimespec, status.st_ctimespec)
    #else
      let times = (status.st_mtim, status.st_ctim)
    #endif
    modified = [Int(times.0.tv_sec), Int(times.0.tv_nsec)]
    changed = [Int(times.1.tv_sec), Int(times.1.tv_nsec)]
  }
}

/// The status of a path; nil where nothing is there.
func fileStatus(_ path: String) -> FileStatus? {
  var status = stat()
  return lstat(path, &status) == 0 ? FileStatus(status) : nil
}

/// Where a link leads; nil of what is none.
func linkTarget(_ path: String) -> String? {
  var buffer = [UInt8](repeating: 0, count: 4_096)
  let count = buffer.withUnsafeMutableBytes { buffer in
    buffer.withMemoryRebound(to: CChar.self) { readlink(path, $0.baseAddress!, $0.count) }
  }
  return count > 0 ? String(decoding: buffer[..<count], as: UTF8.self) : nil
}
