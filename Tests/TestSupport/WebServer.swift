import Dispatch
import Foundation
import Synchronization
import Testing

/// A web server on this machine that answers each path in its own way, good or bad.
package struct WebServer: Sendable {
  /// What is sent, in this order; then the connection ends.
  package struct Answer: Sendable {
    package enum Part: Sendable {
      case bytes([UInt8])
      /// Nothing for so many seconds.
      case pause(Double)
      /// Nothing until the other side has enough of it.
      case silence
      /// The bytes again and again, 50 times a second, until the other side has enough of it.
      case trickle([UInt8])
      /// The bytes again and again, as fast as they go, until the other side has enough of it.
      case flood([UInt8])
      /// Something that happens at this moment.
      case call(@Sendable () -> Void)
    }

    package var parts: [Part]

    package init(_ parts: [Part]) { self.parts = parts }

    /// A text as it is, with `\n` for the end of a line of headers.
    package static func raw(_ text: String, then parts: Part...) -> Answer {
      Answer([.bytes(Array(text.replacing("\n", with: "\r\n").utf8))] + parts)
    }

    /// A status line and headers, each with its end, and what follows them.
    package static func head(
      _ status: String, _ headers: String = "", then parts: [Part] = []
    ) -> Answer {
      var answer = raw("HTTP/1.1 \(status)\n\(headers)Connection: close\n\n")
      answer.parts += parts
      return answer
    }

    /// The bytes and their number, or another number.
    package static func whole(_ body: [UInt8], of count: Int? = nil) -> Answer {
      head("200 OK", "Content-Length: \(count ?? body.count)\n", then: [.bytes(body)])
    }

    /// The bytes and a greater number, then nothing.
    package static func stalled(_ body: [UInt8], of count: Int) -> Answer {
      var answer = whole(body, of: count)
      answer.parts.append(.silence)
      return answer
    }

    /// The bytes without their number, then the end of the connection.
    package static func unnumbered(_ body: [UInt8]) -> Answer {
      head("200 OK", then: [.bytes(body)])
    }

    /// The bytes in pieces, half a second apart.
    package static func pieces(_ count: Int, of body: [UInt8]) -> Answer {
      let bounds = (0...count).map { $0 * body.count / count }
      let parts = zip(bounds, bounds.dropFirst()).flatMap { start, end -> [Answer.Part] in
        (start > 0 ? [.pause(0.5)] : []) + [.bytes(Array(body[start..<end]))]
      }
      return head("200 OK", "Content-Length: \(body.count)\n", then: parts)
    }

    package static func status(_ status: Int, _ headers: String = "") -> Answer {
      head("\(status) No", headers + "Content-Length: 0\n")
    }

    /// To another path or URL.
    package static func redirected(to place: String) -> Answer {
      head("302 Found", "Location: \(place)\nContent-Length: 0\n")
    }
  }

  /// What paths are added to; ends with a slash.
  package let address: String
  private let door = Door()

  /// The paths that were asked for, in this order.
  package var requests: [String] { door.log.withLock { $0.requests } }
  /// How many answers have ended: all was sent, or the other side had enough.
  package var endCount: Int { door.log.withLock { $0.endCount } }

  /// Runs `body` beside a server that has these paths alone.
  package static func run<Result>(
    _ answers: [String: Answer], _ body: (WebServer) throws -> Result
  ) throws -> Result {
    let server = try WebServer(answers)
    defer { server.door.shut() }
    return try body(server)
  }

  /// Calls `body` with the address of a server that takes no connections. Nobody else gets its number
  /// meanwhile.
  package static func withoutServer(_ body: (_ address: String) throws -> Void) throws {
    let (socket, address, _) = try boundSocket()
    defer { close(socket) }
    try body(address)
  }

  /// Calls `body` with the address of a server that never answers, not even that it has heard: it
  /// accepts no connection, and as many wait as may.
  package static func withoutAnswer(_ body: (_ address: String) throws -> Void) throws {
    let (listening, address, place) = try boundSocket()
    var sockets = [listening]
    defer { for socket in sockets { close(socket) } }
    try #require(listen(listening, 0) == 0)
    for _ in 0..<4 {
      let socket = try newSocket()
      sockets.append(socket)
      _ = fcntl(socket, F_SETFL, O_NONBLOCK)
      var place = place
      withUnsafePointer(to: &place) {
        $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
          _ = connect(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
        }
      }
    }
    try body(address)
  }

  private init(_ answers: [String: Answer]) throws {
    let (listening, address, _) = try Self.boundSocket()
    try #require(listen(listening, 16) == 0)
    self.address = address
    Thread.detachNewThread { [door] in
      door.answer(listening) { Self.serve($0, answers, door) }
    }
  }

  private static func newSocket() throws -> CInt {
    #if canImport(Glibc)
      let kind = CInt(SOCK_STREAM.rawValue)
    #else
      let kind = SOCK_STREAM
    #endif
    let socket = Foundation.socket(AF_INET, kind, 0)
    try #require(socket >= 0)
    return socket
  }

  /// A socket with a number of its own, and the address of a server at it.
  private static func boundSocket() throws -> (socket: CInt, address: String, place: sockaddr_in) {
    let socket = try newSocket()
    var place = sockaddr_in()
    place.sin_family = sa_family_t(AF_INET)
    place.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let bound = withUnsafeMutablePointer(to: &place) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(socket, $0, length) == 0 && getsockname(socket, $0, &length) == 0
      }
    }
    try #require(bound)
    return (socket, "http://127.0.0.1:\(UInt16(bigEndian: place.sin_port))/", place)
  }

  /// Takes connections until it is shut. The thread that listens closes the socket itself: the
  /// number of a closed one is given to another server while it may still be listened to.
  private final class Door: Sendable {
    private let isShut = Atomic(false)
    private let hasEnded = DispatchSemaphore(value: 0)
    let log = Mutex((requests: [String](), endCount: 0))

    func answer(_ listening: CInt, _ serve: @escaping @Sendable (CInt) -> Void) {
      while !isShut.load(ordering: .relaxed) {
        var wanted = pollfd(fd: listening, events: Int16(POLLIN), revents: 0)
        guard poll(&wanted, 1, 20) > 0 else { continue }
        let connection = accept(listening, nil, nil)
        if connection >= 0 { Thread.detachNewThread { serve(connection) } }
      }
      close(listening)
      hasEnded.signal()
    }

    func shut() {
      isShut.store(true, ordering: .relaxed)
      hasEnded.wait()
    }
  }

  private static func serve(_ connection: CInt, _ answers: [String: Answer], _ door: Door) {
    defer {
      // A process that another test starts just now may have the connection open, too.
      shutdown(connection, CInt(SHUT_RDWR))
      close(connection)
      door.log.withLock { $0.endCount += 1 }
    }
    var request: [UInt8] = []
    while request.firstRange(of: Array("\r\n\r\n".utf8)) == nil {
      guard let more = received(connection) else { return }
      request += more
    }
    let words = String(decoding: request, as: UTF8.self).split(separator: " ")
    let path = words.count > 1 ? String(words[1].dropFirst()) : ""
    door.log.withLock { $0.requests.append(path) }
    for part in (answers[path] ?? .status(404)).parts {
      switch part {
      case .bytes(let bytes): if !isSent(bytes, connection) { return }
      case .pause(let seconds): Thread.sleep(forTimeInterval: seconds)
      case .silence: while received(connection) != nil {}
      case .trickle(let bytes):
        while isSent(bytes, connection) { Thread.sleep(forTimeInterval: 0.02) }
      case .flood(let bytes): while isSent(bytes, connection) {}
      case .call(let happening): happening()
      }
    }
  }

  private static func received(_ connection: CInt) -> [UInt8]? {
    var buffer = [UInt8](repeating: 0, count: 4096)
    let count = recv(connection, &buffer, buffer.count, 0)
    return count > 0 ? Array(buffer.prefix(count)) : nil
  }

  /// Sends all bytes. Returns whether the other side still takes them.
  private static func isSent(_ bytes: [UInt8], _ connection: CInt) -> Bool {
    #if canImport(Darwin)
      var yes: CInt = 1
      setsockopt(connection, SOL_SOCKET, SO_NOSIGPIPE, &yes, socklen_t(MemoryLayout<CInt>.size))
      let flags: CInt = 0
    #else
      let flags = CInt(MSG_NOSIGNAL)
    #endif
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes {
        Foundation.send(connection, $0.baseAddress, $0.count, flags)
      }
      if count <= 0 { return false }
      rest = rest.dropFirst(count)
    }
    return true
  }
}
