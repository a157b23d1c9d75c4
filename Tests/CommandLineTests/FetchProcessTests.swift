import Foundation
import RLFiles
import TestSupport
import Testing

/// `rlrun datasets fetch` as a process: it always ends, with a sentence and a status of its own.
@Suite struct FetchProcessTests {
  private static let line = "datasets fetch wine --data data --quiet"
  private static let path = "tabular/wine_data.csv"
  private static let byteCount = 11_157

  /// Expects the sentence of a mirror that was asked.
  private func expectFailure(
    _ answer: WebServer.Answer, saying parts: [String],
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    try withTool { tool in
      try WebServer.run([Self.path: answer]) { server in
        let outcome = try tool("\(Self.line) --mirror \(server.address)")
        let words = outcome.errors.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        let start = "rlrun: cannot get data/\(Self.path) \(server.address)\(Self.path): "
        let end = " rlrun: check the network, or put the file there yourself"
        #expect(
          words.hasPrefix(start) && words.hasSuffix(end), "\(words)", sourceLocation: sourceLocation
        )
        let reason = words.dropFirst(start.count).dropLast(end.count)
        #expect(
          parts.contains { reason.hasPrefix($0) }, "\(reason)", sourceLocation: sourceLocation)
        #expect(
          outcome.status == 1 && !outcome.isSignalled && outcome.output == "",
          sourceLocation: sourceLocation)
        #expect(try tool.names(in: "data/tabular") == [], sourceLocation: sourceLocation)
      }
    }
  }

  /// Foundation on Linux stops its process at some of these.
  @Test func malformedAnswersAreTold() throws {
    let body = [UInt8](repeating: 65, count: Self.byteCount)
    let chunk = Array("2b95\r\n".utf8) + body
    let trailer = Array("\r\n0\r\nX-After: y\r\n\r\n".utf8)
    let ended = "its answer, or a lack of memory, ended the process that asked it: "
    let reasons = [ended, "the network connection was lost", "The network connection was lost"]
    try expectFailure(.raw("HTTP/1.1 200 OK\nContent-Le"), saying: reasons)
    try expectFailure(
      .head("200 OK", "Transfer-Encoding: chunked\n", then: [.bytes(chunk), .bytes(trailer)]),
      saying: [ended, "another file came"])
    try expectFailure(
      .redirected(to: "//[::1%25lo]/x"), saying: [ended, "the server answered 302", "Could not"])
    try expectFailure(
      .head("401 No", "WWW-Authenticate: Basic realm=\"x\"\nContent-Length: 0\n"),
      saying: ["the server answered 401 (it wants a name and a password)"])
    try expectFailure(
      .redirected(to: "/" + Self.path), saying: ["it redirects more than 5 times"])
    try expectFailure(
      .head("200 OK", then: [.flood([UInt8](repeating: 0, count: 1 << 20))]),
      saying: ["more than 11157 bytes came"])
    for text in ["", "hello\n", "HTTP/1.1 99 No\n\n", "HTTP/1.1 200 OK\n: x\n\n"] {
      // The reasons are the system's.
      try expectFailure(.raw(text), saying: [""])
    }
  }

  /// The system's limits are told, however low. With fewer than 4 files, some systems cannot load the
  /// program, and say so.
  @Test func lowLimitsAreTold() throws {
    func expectSentence(_ limit: String, _ texts: [String]) throws {
      try withTool { tool in
        try WebServer.run([:]) { server in
          let outcome = try tool.shell(
            "ulimit \(limit); rlrun \(Self.line) --mirror \(server.address)")
          let words = outcome.errors.split(whereSeparator: \.isWhitespace).joined(separator: " ")
          #expect(outcome.status == 1 && !outcome.isSignalled, "\(limit): \(outcome.status)")
          #expect(texts.contains { words.contains($0) }, "\(limit): \(words)")
        }
      }
    }
    let few = "too few files can be open at once; raise the limit, for example with: ulimit -n 256"
    let asked = "the server answered 404"
    for count in 4..<19 { try expectSentence("-n \(count)", [few]) }
    for count in [19, 20, 30] { try expectSentence("-n \(count)", [asked]) }
    #if os(Linux)
      for megabytes in [160, 200, 300, 600] {
        try expectSentence("-v \(megabytes * 1000)", [asked, "too few threads", "memory"])
      }
    #endif
  }

  static let signals = [(SIGINT, Int32(130)), (SIGTERM, 143), (SIGHUP, 129)]

  /// Ends it in the middle of what a server does.
  private func expectInterruption(
    _ tool: Tool, at address: String, once condition: () -> Bool, _ signal: CInt, _ status: Int32
  ) throws {
    let outcome = try tool("\(Self.line) --mirror \(address)") { process in
      try wait { tool.exists("data/tabular") && condition() }
      Thread.sleep(forTimeInterval: 0.2)
      kill(process.processIdentifier, signal)
    }
    #expect(outcome.errors == "rlrun: interrupted; the files that had come whole are kept\n")
    #expect(outcome.status == status && !outcome.isSignalled)
    #expect(try tool.names(in: "data/tabular") == [])
  }

  @Test(.timeLimit(.minutes(10)), arguments: signals)
  func aSignalEndsEveryWait(_ signal: CInt, _ status: Int32) throws {
    let header = Array("X: y\r\n".utf8)
    let answers: [WebServer.Answer] = [
      .init([.silence]), .raw("HTTP/1.1 200 OK\n", then: .trickle(header)),
      .head("200 OK", "Content-Length: \(Self.byteCount)\n", then: [.trickle([65])]),
      .redirected(to: "/silence"),
    ]
    for answer in answers {
      try withTool { tool in
        try WebServer.run([Self.path: answer, "silence": .init([.silence])]) { server in
          try expectInterruption(
            tool, at: server.address, once: { !server.requests.isEmpty }, signal, status)
        }
      }
    }
    try withTool { tool in
      try WebServer.withoutAnswer { address in
        try expectInterruption(tool, at: address, once: { true }, signal, status)
      }
    }
  }

  /// Whoever asks the server is ended, too.
  @Test(.timeLimit(.minutes(10))) func aKillLeavesNoProcess() throws {
    try withTool { tool in
      try WebServer.run([Self.path: .init([.silence])]) { server in
        let outcome = try tool("\(Self.line) --mirror \(server.address)") { process in
          try wait { !server.requests.isEmpty }
          kill(process.processIdentifier, SIGKILL)
          // It would be patient for 30 s.
          try wait(20) { server.endCount > 0 }
        }
        #expect(outcome.isSignalled)
      }
    }
  }

  @Test(.enabled(if: geteuid() != 0, "the system lets its superuser write anywhere"))
  func aFolderThatMayNotBeWrittenToIsTold() throws {
    try withTool { tool in
      let folder = tool.folder.appending(path: "data/tabular")
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      try FileManager.default.setAttributes([.posixPermissions: 0o555], ofItemAtPath: folder.path)
      defer {
        try? FileManager.default.setAttributes(
          [.posixPermissions: 0o755], ofItemAtPath: folder.path)
      }
      let outcome = try tool("\(Self.line) --mirror http://127.0.0.1:9")
      #expect(
        outcome.errors == """
          rlrun: cannot get data/tabular; the folder cannot be written: Permission denied;
            check its permissions, or choose another one

          """)
      #expect(outcome.status == 1)
    }
  }

  // MARK: - Where RLNET_DATA names a folder of data

  private static let data = ProcessInfo.processInfo.environment["RLNET_DATA"] ?? ""

  private static func bytes(_ path: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: URL(filePath: "\(data)/\(path)")))
  }

  /// A file that may grow no further is as good as a full disk.
  @Test(.enabled(if: data != "")) func aFullDiskIsTold() throws {
    let wine = try Self.bytes(Self.path)
    try withTool { tool in
      try WebServer.run([Self.path: .whole(wine)]) { server in
        let outcome = try tool.shell(
          "ulimit -f 8; rlrun \(Self.line) --mirror \(server.address)")
        let words = outcome.errors.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        #expect(
          words.hasPrefix("rlrun: cannot get data/\(Self.path); cannot write data/\(Self.path).")
            && words.hasSuffix(".partial: File too large"), "\(words)")
        #expect(outcome.status == 1 && !outcome.isSignalled)
        #expect(try tool.names(in: "data/tabular") == [])
      }
    }
  }

  /// What a process had written when it was killed goes with the next fetch.
  @Test(.enabled(if: data != ""), .timeLimit(.minutes(10)))
  func aKillWhileWritingIsMended() throws {
    let names =
      ["train-images-idx3-ubyte.gz", "train-labels-idx1-ubyte.gz"]
      + ["t10k-images-idx3-ubyte.gz", "t10k-labels-idx1-ubyte.gz"]
    let files = try names.map { ($0, try Self.bytes("fashion-mnist/\($0)")) }
    let answers = files.map { ("fashion-mnist/\($0)", WebServer.Answer.whole($1)) }
    try withTool { tool in
      try WebServer.run(Dictionary(uniqueKeysWithValues: answers)) { server in
        let line = "datasets fetch fashion-mnist --data data --quiet --mirror \(server.address)"
        func found() -> [String] { (try? tool.names(in: "data/fashion-mnist")) ?? [] }
        var left: [String] = []
        // Where it was faster than we are, again.
        for _ in 0..<50 where !left.contains(where: { $0.hasSuffix(".partial") }) {
          if tool.exists("data") { try tool.remove("data") }
          _ = try tool(line) { process in
            try wait(every: 0) { !process.isRunning || !found().isEmpty }
            kill(process.processIdentifier, SIGKILL)
          }
          left = found()
        }
        try #require(left.contains { $0.hasSuffix(".partial") })
        let outcome = try tool(line)
        #expect(outcome.status == 0 && outcome.errors == "", "\(outcome.errors)")
        #expect(found() == names.sorted())
        for (name, bytes) in files {
          #expect(try tool.data("data/fashion-mnist/\(name)") == Data(bytes))
        }
      }
    }
  }
}
