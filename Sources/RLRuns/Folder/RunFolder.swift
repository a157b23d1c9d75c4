import RLFiles
import RLState

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// The folder of a run: configuration, record, checkpoints, weights, result and receipt. A run writes
/// to a folder of its own.
package struct RunFolder: Sendable, Hashable {
  /// In the folder that was named no link is followed, whoever made the run.
  package let place: FilePlace

  /// For messages and names; its files are opened by their places.
  package var path: String { place.path }

  package var configurationFile: FilePlace { place / "config.json" }
  package var metricsFile: FilePlace { place / "metrics.csv" }
  package var timingFile: FilePlace { place / "timing.csv" }
  package var checkpoints: FilePlace { place / "checkpoints" }
  package var receiptFile: FilePlace { place / "receipt.json" }
  var lockFile: FilePlace { place / "lock" }
  package var weightsFile: FilePlace { place / "weights.safetensors" }
  /// Where pictures of what was learned lie.
  package var pictures: FilePlace { place / "pictures" }
  package var resultFile: FilePlace { place / Self.resultName }
  static let resultName = "result.json"

  private init(_ place: FilePlace) { self.place = place }

  /// Makes the folder at a path, with those that it lies in. One that exists must be empty.
  ///
  /// - Throws: `RunFolderError`.
  package static func create(at path: String) throws(RunFolderError) -> RunFolder {
    let path = withoutTrailingSlashes(path)
    guard !path.isEmpty else { throw RunFolderError(path, .notCreated("its name is empty")) }
    try makeParents(of: path)
    if mkdir(path, 0o777) != 0 {
      guard errno == EEXIST else { throw RunFolderError(path, .notCreated(reason())) }
      guard isReadableFolder(path) else { throw RunFolderError(path, .notFolder) }
      // What a run leaves that was killed before its configuration was written.
      let isEmpty = FilePlace(path).names.allSatisfy { name in
        name == "lock" || FilePlace.finalName(ofPartial: name).map { isWritten($0) } == true
      }
      guard isEmpty else { throw RunFolderError(path, .notEmpty) }
    }
    try flushParent(of: path)
    return RunFolder(FilePlace(path))
  }

  /// Makes a folder that does not exist yet: `parent/name`, or `parent/name-2` and so on. Of several
  /// processes that do so at once, each gets one of its own.
  ///
  /// - Throws: `RunFolderError`.
  package static func createFresh(
    in parent: String, name: String
  ) throws(RunFolderError) -> RunFolder {
    try makeParents(of: "\(parent)/\(name)")
    for number in 1... {
      let path = "\(parent)/\(name)" + (number == 1 ? "" : "-\(number)")
      if mkdir(path, 0o777) == 0 {
        try flushParent(of: path)
        return RunFolder(FilePlace(path))
      }
      guard errno == EEXIST else { throw RunFolderError(path, .notCreated(reason())) }
    }
    fatalError("RunFolder: every number is taken")
  }

  /// The folder of a run that was made before.
  ///
  /// - Throws: `RunFolderError` where there is no such folder or it has no `config.json`.
  package static func open(_ path: String) throws(RunFolderError) -> RunFolder {
    let folder = RunFolder(FilePlace(withoutTrailingSlashes(path)))
    guard folder.exists else { throw RunFolderError(path, .missing) }
    guard isReadableFolder(folder.path) else { throw RunFolderError(path, .notFolder) }
    guard folder.hasConfiguration else { throw RunFolderError(path, .notRun) }
    return folder
  }

  /// The run at a path or, where that is a folder of runs, the runs in it by name, `seed-2` before
  /// `seed-10`; in the place of a folder of several seeds' runs stand these.
  ///
  /// - Throws: `RunFolderError` where there is no such folder or no run in it.
  package static func openAll(_ path: String) throws(RunFolderError) -> [RunFolder] {
    do throws(RunFolderError) { return [try open(path)] } catch  where error.problem == .notRun {
      let runs = children(of: FilePlace(withoutTrailingSlashes(path))).flatMap { child in
        child.isRunOrLink ? [child] : children(of: child.place).filter(\.isRunOrLink)
      }
      if runs.isEmpty { throw error }
      return runs
    }
  }

  /// Whether it is the folder at a path, and not one in that.
  package func isAt(_ path: String) -> Bool { self.path == Self.withoutTrailingSlashes(path) }

  /// The runs in a folder, by name.
  package static func runs(in path: String) -> [RunFolder] {
    children(of: FilePlace(withoutTrailingSlashes(path))).filter(\.isRunOrLink)
  }

  /// Those whose name has a line break, behind which could stand what looks like a line of ours, are
  /// left out.
  private static func children(of folder: FilePlace) -> [RunFolder] {
    folder.names.filter { !$0.unicodeScalars.contains("\n") }.sorted(by: comesBefore).map {
      RunFolder(folder / $0)
    }
  }

  /// Whether it is the folder of a run, or a link, wherever that leads: nobody looks through it, and
  /// whoever reads it is told so.
  private var isRunOrLink: Bool { hasConfiguration || place.isLink }

  /// What tells the folder from others, whatever path it is named by.
  package struct Identity: Sendable, Hashable {
    fileprivate let device: UInt64
    fileprivate let number: UInt64
  }

  /// The folder's identity; nil where it is not there.
  package var identity: Identity? {
    guard let status = place.status else { return nil }
    return Identity(
      device: UInt64(truncatingIfNeeded: status.st_dev),
      number: UInt64(truncatingIfNeeded: status.st_ino))
  }

  /// Whether it is the folder of a run.
  package var hasConfiguration: Bool { configurationFile.exists }

  /// Whether the run has come to its end.
  package var isComplete: Bool { receiptFile.exists }

  /// Whether the run has left weights, at its end or where it was interrupted.
  package var hasWeights: Bool { weightsFile.exists }

  /// Whether the folder is still there.
  package var exists: Bool { place.exists }

  /// Takes away what writers left in it that were killed: a training, a report, a landscape, a video.
  /// What somebody else keeps there stays.
  package func removePartialFiles() {
    place.removePartialFiles { Self.isWritten($0) }
    for folder in ["checkpoints", "pictures", "samples", "videos"] {
      (place / folder).removePartialFiles { Self.isWritten($0, in: folder) }
    }
  }

  /// Whether commands write files of a name beside their places, in a run's folder or in a folder there.
  private static func isWritten(_ name: String, in folder: String? = nil) -> Bool {
    switch folder {
    case nil:
      [
        "config.json", "receipt.json", "result.json", "weights.safetensors", "table.csv",
        "table.csv.gz", "table.json", "report.html", "events.out.tfevents.rlrun",
      ].contains(name) || isNumbered(name, "report-", ".html")
    case "checkpoints": isNumbered(name, "", ".safetensors")
    case "samples": isNumbered(name, "epoch-", ".idx")
    case "videos": isNumbered(name, "step-", ".gif")
    case "pictures": [".svg", ".png", ".gif", ".json"].contains { name.hasSuffix($0) }
    default: false
    }
  }

  /// Whether a name is a number between a beginning and an ending.
  private static func isNumbered(_ name: String, _ beginning: String, _ ending: String) -> Bool {
    guard name.hasPrefix(beginning), name.hasSuffix(ending) else { return false }
    let number = name.dropFirst(beginning.count).dropLast(ending.count)
    return Int(number).map { "\(beginning)\($0)\(ending)" } == name
  }

  /// Makes the record reach the disk.
  ///
  /// - Parameter tables: the further files of the record.
  /// - Throws: `FileError` where the system refuses.
  func flushRecord(_ tables: [RecordTableName]) throws(FileError) {
    for file in [metricsFile, timingFile] { try flushFile(file) }
    for file in tables.map(file(of:)) + [eventsFile] where file.exists { try flushFile(file) }
  }

  /// The files of the record that are there and hold nothing but what the seed determines.
  ///
  /// - Parameter names: `RunSubject.determinedFiles`.
  func determinedFiles(_ names: [String]) -> [String] {
    let all = (["metrics.csv"] + names).flatMap { name in
      name.hasSuffix("/")
        ? (place / String(name.dropLast())).names.map { name + $0 } : [name]
    }
    return all.filter { (place / $0).exists }
  }

  /// Sees to it that a new folder is still there after a power cut.
  private static func flushParent(of path: String) throws(RunFolderError) {
    do throws(FileError) { try flushFolder(of: FilePlace(path)) } catch {
      throw RunFolderError(path, .notCreated(error.description))
    }
  }

  /// Makes the folders that a path lies in.
  ///
  /// - Throws: `RunFolderError`.
  package static func makeParents(of path: String) throws(RunFolderError) {
    for index in path.indices.dropFirst() where path[index] == "/" {
      let parent = String(path[..<index])
      guard mkdir(parent, 0o777) == 0 || errno == EEXIST else {
        throw RunFolderError(path, .notCreated("\(parent): \(reason())"))
      }
    }
  }

  private static func isReadableFolder(_ path: String) -> Bool {
    guard let folder = opendir(path) else { return false }
    closedir(folder)
    return true
  }

  private static func withoutTrailingSlashes(_ path: String) -> String {
    var path = path
    while path.count > 1 && path.last == "/" { path.removeLast() }
    return path
  }

  private static func reason() -> String { String(cString: strerror(errno)) }
}

