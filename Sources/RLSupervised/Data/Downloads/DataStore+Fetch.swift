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
  /// or altered never lies there; where a mirror fails, the next is asked. A mirror has 30 seconds to
  /// answer and whenever nothing comes, and 5 minutes and a second for each 8000 bytes in all. The
  /// calling thread waits. What earlier downloads left that were killed is taken away.
  ///
  /// On Linux, Foundation stops the program where a server's answer ends within its headers, has
  /// headers after its body, or redirects to some kinds of malformed URLs; `rlrun datasets fetch` asks
  /// in a process of its own.
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

  /// The same with other files and mirrors, another patience, and another way to get bytes.
  package func fetch(
    _ dataset: KnownDataset, files: [KnownDataset.File], mirrors: [String],
    idleSeconds: Int = 30, by transfer: some Transfer = WebTransfer(),
    isInterrupted: () -> Bool = { Task.isCancelled }, progress: (DownloadProgress) -> Void
  ) throws(DownloadError) -> String {
    guard let destination else {
      throw DownloadError(
        path: dataset.name, advice: "name a folder to put it into, or set HOME")
    }
    let folder = "\(destination)/\(dataset.folders[0])"
    try makeFolder(folder)
    removeLeftovers(of: dataset)
    for file in files {
      let path = "\(folder)/\(file.name)"
      let download = Download(
        file: file, path: path, urls: mirrors.map { $0 + file.name }, idleSeconds: idleSeconds,
        transfer: transfer)
      let isThere = file.isWhole(at: path, isInterrupted: isInterrupted)
      if isThere {
        progress(
          DownloadProgress(file: file.name, received: file.byteCount, total: file.byteCount))
        if dataset.archive == nil { continue }
      }
      do {
        let content =
          try isThere
          ? [UInt8](readFile(path))
          : download.run(isInterrupted: isInterrupted, progress: progress)
        if dataset.archive == nil {
          try writeDurably(content, to: path)
        } else {
          try unpack(content, path, of: dataset, into: folder, isInterrupted)
        }
      } catch let error as DownloadError {
        throw error
      } catch {
        throw DownloadError(path: path, advice: "\(error)")
      }
    }
    return folder
  }

  /// Takes away what downloads of a dataset left that were killed while they wrote its files.
  package func removeLeftovers(of dataset: KnownDataset) {
    guard let destination else { return }
    let names = Set(dataset.fetchedFiles.map(\.name) + dataset.fileNames)
    FilePlace("\(destination)/\(dataset.folders[0])").removePartialFiles(of: names.contains)
  }

  /// Makes a folder that files can be written into.
  private func makeFolder(_ folder: String) throws(DownloadError) {
    do {
      try FileManager.default.createDirectory(
        atPath: folder, withIntermediateDirectories: true)
    } catch {
      throw DownloadError(
        path: folder, advice: "the folder cannot be made; check its path and permissions")
    }
    // Before anything is downloaded for it.
    guard access(folder, W_OK | X_OK) == 0 else {
      throw DownloadError(
        path: folder,
        advice: "the folder cannot be written: \(String(cString: strerror(errno))); check its "
          + "permissions, or choose another one")
    }
  }

  /// Writes a dataset's files of its archive, all of them or none. The archive itself, if it lay
  /// there, is not kept.
  private func unpack(
    _ archive: [UInt8], _ path: String, of dataset: KnownDataset, into folder: String,
    _ isInterrupted: () -> Bool
  ) throws {
    let names = dataset.fileNames
    let content = try TarArchive(archive, only: names, file: path, isInterrupted: isInterrupted)
    var written: [String] = []
    do {
      for name in names {
        if isInterrupted() { throw TransferError.interrupted }
        try writeDurably(content.files[name] ?? [], to: "\(folder)/\(name)")
        written.append(name)
      }
    } catch {
      for name in written { unlink("\(folder)/\(name)") }
      throw error
    }
    unlink(path)
  }
}
