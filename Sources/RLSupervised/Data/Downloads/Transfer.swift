/// A way to get the bytes of a URL.
package protocol Transfer: Sendable {
  /// Gets what a request is of, while the calling thread waits.
  ///
  /// - Parameters:
  ///   - isInterrupted: whether to give up; asked many times a second.
  ///   - receive: called with the bytes as they come, piece by piece; what had come is worth nothing
  ///     where an error follows. There are never more than the request says, but there may be fewer.
  func run(
    _ request: TransferRequest, isInterrupted: () -> Bool, receive: ([UInt8]) -> Void
  ) throws(TransferError)
}

/// What is to be got, and what may be spent on it.
package struct TransferRequest: Sendable, Hashable {
  package let url: String
  /// How many bytes the file has: nothing beyond them is taken, and an answer that names another
  /// number is refused.
  package let byteCount: Int
  /// How long connecting and the headers together may take, and how long nothing may come; in
  /// seconds.
  package let idleSeconds: Int

  package init(url: String, byteCount: Int, idleSeconds: Int) {
    self.url = url
    self.byteCount = byteCount
    self.idleSeconds = idleSeconds
  }

  /// How long everything may take, so that a server that gives a byte now and then is left, too: ten
  /// times `idleSeconds`, and a second for each 8000 bytes.
  package var wholeSeconds: Int { 10 * idleSeconds + byteCount / 8000 }

  /// How many redirections are followed.
  package static let greatestRedirections = 5
}

/// Why a transfer came to nothing.
package enum TransferError: Error, Hashable, CustomStringConvertible {
  /// What the mirror did; another one may do.
  case mirror(String)
  /// What this machine lacks, and what to do, so that no mirror would do.
  case machine(String)

  package static let interrupted = TransferError.mirror("interrupted")

  package var description: String {
    switch self {
    case .mirror(let reason), .machine(let reason): reason
    }
  }
}

/// How long a transfer has waited. Time in which the whole process stood still, as after Ctrl-Z, does
/// not count.
package struct Patience {
  private let request: TransferRequest
  private let more: Duration
  private var lastLook = ContinuousClock.now
  private var idle = Duration.zero
  private var whole = Duration.zero

  /// - Parameter more: how much longer it lasts than the request says.
  package init(_ request: TransferRequest, more: Duration = .zero) {
    self.request = request
    self.more = more
  }

  /// To be called several times a second.
  ///
  /// - Parameter something: whether something came since the last time.
  /// - Throws: where the mirror has had all the time that the request gives it.
  package mutating func wait(came something: Bool) throws(TransferError) {
    let now = ContinuousClock.now
    let lap = min(lastLook.duration(to: now), .seconds(1))
    lastLook = now
    idle = something ? .zero : idle + lap
    whole += lap
    if idle >= .seconds(request.idleSeconds) + more {
      throw .mirror("nothing came for \(request.idleSeconds) s")
    }
    if whole >= .seconds(request.wholeSeconds) + more {
      throw .mirror("it is too slow: the file had not come after \(request.wholeSeconds) s")
    }
  }
}
