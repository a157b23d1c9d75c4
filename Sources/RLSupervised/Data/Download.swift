import RLFiles
import RLNet
import RLState

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// How far a file has come.
public struct DownloadProgress: Sendable, Hashable {
  /// The file's name.
  public let file: String
  /// The bytes that have come, from the mirror that is being asked.
  public let received: Int
  /// The bytes of the whole file.
  public let total: Int
}

/// Why a file could not be got.
public struct DownloadError: Error, Hashable, CustomStringConvertible {
  /// A mirror that was asked, and what came of it.
  public struct Failure: Sendable, Hashable {
    public let url: String
    public let reason: String
  }

  /// Where the file was to be written.
  public let path: String
  /// The mirrors, in the order that they were asked; empty where the system refused a file.
  public let failures: [Failure]
  /// What to do.
  public let advice: String

  /// The file, what each mirror answered, and what to do.
  public var description: String {
    let answers = failures.map { "\($0.url): \($0.reason)" }.joined(separator: "; ")
    return "cannot get \(path)" + (answers.isEmpty ? "" : ": \(answers)") + "; \(advice)"
  }
}

/// A file to be got from the first mirror that has it, whole and unaltered.
package struct Download: Sendable {
  package let file: KnownDataset.File
  /// The URLs, in the order that they are asked.
  package let urls: [String]
  /// How long connecting may take, and how long nothing may come.
  package let idleSeconds: Int

  package init(_ file: KnownDataset.File, from urls: [String], idleSeconds: Int = 30) {
    self.file = file
    self.urls = urls
    self.idleSeconds = idleSeconds
  }

  /// Gets the file, unless it is there already, and writes it to `path`.
  ///
  /// It is kept in memory until its size and its SHA-256 are right, then written beside `path`,
  /// flushed and renamed: whatever happens, `path` is a whole file or untouched.
  package func run(
    to path: String, isInterrupted: () -> Bool, progress: (DownloadProgress) -> Void
  ) throws(DownloadError) {
    if file.isWhole(at: path) {
      return progress(
        DownloadProgress(file: file.name, received: file.byteCount, total: file.byteCount))
    }
    var failures: [DownloadError.Failure] = []
    for url in urls {
      let bytes: [UInt8]
      do {
        let transfer = Transfer(byteCount: file.byteCount, idleSeconds: idleSeconds)
        bytes = try transfer.run(url, isInterrupted: isInterrupted) {
          progress(DownloadProgress(file: file.name, received: $0, total: file.byteCount))
        }
        try file.check(bytes)
      } catch {
        failures.append(DownloadError.Failure(url: url, reason: error.reason))
        if isInterrupted() { break }
        continue
      }
      do {
        try writeDurably(bytes, to: path)
      } catch {
        throw DownloadError(path: path, failures: [], advice: error.description)
      }
      return
    }
    throw DownloadError(
      path: path, failures: failures,
      advice: "check the network, or put the file there yourself")
  }

  /// Whether a redirection may be followed: within the web, and never out of its encrypted part.
  package static func follows(from old: URL?, to new: URL?) -> Bool {
    new?.scheme == "https" || (old?.scheme == "http" && new?.scheme == "http")
  }
}

extension KnownDataset.File {
  /// Whether it lies at `path`, whole and unaltered.
  package func isWhole(at path: String) -> Bool {
    guard let bytes = try? readFile(path) else { return false }
    return (try? check([UInt8](bytes))) != nil
  }

  fileprivate func check(_ bytes: [UInt8]) throws(MirrorError) {
    guard bytes.count == byteCount else {
      throw MirrorError(reason: "\(bytes.count) bytes came, not \(byteCount)")
    }
    let sum = SHA256.hexDigest(of: bytes)
    guard sum == sha256 else {
      throw MirrorError(
        reason: "another file came: its SHA-256 is \(sum.prefix(12))…, not \(sha256.prefix(12))…")
    }
  }
}
