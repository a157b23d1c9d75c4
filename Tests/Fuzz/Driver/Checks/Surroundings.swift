import RLState

/// What the files of a folder were like at a moment.
struct Surroundings {
  private struct File: Hashable {
    let status: FileStatus
    /// Of small files: their times are coarse, so that a quick change might leave them as they were.
    let digest: String
  }

  private var files: [String: File] = [:]

  /// - Parameter excluded: the paths, from the folder, that are passed over with all below them.
  init(_ folder: String, excluded: Set<String> = []) {
    func look(_ path: String) {
      for name in names(in: "\(folder)/\(path)") {
        let inner = path.isEmpty ? name : "\(path)/\(name)"
        guard !excluded.contains(inner), let status = fileStatus("\(folder)/\(inner)") else {
          continue
        }
        let isSmall = status.isFile && status.size <= 16 << 10
        let bytes = isSmall ? contents("\(folder)/\(inner)") : nil
        files[inner] = File(status: status, digest: bytes.map { SHA256.hexDigest(of: $0) } ?? "")
        if status.isFolder { look(inner) }
      }
    }
    look("")
  }

  /// What is not the same later, in words, and where; nil where all is.
  ///
  /// - Parameter allowed: whether a path may change.
  func difference(
    from later: Surroundings, allowed: (String) -> Bool = { _ in false }
  ) -> (path: String, words: String)? {
    for path in Set(files.keys).union(later.files.keys).sorted() where !allowed(path) {
      switch (files[path], later.files[path]) {
      case (nil, _?): return (path, "it made \(path)")
      case (_?, nil): return (path, "it took \(path) away")
      case (let before?, let after?) where before != after:
        // A folder changes when something in it is made or taken away, which tells more.
        if before.status.isFolder && after.status.isFolder,
          let inner = difference(from: later, allowed: { allowed($0) || !$0.hasPrefix(path + "/") })
        {
          return inner
        }
        return
          (
            path,
            before.digest == after.digest && before.status.size == after.status.size
              ? "it changed the mode, the times or the links of \(path)" : "it wrote to \(path)"
          )
      default: continue
      }
    }
    return nil
  }
}
