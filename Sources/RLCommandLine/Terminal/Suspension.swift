import RLFiles
import Synchronization

/// Ctrl-Z, for a program that must put the terminal right before it stops.
enum Suspension {
  private static let request = Atomic<Bool>(false)

  /// From now on Ctrl-Z is a request.
  static func watch() {
    let handler: @convention(c) (CInt) -> Void = { _ in
      Suspension.request.store(true, ordering: .relaxed)
    }
    signal(SIGTSTP, handler)
    // A process that was started from a thread that blocks the signal has inherited the block.
    var set = sigset_t()
    sigemptyset(&set)
    sigaddset(&set, SIGTSTP)
    pthread_sigmask(SIG_UNBLOCK, &set, nil)
  }

  /// Whether it was pressed since this was asked last.
  static func take() -> Bool { request.exchange(false, ordering: .relaxed) }

  /// Stops the process until it is continued.
  static func stop() { kill(getpid(), SIGSTOP) }
}
