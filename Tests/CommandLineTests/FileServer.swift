import Dispatch
import Foundation
import RLFiles
import Synchronization
import Testing

/// A web server on this machine.
struct FileServer {
  struct Answer: Sendable {
    /// How many bytes it says that there are; where fewer come, the rest is withheld.
    let byteCount: Int
    let bytes: [UInt8]
    /// How many pieces the bytes come in, half a second apart.
    let pieces: Int

    init(_ bytes: [UInt8], of byteCount: Int? = nil, pieces: Int = 1) {
      self.bytes = bytes
      self.byteCount = byteCount ?? bytes.count
      self.pieces = pieces
    }
  }

  /// What paths are added to; ends with a slash.
  let address: String

  /// Runs `body` beside a server that has these paths alone.
  static func run(_ answers: [String: Answer], _ body: (FileServer) throws -> Void) throws {
    #if canImport(Glibc)
      let kind = CInt(SOCK_STREAM.rawValue)
    #else
      let kind = SOCK_STREAM
    #endif
    let listening = socket(AF_INET, kind, 0)
    try #require(listening >= 0)
    var place = sockaddr_in()
    place.sin_family = sa_family_t(AF_INET)
    place.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let isListening = withUnsafeMutablePointer(to: &place) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(listening, $0, length) == 0 && listen(listening, 16) == 0
          && getsockname(listening, $0, &length) == 0
      }
    }
    try #require(isListening)
    let door = Door()
    Thread.detachNewThread {
      door.answer(listening) { connection in
        serve(connection, answers)
        // A process that another test starts just now may have the connection open, too.
        shutdown(connection, CInt(SHUT_RDWR))
        close(connection)
      }
    }
    defer { door.shut() }
    try body(FileServer(address: "http://127.0.0.1:\(UInt16(bigEndian: place.sin_port))/"))
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
    var request: [UInt8] = []
    while request.firstRange(of: Array("\r\n\r\n".utf8)) == nil {
      guard let more = received(connection) else { return }
      request += more
    }
    let words = String(decoding: request, as: UTF8.self).split(separator: " ")
    guard words.count > 1, let answer = answers[String(words[1].dropFirst())] else {
      let status = "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
      return sendAll(Array(status.utf8)[...], connection)
    }
    let header =
      "HTTP/1.1 200 OK\r\nContent-Length: \(answer.byteCount)\r\nConnection: close\r\n\r\n"
    sendAll(Array(header.utf8)[...], connection)
    for piece in 0..<answer.pieces {
      if piece > 0 { Thread.sleep(forTimeInterval: 0.5) }
      let bounds = [piece, piece + 1].map { $0 * answer.bytes.count / answer.pieces }
      sendAll(answer.bytes[bounds[0]..<bounds[1]], connection)
    }
    // Until the other side has enough of waiting.
    if answer.bytes.count < answer.byteCount { while received(connection) != nil {} }
  }

  private static func received(_ connection: CInt) -> [UInt8]? {
    var buffer = [UInt8](repeating: 0, count: 4096)
    let count = recv(connection, &buffer, buffer.count, 0)
    return count > 0 ? Array(buffer.prefix(count)) : nil
  }

  private static func sendAll(_ bytes: ArraySlice<UInt8>, _ connection: CInt) {
    #if canImport(Darwin)
      var yes: CInt = 1
      setsockopt(connection, SOL_SOCKET, SO_NOSIGPIPE, &yes, socklen_t(MemoryLayout<CInt>.size))
      let flags: CInt = 0
    #else
      let flags = CInt(MSG_NOSIGNAL)
    #endif
    var rest = bytes
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { send(connection, $0.baseAddress, $0.count, flags) }
      if count <= 0 { return }
      rest = rest.dropFirst(count)
    }
  }
}
