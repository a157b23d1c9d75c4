import RLFiles

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

extension DataStore {
  /// Gets the files of a dataset into `destination`; those that are there and whole are kept. An archive
  /// is fetched each time, for what was made of it: `isWhole` tells whether there is need.
  ///
  /// Every file is checked against its SHA-256 before it takes its name, so one that was cut short
  /// or altered never lies there; where a mirror fails, the next is asked. The calling thread waits.
  ///
  /// - Parameters:
  ///   - dataset: one that has files to fetch.
  ///   - isInterrupted: whether to give up; asked on the calling thread, many times a second.
  ///   - progress: called on the calling thread as bytes come, and once for a file that is there.
  /// - Returns: the folder of the files.
  /// - Throws: `DownloadError` where no mirror has a file, the system refuses to write it, or
  ///   `isInterrupted`; the files before it stay.
  @discardableResult
  public func fetch(
    _ dataset: KnownDataset, isInterrupted: () -> Bool = { Task.isCancelled },
    progress: (DownloadProgress) -> Void = { _ in }
  ) throws(DownloadError) -> String {
    try fetch(
      dataset, files: dataset.fetchedFiles, mirrors: dataset.mirrors, isInterrupted: isInterrupted,
      progress: progress)
  }

  /// The same with other files and mirrors, and another patience.
  package func fetch(
    _ dataset: KnownDataset, files: [KnownDataset.File], mirrors: [String],
    idleSeconds: Int = 30, isInterrupted: () -> Bool = { Task.isCancelled },
    progress: (DownloadProgress) -> Void
  ) throws(DownloadError) -> String {
    guard let destination else {
      throw DownloadError(
        path: dataset.name, failures: [], advice: "name a folder to put it into, or set HOME")
    }
    let folder = "\(destination)/\(dataset.folders[0])"
    do {
      try FileManager.default.createDirectory(
        atPath: folder, withIntermediateDirectories: true)
    } catch {
      throw DownloadError(
        path: folder, failures: [],
        advice: "the folder cannot be made; check its path and permissions")
    }
    for file in files {
      let path = "\(folder)/\(file.name)"
      try Download(file, from: mirrors.map { $0 + file.name }, idleSeconds: idleSeconds)
        .run(to: path, isInterrupted: isInterrupted, progress: progress)
      if dataset.archive != nil { try unpack(path, of: dataset, into: folder) }
    }
    return folder
  }

  /// Writes a dataset's files of its archive; the archive itself is not kept.
  private func unpack(
    _ path: String, of dataset: KnownDataset, into folder: String
  ) throws(DownloadError) {
    do {
      let content = try TarArchive(
        Array(readFile(path)), only: dataset.fileNames, file: path)
      for name in dataset.fileNames {
        try writeDurably(content.files[name] ?? [], to: "\(folder)/\(name)")
      }
    } catch {
      throw DownloadError(path: path, failures: [], advice: "\(error)")
    }
    try? FileManager.default.removeItem(atPath: path)
  }
}
