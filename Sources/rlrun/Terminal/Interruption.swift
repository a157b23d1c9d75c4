import Synchronization

#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// Ctrl-C: where `watch` was called the first one is a request and the second one ends the process at
/// once; elsewhere already the first one does.
enum Interruption {
  private static let requests = Atomic(0)

  /// Ends the process with its own status, as a shell reports a process that the signal ended.
  static func prepare() {
    signal(SIGINT) { _ in _exit(ExitStatus.interrupted.rawValue) }
    // A process that was started from a thread that blocks the signal has inherited the block.
    var signals = sigset_t()
    sigemptyset(&signals)
    sigaddset(&signals, SIGINT)
    pthread_sigmask(SIG_UNBLOCK, &signals, nil)
  }

  /// From now on Ctrl-C is a request.
  static func watch() {
    signal(SIGINT) { _ in
      // Only what is allowed in a signal handler: an atomic, and `_exit`.
      let earlier = Interruption.requests.add(1, ordering: .relaxed).oldValue
      if earlier > 0 { _exit(ExitStatus.interrupted.rawValue) }
    }
  }

  static var isRequested: Bool { requests.load(ordering: .relaxed) > 0 }
}