/// SHA-256 of a file, in hexadecimal digits, with little of it in memory.
///
/// - Throws: `FileError`.
func fileDigest(of file: FilePlace, atMost limit: Int) throws(FileError) -> String {
  var hash = SHA256()
  try forEachPiece(of: file, atMost: limit) {
    hash.update($0)
    return true
  }
  return hash.hexDigest
}

/// What is wrong with a run's folder.
public struct RunFolderError: Error, Hashable, CustomStringConvertible {
  package enum Problem: Sendable, Hashable {
    case notCreated(String)
    case notEmpty
    case notFolder
    case missing
    case notRun
    case held(by: String)
    case complete
    case lockLost
    case vanished
    case notWritable(FileError)
    /// The file system has no locks.
    case notLockable(CInt)
  }

  package let path: String
  package let problem: Problem

  package init(_ path: String, _ problem: Problem) {
    self.path = path
    self.problem = problem
  }

  /// Whether the path is that of a folder with a step behind it, as in `runs/maze@5000`.
  private var namesStep: Bool {
    guard let at = path.lastIndex(of: "@") else { return false }
    let step = path[path.index(after: at)...]
    return Int(step) != nil && access(String(path[..<at]), F_OK) == 0
  }

  public var description: String {
    switch problem {
    case .notCreated(let reason): "the folder '\(path)' cannot be made: \(reason)"
    case .notEmpty:
      "the folder '\(path)' is not empty, and nothing is overwritten; choose another one"
    case .notFolder: "'\(path)' is not a folder that can be read"
    case .missing:
      "there is no folder '\(path)'"
        + (namesStep ? "; a step is named for evaluate, play, record, report and fork" : "")
    case .notRun: "'\(path)' is not the folder of a run: it has no config.json"
    case .held(let holder):
      "'\(path)' is in use: \(holder) trains there; wait until it ends, or stop it"
    case .complete: "'\(path)' is complete; there is nothing to go on with"
    case .lockLost:
      "the file 'lock' of '\(path)' was removed while the run trained there, perhaps with the whole "
        + "folder; nothing more is written to it, so that two runs do not mix"
    case .vanished: "the folder \(path) has vanished while the run trained in it"
    case .notLockable(let code):
      "'\(path)' cannot be locked, which keeps two processes from training there: "
        + "\(String(cString: strerror(code))); choose a folder on another file system"
    case .notWritable(let error):
      switch error.code {
      case FileError.link, FileError.otherName, FileError.notRegular, EISDIR: "\(error)"
      default: "'\(path)' cannot be written to: \(error.reason)"
      }
    }
  }
}
