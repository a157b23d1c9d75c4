import Foundation
import RLFiles
import RLNet

/// Sees to it, before any work is done, that a file takes the place of nothing but one of its kind.
///
/// - Parameters:
///   - beginning: what every file of its kind begins with.
///   - kind: what it is called: `a report`.
/// - Throws: `UsageError`; `FileError` where there is a file that cannot be read.
func requireReplaceable(_ file: FilePlace, beginning: String, kind: String) throws {
  if file.isFolder {
    throw UsageError("--output is '\(file)', which is a folder; it must be the name of a file")
  }
  do throws(FileError) {
    let first = Array(beginning.utf8)
    guard try firstBytes(first.count, of: file) != first else { return }
  } catch {
    if error.isOfMissingFile { return }
    throw error
  }
  throw UsageError("\(file) is there and is not \(kind); choose another --output")
}

/// Sees to it, before any work is done, that the folder is there that a file is to be written into.
///
/// - Throws: `UsageError`.
func requireFolder(of path: String) throws(UsageError) {
  let folder = URL(filePath: path).deletingLastPathComponent().path
  var isFolder: ObjCBool = false
  guard !path.isEmpty else { throw UsageError("--output is empty; it must be the name of a file") }
  guard FileManager.default.fileExists(atPath: folder, isDirectory: &isFolder), isFolder.boolValue
  else { throw UsageError("--output is '\(path)', and there is no folder '\(folder)'") }
}
