#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

extension DataStore {
  /// Gets the files of a dataset into `destination`; those that are there and whole are kept.
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
      dataset, files: dataset.files, mirrors: dataset.mirrors, isInterrupted: isInterrupted,
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
    guard !files.isEmpty else {
      throw DownloadError(
        path: dataset.name, failures: [],
        advice: "get its archive with: \(command(for: dataset))")
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
      try Download(file, from: mirrors.map { $0 + file.name }, idleSeconds: idleSeconds)
        .run(
          to: "\(folder)/\(file.name)", isInterrupted: isInterrupted, progress: progress)
    }
    return folder
  }
}
