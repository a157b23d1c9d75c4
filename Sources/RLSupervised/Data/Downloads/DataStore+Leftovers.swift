import RLFiles

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

extension DataStore {
  /// Takes away what downloads of a dataset left that were killed while they wrote: beside a file
  /// NAME of it, `NAME.PID-N.partial` of processes that are no more.
  package func removeLeftovers(of dataset: KnownDataset) {
    guard let destination else { return }
    let folder = "\(destination)/\(dataset.folders[0])"
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    let files = Set(dataset.fetchedFiles.map(\.name) + dataset.fileNames)
    for name in names where isLeftover(name, of: files) {
      let path = "\(folder)/\(name)"
      var status = stat()
      guard lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { continue }
      unlink(path)
    }
  }
}

/// Whether a file is one that the writing of one of `files` began, in a process that is no more.
private func isLeftover(_ name: String, of files: Set<String>) -> Bool {
  guard let match = name.wholeMatch(of: #/(.+)\.([0-9]+)-[0-9]+\.partial/#),
    files.contains(String(match.1)), let process = pid_t(match.2), process > 0
  else { return false }
  return kill(process, 0) != 0 && errno == ESRCH
}
