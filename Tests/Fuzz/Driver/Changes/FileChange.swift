import Foundation

/// Something else in the place of a file or folder of a run: a link, a pipe, a folder, nothing.
struct FileChange {
  /// The folder that is changed.
  let folder: String
  /// The path of what is replaced, from there. It need not exist.
  let path: String
  let place: Place

  enum Kind: String, CaseIterable {
    case linkToNote = "a link to a file outside"
    case linkToSecret = "a link to a secret file outside"
    case linkToTwin = "a link to the like of it outside"
    case linkToFolder = "a link to a folder outside"
    case linkToNothing = "a link to where nothing is outside"
    case linkToItself = "a link to itself"
    case linkToDevice = "a link to a device"
    case pipe = "a pipe"
    case socket = "a socket"
    case folder = "a folder"
    case file = "a file of a few bytes"
    case empty = "an empty file"
    case sparse = "a sparse file of 20 GB"
    case missing = "nothing"
    case unreadable = "what nobody may read"
    case old = "as it was, of another time"

    /// How often it is chosen.
    var weight: Int {
      switch self {
      case .linkToNote, .linkToTwin, .linkToFolder, .linkToNothing: 4
      case .linkToSecret, .pipe, .missing: 3
      default: 2
      }
    }
  }

  private var target: String { "\(folder)/\(path)" }

  /// The victim's folder as a link at `path` names it.
  private var outside: String {
    let depth = target.dropFirst(place.root.count + 1).split(separator: "/").count - 1
    return String(repeating: "../", count: depth) + "victim"
  }

  /// Does it.
  ///
  /// - Returns: what was done, in words, and of which kind it is.
  func make(_ choice: inout Choice) -> (words: String, kind: Kind) {
    let kind = choice.pick(Kind.allCases, weight: \.weight)
    return (make(kind, &choice), kind)
  }

  private func make(_ kind: Kind, _ choice: inout Choice) -> String {
    switch kind {
    case .linkToNote: link(to: "\(outside)/note.txt")
    case .linkToSecret: link(to: "\(outside)/secret.txt")
    case .linkToTwin: linkToTwin()
    case .linkToFolder:
      store("old\n", at: "\(place.victim)/1.safetensors")
      store("old\n", at: "\(place.victim)/x.partial")
      link(to: outside)
    case .linkToNothing: link(to: "\(outside)/new")
    case .linkToItself: link(to: String(target.split(separator: "/").last ?? "x"))
    case .linkToDevice:
      let device = choice.pick([
        "/dev/zero", "/dev/null", "/dev/stdin", "/dev/urandom", "/dev/full",
      ])
      link(to: device)
      return "\(path) is a link to \(device)"
    case .pipe:
      remove()
      mkfifo(target, 0o644)
    case .socket: makeSocket()
    case .folder:
      remove()
      makeFolder(target)
    case .file:
      remove()
      store("few\n", at: target)
    case .empty:
      remove()
      store("", at: target)
    case .sparse:
      if fileStatus(target)?.isFolder == true { remove() }
      if fileStatus(target) == nil { store("", at: target) }
      truncate(target, 20 << 30)
    case .missing: remove()
    case .unreadable:
      if fileStatus(target) == nil { store("", at: target) }
      chmod(target, 0)
    case .old:
      let second = choice.pick([0, -1, 1 << 31, 1 << 33, 1 << 40])
      var times = [timespec(), timespec()]
      for index in times.indices { times[index].tv_sec = second }
      utimensat(AT_FDCWD, target, times, AT_SYMLINK_NOFOLLOW)
      return "\(path) is of second \(second)"
    }
    return "\(path) is \(kind.rawValue)"
  }

  private func remove() {
    removeTree(target)
    if let slash = target.lastIndex(of: "/") { makeFolder(String(target[..<slash])) }
  }

  private func link(to other: String) {
    remove()
    symlink(other, target)
  }

  private func linkToTwin() {
    let twin = "\(place.victim)/twin"
    if fileStatus(target) == nil { store("precious\n", at: target) }
    copyTree(target, to: twin)
    link(to: "\(outside)/twin")
  }

  private func makeSocket() {
    remove()
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    let room = MemoryLayout.size(ofValue: address.sun_path)
    guard target.utf8.count < room else {
      mkfifo(target, 0o644)
      return
    }
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: target.utf8) }
    #if os(Linux)
      let descriptor = Foundation.socket(AF_UNIX, CInt(SOCK_STREAM.rawValue), 0)
    #else
      let descriptor = Foundation.socket(AF_UNIX, SOCK_STREAM, 0)
    #endif
    guard descriptor >= 0 else { return }
    defer { close(descriptor) }
    _ = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
      }
    }
  }
}
