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
  /// The mirrors, in the order that they were asked; empty where the system refused something.
  public let failures: [Failure]
  /// What to do.
  public let advice: String

  init(path: String, failures: [Failure] = [], advice: String) {
    self.path = path
    self.failures = failures
    self.advice = advice
  }

  /// The file, what each mirror answered, and what to do.
  public var description: String {
    let answers = failures.map { "\($0.url): \($0.reason)" }.joined(separator: "; ")
    return "cannot get \(path)" + (answers.isEmpty ? "" : ": \(answers)") + "; \(advice)"
  }
}

/// A file to be got from the first mirror that has it, whole and unaltered.
struct Download<Way: Transfer> {
  let file: KnownDataset.File
  /// Where it is to lie.
  let path: String
  /// The URLs, in the order that they are asked.
  let urls: [String]
  /// As `TransferRequest` has it.
  let idleSeconds: Int
  let transfer: Way

  /// Gets the file's bytes. They are in memory, and their number and their SHA-256 are right.
  func run(
    isInterrupted: () -> Bool, progress: (DownloadProgress) -> Void
  ) throws(DownloadError) -> [UInt8] {
    var failures: [DownloadError.Failure] = []
    do {
      // Of an archive, what is unpacked is in memory, too.
      try SystemRoom.requireMemory(3 * file.byteCount)
      for url in urls where !isInterrupted() {
        do throws(TransferError) {
          return try bytes(at: url, isInterrupted, progress)
        } catch .mirror(let reason) {
          failures.append(DownloadError.Failure(url: url, reason: reason))
        }
      }
    } catch {
      throw DownloadError(path: path, advice: "\(error)")
    }
    let advice = "check the network, or put the file there yourself"
    throw DownloadError(
      path: path, failures: failures, advice: isInterrupted() ? "it was interrupted" : advice)
  }

  private func bytes(
    at url: String, _ isInterrupted: () -> Bool, _ progress: (DownloadProgress) -> Void
  ) throws(TransferError) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(file.byteCount)
    let request = TransferRequest(url: url, byteCount: file.byteCount, idleSeconds: idleSeconds)
    try transfer.run(request, isInterrupted: isInterrupted) { piece in
      bytes += piece
      progress(DownloadProgress(file: file.name, received: bytes.count, total: file.byteCount))
    }
    if let reason = bytes.withUnsafeBytes({ file.fault(of: $0, isInterrupted) }) {
      throw .mirror(reason)
    }
    return bytes
  }
}

/// Whether a redirection may be followed: within the web, and never out of its encrypted part.
package func isFollowed(from old: URL?, to new: URL?) -> Bool {
  let schemes = [old, new].map { $0?.scheme?.lowercased() }
  return schemes[1] == "https" || schemes == ["http", "http"]
}

extension KnownDataset.File {
  /// Whether it lies at `path`, whole and unaltered; false where that was not found out before an
  /// interruption.
  package func isWhole(at path: String, isInterrupted: () -> Bool = { false }) -> Bool {
    guard RLSupervised.byteCount(ofFile: path) == byteCount, let bytes = try? readFile(path) else {
      return false
    }
    return bytes.withUnsafeBytes { fault(of: $0, isInterrupted) } == nil
  }

  /// Why bytes are not those of the file; nil where they are.
  fileprivate func fault(
    of bytes: UnsafeRawBufferPointer, _ isInterrupted: () -> Bool
  ) -> String? {
    guard bytes.count == byteCount else { return "\(bytes.count) bytes came, not \(byteCount)" }
    var hash = SHA256()
    for start in stride(from: 0, to: bytes.count, by: 1 << 22) {
      if isInterrupted() { return TransferError.interrupted.description }
      hash.update(UnsafeRawBufferPointer(rebasing: bytes[start...].prefix(1 << 22)))
    }
    let sum = hash.hexDigest
    return sum == sha256
      ? nil
      : "another file came: its SHA-256 is \(sum.prefix(12))…, not \(sha256.prefix(12))…"
  }
}
