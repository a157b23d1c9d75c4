import Foundation
import RLState
import RLSupervised
import TestSupport
import Testing

/// Files from a server on this machine: whole ones arrive, others leave nothing.
struct DownloadTests {
  private let content = (0..<300_000).map { UInt8(truncatingIfNeeded: $0 &* $0 >> 7) }

  private var file: KnownDataset.File {
    KnownDataset.File(
      name: "a.gz", byteCount: content.count, sha256: SHA256.hexDigest(of: content))
  }

  /// Gets the file from mirrors of a server into a new folder.
  ///
  /// - Parameter patience: in seconds; a server on a busy machine must not lose it.
  private func fetch(
    _ answers: [String: WebServer.Answer], mirrors: [String], patience: Int = 300,
    _ check: (String, Result<[DownloadProgress], DownloadError>, WebServer) throws -> Void
  ) throws {
    try withTemporaryFolder { folder in
      try WebServer.run(answers) { server in
        let progress = Collected()
        let result = Result { () throws(DownloadError) in
          _ = try DataStore(folder: folder).fetch(
            .mnist, files: [file], mirrors: mirrors.map { server.address + $0 },
            idleSeconds: patience
          ) { progress.reports.append($0) }
          return progress.reports
        }
        try check("\(folder)/mnist", result, server)
      }
    }
  }

  private final class Collected { var reports: [DownloadProgress] = [] }

