import Foundation
import RLState
import RLSupervised
import TestSupport
import Testing

/// What servers may not do: give more, take longer, send elsewhere, ask for passwords.
@Suite struct DownloadLimitTests {
  private static let content = (0..<2_000).map { UInt8(truncatingIfNeeded: $0 &* $0 >> 5) }

  private static let file = KnownDataset.File(
    name: "a.gz", byteCount: content.count, sha256: SHA256.hexDigest(of: content))

  /// What comes of asking one mirror.
  ///
  /// - Parameter patience: in seconds; a server on a busy machine must not lose it.
  private func reason(
    _ answers: [String: WebServer.Answer], patience: Int = 300,
    _ check: (WebServer) throws -> Void = { _ in }
  ) throws -> String? {
    try withTemporaryFolder { folder in
      try WebServer.run(answers) { server in
        defer { #expect(throws: Never.self) { try check(server) } }
        do throws(DownloadError) {
          _ = try DataStore(folder: folder).fetch(
            .mnist, files: [Self.file], mirrors: [server.address], idleSeconds: patience
          ) { _ in }
        } catch {
          #expect(error.failures.count == 1)
          let left = try FileManager.default.contentsOfDirectory(atPath: "\(folder)/mnist")
          #expect(left == [])
          return error.failures.first?.reason
        }
        let path = URL(filePath: "\(folder)/mnist/a.gz")
        #expect(try [UInt8](Data(contentsOf: path)) == Self.content)
        return nil
      }
    }
  }

  /// The meanings are those of RFC 9110 and RFC 6585.
  @Test(
    arguments: [
      (204, "no content"), (206, "a part of the file"), (304, "not modified"),
      (302, "it does not say where"), (401, "a name and a password"),
      (403, "does not give the file"), (404, "does not have the file"),
      (407, "the proxy wants a name and a password"), (410, "does not have the file"),
      (429, "try again later"), (500, "an error of its own"), (503, "overloaded or down"),
    ])
  func anotherAnswerThan200IsTold(_ status: Int, _ meaning: String) throws {
    let reason = try reason(["a.gz": .status(status)])
    #expect(reason?.hasPrefix("the server answered \(status) (") == true, "\(reason ?? "nothing")")
    #expect(reason?.contains(meaning) == true, "\(reason ?? "nothing")")
  }

  @Test func anUnknownAnswerIsTold() throws {
    #expect(try reason(["a.gz": .status(299)]) == "the server answered 299")
  }

  /// Foundation would wait for a password.
  @Test(
    .timeLimit(.minutes(10)), arguments: ["Basic realm=\"x\"", "Digest realm=\"x\", nonce=\"y\""])
  func noPasswordIsGiven(_ challenge: String) throws {
    for body in [[], Array("no".utf8)] {
      let reason = try reason([
        "a.gz": .head(
          "401 No", "WWW-Authenticate: \(challenge)\nContent-Length: \(body.count)\n",
          then: [.bytes(body)])
      ])
      #expect(reason == "the server answered 401 (it wants a name and a password)")
    }
  }

  /// RFC 9110, section 15.2: any number of them may come before the answer.
  @Test func whatIsSaidBeforeTheAnswerIsPassedOver() throws {
    var answer = WebServer.Answer.raw("HTTP/1.1 103 Early Hints\nLink: </b>\n\n")
    answer.parts += WebServer.Answer.whole(Self.content).parts
    #expect(try reason(["a.gz": answer]) == nil)
  }

  /// Nobody waits for the body of another file.
  @Test(.timeLimit(.minutes(10)), arguments: [0, 1_999, 2_001, 1 << 40])
  func anotherLengthIsRefusedAtOnce(_ count: Int) throws {
    let answer = WebServer.Answer.head("200 OK", "Content-Length: \(count)\n", then: [.silence])
    // The answer without a body ends by itself.
    let reason = try reason(["a.gz": answer])
    #expect(reason == "the file there has \(count) bytes, not 2000")
  }

  @Test(.timeLimit(.minutes(10))) func aFloodEndsAtTheFirstByteTooMany() throws {
    let zeros = [UInt8](repeating: 0, count: 1 << 20)
    let flood = WebServer.Answer.head("200 OK", then: [.flood(zeros)])
    #expect(try reason(["a.gz": flood]) == "more than 2000 bytes came")
    let compressed = WebServer.Answer.head(
      "200 OK", "Content-Encoding: gzip\n", then: [.bytes(gzip(zeros, level: 9)), .silence])
    #expect(try reason(["a.gz": compressed]) == "more than 2000 bytes came")
  }

  /// One that does not heed that none was asked for.
  @Test func aCompressedAnswerIsInflated() throws {
    let bytes = gzip(Self.content)
    let answer = WebServer.Answer.head(
      "200 OK", "Content-Encoding: gzip\nContent-Length: \(bytes.count)\n", then: [.bytes(bytes)])
    #expect(try reason(["a.gz": answer]) == nil)
  }

  @Test func fiveRedirectionsAreFollowed() throws {
    var answers: [String: WebServer.Answer] = ["a.gz": .redirected(to: "/1")]
    for hop in 1..<9 { answers["\(hop)"] = .redirected(to: "/\(hop + 1)") }
    answers["5"] = .whole(Self.content)
    #expect(try reason(answers) == nil)
    answers["5"] = .redirected(to: "/6")
    answers["6"] = .whole(Self.content)
    let reason = try reason(answers) { server in
      #expect(server.requests == ["a.gz", "1", "2", "3", "4", "5"])
    }
    #expect(reason == "it redirects more than 5 times")
  }

  @Test func aRedirectionOutOfTheWebIsTold() throws {
    let elsewhere = "ftp://127.0.0.1/" + String(repeating: "a", count: 5_000)
    let reason = try reason(["a.gz": .redirected(to: elsewhere)])
    #expect(reason == "it redirects to ftp://127.0.0.1/" + String(repeating: "a", count: 184) + "…")
  }

  /// Bytes that keep coming do not make headers, or a file, any longer waited for.
  @Test(.timeLimit(.minutes(10))) func slownessEnds() throws {
    let headers = WebServer.Answer.raw("HTTP/1.1 200 OK\n", then: .trickle(Array("X: y\r\n".utf8)))
    #expect(try reason(["a.gz": headers], patience: 1) == "nothing came for 1 s")
    let body = WebServer.Answer.head("200 OK", "Content-Length: 2000\n", then: [.trickle([1])])
    let reason = try reason(["a.gz": body], patience: 1)
    // On a busy machine the server may pause for a second, too. Without a limit for the whole it would
    // go on for half an hour.
    let ends = ["it is too slow: the file had not come after 10 s", "nothing came for 1 s"]
    #expect(ends.contains(reason ?? ""), "\(reason ?? "")")
  }

  @Test func theTimeForAFileGrowsWithIt() {
    // A gigabyte at 8 kB/s.
    let request = TransferRequest(url: "", byteCount: 1_000_000_000, idleSeconds: 30)
    #expect(request.wholeSeconds == 300 + 125_000)
  }

  @Test func whatIsNoURLIsTold() throws {
    try withTemporaryFolder { folder in
      for mirror in ["", "data/", "http:///", "file:///", "ftp://127.0.0.1/", "http://[/"] {
        let error = #expect(throws: DownloadError.self) {
          try DataStore(folder: folder).fetch(.mnist, files: [Self.file], mirrors: [mirror]) { _ in
          }
        }
        let reasons = error?.failures.map(\.reason)
        #expect(reasons == ["this is not a URL of the web"], "\(mirror): \(reasons ?? [])")
      }
    }
  }

  /// The folder of data is taken away while the file comes.
  @Test func aFolderThatVanishesIsTold() throws {
    try withTemporaryFolder { folder in
      var answer = WebServer.Answer.whole(Self.content)
      let data = "\(folder)/data"
      answer.parts.insert(
        .call { try? FileManager.default.removeItem(atPath: data) }, at: 0)
      try WebServer.run(["a.gz": answer]) { server in
        let error = #expect(throws: DownloadError.self) {
          try DataStore(folder: data).fetch(
            .mnist, files: [Self.file], mirrors: [server.address]
          ) { _ in }
        }
        #expect(error?.failures == [])
        #expect(error?.advice.contains("No such file or directory") == true)
        #expect(!FileManager.default.fileExists(atPath: data))
      }
    }
  }
}
