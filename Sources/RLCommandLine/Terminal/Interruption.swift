import RLFiles
import Synchronization

/// Ctrl-C, the request to end that `kill` sends, and a terminal that is closed: where `watch` was
/// called the first one is a request and the second one ends the process at once; elsewhere already
/// the first one does.
enum Interruption {
  /// The latest signal; 0 for none.
  private static let signal = Atomic<CInt>(0)
  private static let signals = [SIGINT, SIGTERM, SIGHUP]

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
    // `nohup` has it ignored, and so it stays.
    if number == SIGHUP, setHandler(number, SIG_IGN) == unsafeBitCast(SIG_IGN, to: Int.self) {
      return
    }
    _ = setHandler(number, handler)
  }

  static var isRequested: Bool { signal.load(ordering: .relaxed) != 0 }

  /// How the process ends: after a request as that asks, else well.
  static var status: ExitStatus {
    switch signal.load(ordering: .relaxed) {
    case 0: .success
    case SIGTERM: .terminated
    case SIGHUP: .hungUp
    default: .interrupted
    }
  }
}

/// Sets what a signal does. Returns what it did before, as a number that can be compared.
private func setHandler(_ number: CInt, _ handler: (@convention(c) (CInt) -> Void)?) -> Int {
  unsafeBitCast(signal(number, handler), to: Int.self)
}