  private func names(in folder: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder)
  }

  @Test func aWholeFileArrives() throws {
    for answer: WebServer.Answer in [.whole(content), .unnumbered(content)] {
      try fetch(["m/a.gz": answer], mirrors: ["m/"]) { folder, result, _ in
        let reports = try result.get()
        let last = try #require(reports.last)
        #expect(last.file == "a.gz" && last.received == 300_000 && last.total == 300_000)
        #expect(zip(reports, reports.dropFirst()).allSatisfy { $0.received < $1.received })
        #expect(try names(in: folder) == ["a.gz"])
        #expect(try [UInt8](Data(contentsOf: URL(filePath: "\(folder)/a.gz"))) == content)
      }
    }
  }

  @Test func redirectionsAreFollowed() throws {
    let answers: [String: WebServer.Answer] = [
      "m/a.gz": .redirected(to: "/b"), "b": .whole(content),
    ]
    try fetch(answers, mirrors: ["m/"]) { folder, result, _ in
      _ = try result.get()
      #expect(try names(in: folder) == ["a.gz"])
    }
  }

  @Test func nothingLeavesTheEncryptedWeb() {
    func follows(_ old: String, _ new: String) -> Bool {
      isFollowed(from: URL(string: old), to: URL(string: new))
    }
    #expect(follows("http://a/x", "http://b/x") && follows("https://a/x", "https://b/x"))
    #expect(follows("http://a/x", "https://a/x"))
    #expect(!follows("https://a/x", "http://a/x"))
    for other in ["file:///x", "ftp://a/x"] {
      #expect(!follows("http://a/x", other) && !follows("https://a/x", other))
    }
  }

  @Test func anInterruptionEndsTheWait() throws {
    try withTemporaryFolder { folder in
      let start = Array(content.prefix(1_000))
      try WebServer.run(["m/a.gz": .stalled(start, of: 300_000), "n/a.gz": .whole(content)]) {
        server in
        let mirrors = ["m/", "n/"].map { server.address + $0 }
        var received = 0
        let error = #expect(throws: DownloadError.self) {
          try DataStore(folder: folder).fetch(
            .mnist, files: [file], mirrors: mirrors, isInterrupted: { received > 0 }
          ) { received = $0.received }
        }
        #expect(received == 1_000)
        #expect(error?.failures.map(\.reason) == ["interrupted"])
        let left = try names(in: "\(folder)/mnist")
        #expect(left == [])
      }
    }
  }

  /// Each bad mirror gives its reason, and the next one is asked.
  @Test func theNextMirrorIsAskedAfterAFailure() throws {
    var wrong = content
    wrong[5] ^= 1
    let answers: [String: WebServer.Answer] = [
      "short/a.gz": .whole(Array(content.prefix(1_000)), of: 300_000),
      "shorter/a.gz": .unnumbered(Array(content.prefix(1_000))),
      "wrong/a.gz": .whole(wrong), "long/a.gz": .unnumbered(content + [1]),
      "slow/a.gz": .stalled(Array(content.prefix(1_000)), of: 300_000), "busy/a.gz": .status(503),
      "loop/a.gz": .redirected(to: "/loop/a.gz"),
      "away/a.gz": .redirected(to: "ftp://127.0.0.1/a.gz"),
      "good/a.gz": .whole(content),
    ]
    let bad = ["none/", "busy/", "short/", "shorter/", "wrong/", "long/", "loop/", "away/"]
    try fetch(answers, mirrors: bad + ["good/"]) { folder, result, _ in
      _ = try result.get()
      #expect(try names(in: folder) == ["a.gz"])
      #expect(try [UInt8](Data(contentsOf: URL(filePath: "\(folder)/a.gz"))) == content)
    }
    try fetch(answers, mirrors: bad) { folder, result, server in
      let error = try #require(throws: DownloadError.self) { try result.get() }
      #expect(try names(in: folder) == [])
      #expect(error.failures.map(\.url) == bad.map { "\(server.address)\($0)a.gz" })
      let reasons = error.failures.map(\.reason)
      #if canImport(Darwin)
        let closed = "lost"
      #else
        let closed = "closed"
      #endif
      let expected = [
        "404", "503", closed, "1000 bytes came, not 300000", "another file came: its SHA-256 is",
        "more than 300000 bytes came", "redirects", "ftp:",
      ]
      for (reason, part) in zip(reasons, expected) {
        #expect(reason.contains(part), "\(reason)")
      }
      #expect(
        error.description.hasPrefix("cannot get \(folder)/a.gz: \(server.address)none/a.gz: "))
      #expect(error.description.hasSuffix("; check the network, or put the file there yourself"))
    }
    try fetch(answers, mirrors: ["slow/"], patience: 1) { folder, result, _ in
      let error = try #require(throws: DownloadError.self) { try result.get() }
      #expect(error.failures.map(\.reason) == ["nothing came for 1 s"])
      #expect(try names(in: folder) == [])
    }
  }

  @Test func aWholeFileIsKeptAndADamagedOneReplaced() throws {
    try withTemporaryFolder { folder in
      try WebServer.run(["a.gz": .whole(content)]) { server in
        let path = "\(folder)/mnist/a.gz"
        let store = DataStore(folder: folder)
        try write(Array(content.dropLast()), to: path)
        _ = try store.fetch(.mnist, files: [file], mirrors: [server.address]) { _ in }
        #expect(try [UInt8](Data(contentsOf: URL(filePath: path))) == content)
        // Nothing is asked for: there is no mirror.
        let progress = Collected()
        _ = try store.fetch(.mnist, files: [file], mirrors: []) { progress.reports.append($0) }
        #expect(progress.reports.map(\.received) == [content.count])
        // A damaged file stays until a better one is there.
        try write([1], to: path)
        #expect(throws: DownloadError.self) {
          try store.fetch(.mnist, files: [file], mirrors: []) { _ in }
        }
        #expect(try Data(contentsOf: URL(filePath: path)) == Data([1]))
      }
    }
  }

  @Test func aServerThatIsNotThereIsAFailure() throws {
    try withTemporaryFolder { folder in
      try WebServer.withoutServer { address in
        let error = #expect(throws: DownloadError.self) {
          try DataStore(folder: folder).fetch(.mnist, files: [file], mirrors: [address]) { _ in }
        }
        #expect(error?.failures.first?.reason.lowercased().contains("connect") == true)
      }
    }
  }

  @Test func whatCannotBeFetchedSaysWhatToDo() throws {
    let homeless = #expect(throws: DownloadError.self) {
      try DataStore(environment: [:]).fetch(.mnist)
    }
    #expect(
      homeless?.description == "cannot get mnist; name a folder to put it into, or set HOME")
    try withTemporaryFolder { folder in
      try write([], to: "\(folder)/file")
      let error = #expect(throws: DownloadError.self) {
        try DataStore(folder: "\(folder)/file").fetch(.mnist)
      }
      #expect(error?.description.contains("the folder cannot be made") == true)
    }
  }
}
