import Dispatch
import Foundation
import RLState
import Synchronization

#if canImport(FoundationNetworking)
  import FoundationNetworking
#endif

/// Gets files by Foundation's `URLSession`, within this process.
///
/// On Linux, Foundation stops the process where a server's answer ends within its headers, has headers
/// after its body, or redirects to some kinds of malformed URLs.
package struct WebTransfer: Transfer {
  package init() {}

  package func run(
    _ request: TransferRequest, isInterrupted: () -> Bool, receive: ([UInt8]) -> Void
  ) throws(TransferError) {
    // Sockets, what Dispatch and the resolver of names take, certificates; and threads for all of them.
    try SystemRoom.requireDescriptors(16)
    try SystemRoom.requireThreads(8)
    guard var address = URL(string: request.url), isFollowed(from: address, to: address),
      address.host?.isEmpty == false
    else { throw .mirror("this is not a URL of the web") }
    var patience = Patience(request)
    for _ in 0...TransferRequest.greatestRedirections {
      let hop = Hop(request)
      hop.start(at: address)
      defer { hop.stop() }
      while true {
        let news = hop.news(within: .milliseconds(50))
        if !news.bytes.isEmpty { receive(news.bytes) }
        if case .whole = news.end { return }
        if case .failed(let reason) = news.end { throw .mirror(reason) }
        if isInterrupted() { throw .interrupted }
        try patience.wait(came: !news.bytes.isEmpty || news.end != nil)
        guard case .redirected(let next) = news.end else { continue }
        guard isFollowed(from: address, to: next), let next else {
          throw .mirror("it redirects to \(short(next?.absoluteString ?? "nowhere"))")
        }
        address = next
        break
      }
    }
    throw .mirror("it redirects more than \(TransferRequest.greatestRedirections) times")
  }
}

/// One request and its answer; a redirection is followed by another one.
///
/// Foundation on Linux does not do what a delegate answers: it goes on after `.cancel`. So whoever
/// waits takes what is needed and stops the session.
private final class Hop: NSObject, URLSessionDataDelegate {
  enum End: Hashable {
    case whole
    case failed(String)
    case redirected(URL?)
  }

  private struct State {
    var session: URLSession?
    /// Those that nobody has taken yet.
    var bytes: [UInt8] = []
    var count = 0
    var isAnswered = false
    var end: End?
  }

  /// Serial, so that Dispatch gives them threads even while tasks that wait hold all of its pool; an
  /// `OperationQueue` does not keep its queue alive.
  private static let answers = DispatchQueue(label: "download: answers")
  /// Starting and stopping a session can take as long as another session's work.
  private static let control = DispatchQueue(label: "download: control")

  private let request: TransferRequest
  private let state = Mutex(State())
  private let ended = DispatchSemaphore(value: 0)

  init(_ request: TransferRequest) { self.request = request }

  func start(at address: URL) {
    Self.control.async { [self] in
      let configuration = URLSessionConfiguration.ephemeral
      // Whoever waits knows better.
      configuration.timeoutIntervalForRequest = 2 * TimeInterval(request.idleSeconds)
      configuration.urlCache = nil
      configuration.urlCredentialStorage = nil
      // The number of bytes is that of the file, and nothing grows on its way.
      configuration.httpAdditionalHeaders = ["Accept-Encoding": "identity"]
      let operations = OperationQueue()
      operations.underlyingQueue = Self.answers
      let session = URLSession(
        configuration: configuration, delegate: self, delegateQueue: operations)
      state.withLock { $0.session = session }
      session.dataTask(with: address).resume()
    }
  }

  func stop() {
    Self.control.async { [self] in
      let session = state.withLock { state in
        defer { state.session = nil }
        return state.session
      }
      session?.invalidateAndCancel()
    }
  }

  /// What has come, once this is over or the time has passed.
  func news(within time: DispatchTimeInterval) -> (bytes: [UInt8], end: End?) {
    _ = ended.wait(timeout: .now() + time)
    return state.withLock { state in
      defer { state.bytes = [] }
      return (state.bytes, state.end)
    }
  }

  /// Keeps the first end.
  private func end(_ end: End) {
    state.withLock { $0.end = $0.end ?? end }
    ended.signal()
  }

  func urlSession(
    _: URLSession, task _: URLSessionTask, willPerformHTTPRedirection response: HTTPURLResponse,
    newRequest request: URLRequest, completionHandler: @escaping (URLRequest?) -> Void
  ) {
    // No answer: Foundation on Linux stops the program where one comes after the session was stopped.
    end(.redirected(request.url))
  }

  func urlSession(
    _: URLSession, dataTask _: URLSessionDataTask, didReceive response: URLResponse,
    completionHandler: @escaping (URLSession.ResponseDisposition) -> Void
  ) {
    if let response = response as? HTTPURLResponse, !(100..<200).contains(response.statusCode) {
      if let refusal = refusal(of: response) {
        end(.failed(refusal))
      } else {
        state.withLock { $0.isAnswered = true }
      }
    }
    completionHandler(.allow)
  }

  /// Why an answer will not do.
  private func refusal(of response: HTTPURLResponse) -> String? {
    if response.statusCode != 200 { return serverAnswer(response.statusCode) }
    let encoding = response.value(forHTTPHeaderField: "Content-Encoding") ?? "identity"
    let length = response.value(forHTTPHeaderField: "Content-Length")
    // The length of what is compressed is another one.
    guard let length, encoding == "identity", Int(length) != request.byteCount else { return nil }
    return "the file there has \(short(length)) bytes, not \(request.byteCount)"
  }

  func urlSession(_: URLSession, dataTask _: URLSessionDataTask, didReceive data: Data) {
    let isTooMuch = state.withLock { state in
      guard state.end == nil else { return false }
      state.count += data.count
      if state.count > request.byteCount { return true }
      state.bytes += data
      return false
    }
    if isTooMuch { end(.failed("more than \(request.byteCount) bytes came")) }
  }

  func urlSession(
    _: URLSession, task _: URLSessionTask, didReceive challenge: URLAuthenticationChallenge,
    completionHandler:
      @escaping (URLSession.AuthChallengeDisposition, URLCredential?) -> Void
  ) {
    let asksForPassword = [
      NSURLAuthenticationMethodDefault, NSURLAuthenticationMethodHTTPBasic,
      NSURLAuthenticationMethodHTTPDigest, NSURLAuthenticationMethodHTMLForm,
      NSURLAuthenticationMethodNTLM, NSURLAuthenticationMethodNegotiate,
    ].contains(challenge.protectionSpace.authenticationMethod)
    if asksForPassword { end(.failed(serverAnswer(401))) }
    // Whether a server is to be trusted is for the system to say.
    completionHandler(asksForPassword ? .rejectProtectionSpace : .performDefaultHandling, nil)
  }

  func urlSession(
    _: URLSession, task: URLSessionTask, didCompleteWithError error: (any Error)?
  ) {
    if let error {
      end(.failed(reason(of: error)))
    } else if state.withLock({ $0.isAnswered }) {
      end(.whole)
    } else {
      let status = (task.response as? HTTPURLResponse)?.statusCode
      end(.failed(status.map(serverAnswer) ?? "it ended without an answer"))
    }
  }

  private func reason(of error: any Error) -> String {
    switch (error as? URLError)?.code {
    // Foundation on Linux has no words for these.
    case .timedOut: "nothing came for \(request.idleSeconds) s"
    case .badURL: "this is not a URL of the web"
    default: short(error.localizedDescription)
    }
  }
}
