import Dispatch
import Foundation
import RLFiles
import Synchronization
import Testing

/// A web server on this machine that answers each path in its own bad way.
struct LocalServer {
  enum Answer: Sendable {
    /// The bytes and their number.
    case whole([UInt8])
    /// The bytes, and a greater number than theirs.
    case cutShort([UInt8])
    /// The bytes without their number, then the end of the connection.
    case unnumbered([UInt8])
    /// The bytes, then nothing while the other side waits.
    case stalled([UInt8])
    case status(Int)
    /// To another path or URL.
    case redirected(String)
  }

  /// What paths are added to; ends with a slash.
  let address: String
  private let door = Door()

  /// Runs `body` beside a server.
  static func run<Result>(
    _ answers: [String: Answer], _ body: (LocalServer) throws -> Result
  ) throws -> Result {
    let server = try LocalServer(answers)
    defer { server.door.shut() }
    return try body(server)
  }

  /// Calls `body` with the address of a server that takes no connections. Nobody else gets its number
  /// meanwhile.
  static func withoutServer(_ body: (_ address: String) throws -> Void) throws {
    let (socket, address) = try boundSocket()
    defer { close(socket) }
    try body(address)
  }

  private init(_ answers: [String: Answer]) throws {
    let (listening, address) = try Self.boundSocket()
    try #require(listen(listening, 16) == 0)
    self.address = address
    Thread.detachNewThread { [door] in
      door.answer(listening) { LocalServer.serve($0, answers) }
    }
  }

  /// A socket with a number of its own, and the address of a server at it.
  private static func boundSocket() throws -> (socket: CInt, address: String) {
    #if canImport(Glibc)
      let kind = CInt(SOCK_STREAM.rawValue)
    #else
      let kind = SOCK_STREAM
    #endif
    let socket = Foundation.socket(AF_INET, kind, 0)
    try #require(socket >= 0)
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
    return (socket, "http://127.0.0.1:\(UInt16(bigEndian: place.sin_port))/")
  }

  /// Takes connections until it is shut. The thread that listens closes the socket itself: the
  /// number of a closed one is given to another server while it may still be listened to.
  private final class Door: Sendable {
    private let isShut = Atomic(false)
    private let hasEnded = DispatchSemaphore(value: 0)

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

  private static func serve(_ connection: CInt, _ answers: [String: Answer]) {
    defer {
      // A process that another test starts just now may have the connection open, too.
      shutdown(connection, CInt(SHUT_RDWR))
      close(connection)
    }
    var request: [UInt8] = []
    while request.firstRange(of: Array("\r\n\r\n".utf8)) == nil {
      guard let more = received(connection) else { return }
      request += more
    }
    let words = String(decoding: request, as: UTF8.self).split(separator: " ")
    let path = words.count > 1 ? String(words[1].dropFirst()) : ""
    func answer(_ status: String, _ headers: String, _ body: [UInt8] = []) {
      send(
        Array("HTTP/1.1 \(status)\r\n\(headers)Connection: close\r\n\r\n".utf8) + body, connection)
    }
    switch answers[path] ?? .status(404) {
    case .whole(let body): answer("200 OK", "Content-Length: \(body.count)\r\n", body)
    case .cutShort(let body): answer("200 OK", "Content-Length: \(body.count + 50)\r\n", body)
    case .unnumbered(let body): answer("200 OK", "", body)
    case .status(let status): answer("\(status) No", "Content-Length: 0\r\n")
    case .redirected(let place):
      answer("302 Found", "Location: \(place)\r\nContent-Length: 0\r\n")
    case .stalled(let body):
      answer("200 OK", "Content-Length: \(body.count + 50)\r\n", body)
      // Until the other side has enough of it.
      while received(connection) != nil {}
    }
  }

  private static func received(_ connection: CInt) -> [UInt8]? {
    var buffer = [UInt8](repeating: 0, count: 4096)
    let count = recv(connection, &buffer, buffer.count, 0)
    return count > 0 ? Array(buffer.prefix(count)) : nil
  }

  private static func send(_ bytes: [UInt8], _ connection: CInt) {
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
      if count <= 0 { return }
      rest = rest.dropFirst(count)
    }
  }
}
