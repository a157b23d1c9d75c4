import RLFiles
import Synchronization

/// Ctrl-C, and the request to end that `kill` sends: where `watch` was called the first one is a
/// request and the second one ends the process at once; elsewhere already the first one does.
enum Interruption {
  /// The latest signal; 0 for none.
  private static let signal = Atomic<CInt>(0)
  private static let signals = [SIGINT, SIGTERM]

  /// Ends the process with its own status, as a shell reports a process that the signal ended.
  static func prepare() {
    for signal in signals { handle(signal) { _exit(128 + $0) } }
    // A process that was started from a thread that blocks the signals has inherited the block.
    var set = sigset_t()
    sigemptyset(&set)
    for signal in signals { sigaddset(&set, signal) }
    pthread_sigmask(SIG_UNBLOCK, &set, nil)
  }

  /// From now on a signal is a request.
  static func watch() {
    for signal in signals {
      handle(signal) { number in
        // Only what is allowed in a signal handler: an atomic, and `_exit`.
        let earlier = Interruption.signal.exchange(number, ordering: .relaxed)
        if earlier != 0 { _exit(128 + number) }
      }
    }
  }

  private static func handle(_ number: CInt, _ handler: @convention(c) (CInt) -> Void) {
    #if canImport(Darwin)
      Darwin.signal(number, handler)
    #elseif canImport(Musl)
      Musl.signal(number, handler)
    #else
      Glibc.signal(number, handler)
    #endif
  }

  static var isRequested: Bool { signal.load(ordering: .relaxed) != 0 }

  /// How the process ends after a request.
  static var status: ExitStatus {
    signal.load(ordering: .relaxed) == SIGTERM ? .terminated : .interrupted
  }
}
