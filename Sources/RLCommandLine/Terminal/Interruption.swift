import RLFiles
import Synchronization

/// Ctrl-C, the request to end that `kill` sends, and a terminal that is closed: where `watch` was
/// called the first one is a request and the second one ends the process at once; elsewhere already
/// the first one does.
enum Interruption {
  /// The latest signal; 0 for none.
  private static let signal = Atomic<CInt>(0)
  private static let signals = [SIGINT, SIGTERM, SIGHUP]
  /// How many runs are being saved, which is waited for.
  private static let savers = Atomic(0)
  /// Whether it was told that this is waited for.
  private static let isWaitTold = Atomic(false)
  /// The address of what is told where the process ends in the middle of something; 0 for nothing.
  private static let farewell = Atomic<UInt>(0)
  /// How long after a request the process may go on, but for saving, in microseconds.
  private static let patience = 800_000

  /// Ends the process with its own status, as a shell reports a process that the signal ended.
  static func prepare() {
    for signal in signals { handle(signal) { _exit(128 + $0) } }
    // A process that was started from a thread that blocks the signals has inherited the block.
    var set = sigset_t()
    sigemptyset(&set)
    // That of the timer, which ends what does not meet a request, too.
    for signal in signals + [SIGALRM] { sigaddset(&set, signal) }
    pthread_sigmask(SIG_UNBLOCK, &set, nil)
  }

  /// From now on a signal is a request. Where it is not met within a second, since a step takes long or
  /// waits for something, the process ends all the same: what it has written is whole, and a run goes on
  /// from its latest checkpoint.
  static func watch() {
    for signal in signals {
      handle(signal) { number in
        // Only what is allowed in a signal handler: atomics, system calls, and `_exit`.
        let earlier = Interruption.signal.exchange(number, ordering: .relaxed)
        if earlier != 0 { _exit(128 + number) }
        Interruption.startTimer()
      }
    }
    _ = setHandler(SIGALRM) { _ in
      guard Interruption.savers.load(ordering: .relaxed) == 0 else {
        if !Interruption.isWaitTold.exchange(true, ordering: .relaxed) {
          Interruption.write("saving the run; a second signal ends this at once\n")
        }
        return
      }
      let address = Interruption.farewell.load(ordering: .relaxed)
      if let farewell = UnsafePointer<CChar>(bitPattern: address) {
        _ = RLFiles.write(STDERR_FILENO, farewell, strlen(farewell))
      } else {
        Interruption.write("ended in the middle of a long step\n")
      }
      _exit(128 + Interruption.signal.load(ordering: .relaxed))
    }
  }

  /// What to tell where a signal ends the process in the middle of a long step.
  static func setFarewell(_ text: String) {
    // What was there before may just be written by a handler, so it is not given back.
    farewell.store(UInt(bitPattern: strdup(text + "\n")), ordering: .relaxed)
  }

  private static func startTimer() {
    var time = itimerval()
    time.it_value.tv_usec = numericCast(patience)
    // And again, for what was being saved.
    time.it_interval.tv_usec = 100_000
    // ITIMER_REAL, which systems give different types.
    _ = setitimer(0, &time, nil)
  }

  private static func write(_ text: StaticString) {
    _ = RLFiles.write(STDERR_FILENO, text.utf8Start, text.utf8CodeUnitCount)
  }

  /// Trains what saves itself once it is told that it is to stop, which is waited for.
  static func training<Result>(
    _ body: (_ isInterrupted: () -> Bool) throws -> Result
  ) rethrows -> Result {
    var isSaving = false
    defer { if isSaving { savers.subtract(1, ordering: .relaxed) } }
    return try body {
      guard isRequested else { return false }
      if !isSaving { savers.add(1, ordering: .relaxed) }
      isSaving = true
      return true
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
