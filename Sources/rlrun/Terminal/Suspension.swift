import Synchronization

#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// Ctrl-Z, for a program that must put the terminal right before it stops.
enum Suspension {
  private static let request = Atomic<Bool>(false)

  /// From now on Ctrl-Z is a request.
  static func watch() {
    let handler: @convention(c) (CInt) -> Void = { _ in
      Suspension.request.store(true, ordering: .relaxed)
    }
    signal(SIGTSTP, handler)
  }

  /// Whether it was pressed since this was asked last.
  static func take() -> Bool { request.exchange(false, ordering: .relaxed) }

  /// Stops the process until it is continued.
  static func stop() { kill(getpid(), SIGSTOP) }
}
