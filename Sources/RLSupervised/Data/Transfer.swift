import Dispatch
import Foundation
import Synchronization

#if canImport(FoundationNetworking)
  import FoundationNetworking
#endif

/// Why one mirror did not do.
struct MirrorError: Error { let reason: String }

/// The bytes of a file, as they come from one mirror.
final class Transfer: NSObject, URLSessionDataDelegate {
  private struct State {
    var bytes: [UInt8] = []
    var failure: String?
  }

  /// Serial, so that Dispatch gives it a thread even while tasks that wait hold all of its pool;
  /// an `OperationQueue` does not keep it alive.
  private static let queue = DispatchQueue(label: "download")

  private let byteCount: Int
  private let idleSeconds: Int
  private let state = Mutex(State())
  private let ended = DispatchSemaphore(value: 0)

  /// - Parameters:
  ///   - byteCount: how many bytes may come.
  ///   - idleSeconds: how long connecting may take, and how long nothing may come.
  init(byteCount: Int, idleSeconds: Int) {
    self.byteCount = byteCount
    self.idleSeconds = idleSeconds
  }

  /// Gets what `url` names, while the calling thread waits.
  ///
  /// - Parameter progress: called with the number of bytes that have come.
  func run(
    _ url: String, isInterrupted: () -> Bool, progress: (Int) -> Void
  ) throws(MirrorError) -> [UInt8] {
    guard let url = URL(string: url) else { throw MirrorError(reason: "this is not a URL") }
    let configuration = URLSessionConfiguration.ephemeral
    configuration.timeoutIntervalForRequest = TimeInterval(idleSeconds)
    configuration.urlCache = nil
    let operations = OperationQueue()
    operations.underlyingQueue = Self.queue
    let session = URLSession(
      configuration: configuration, delegate: self, delegateQueue: operations)
    defer { session.finishTasksAndInvalidate() }
    let task = session.dataTask(with: url)
    task.resume()
    var received = 0
    var isRunning = true
    while isRunning {
      isRunning = ended.wait(timeout: .now() + .milliseconds(50)) == .timedOut
      let count = state.withLock { $0.bytes.count }
      if count > received { progress(count) }
      received = count
      if isRunning && isInterrupted() {
        fail("interrupted")
        task.cancel()
      }
    }
    let result = state.withLock { $0 }
    if let failure = result.failure { throw MirrorError(reason: failure) }
    return result.bytes
  }

  /// Keeps the first reason.
  private func fail(_ reason: String) {
    state.withLock { $0.failure = $0.failure ?? reason }
  }

  func urlSession(
    _: URLSession, task _: URLSessionTask, willPerformHTTPRedirection response: HTTPURLResponse,
    newRequest request: URLRequest, completionHandler: @escaping (URLRequest?) -> Void
  ) {
    let isFollowed = Download.follows(from: response.url, to: request.url)
    if !isFollowed { fail("it redirects to \(request.url?.absoluteString ?? "nowhere")") }
    completionHandler(isFollowed ? request : nil)
  }

  func urlSession(
    _: URLSession, dataTask _: URLSessionDataTask, didReceive response: URLResponse,
    completionHandler: @escaping (URLSession.ResponseDisposition) -> Void
  ) {
    let status = (response as? HTTPURLResponse)?.statusCode
    if status != 200 { fail("the server answered \(status ?? 0)") }
    completionHandler(status == 200 ? .allow : .cancel)
  }

  func urlSession(_: URLSession, dataTask: URLSessionDataTask, didReceive data: Data) {
    let isWanted = state.withLock { state in
      guard state.failure == nil else { return false }
      guard state.bytes.count + data.count <= byteCount else {
        state.failure = "more than \(byteCount) bytes came"
        return false
      }
      state.bytes += data
      return true
    }
    // Foundation on Linux goes on after `.cancel`, so a refused answer ends here too.
    if !isWanted { dataTask.cancel() }
  }

  func urlSession(_: URLSession, task _: URLSessionTask, didCompleteWithError error: (any Error)?) {
    // Foundation on Linux has no words for this one.
    let isIdle = (error as? URLError)?.code == .timedOut
    if let error {
      fail(isIdle ? "nothing came for \(idleSeconds) s" : error.localizedDescription)
    }
    ended.signal()
  }
}
