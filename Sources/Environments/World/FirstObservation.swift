import RLRandom
import Synchronization

#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// Sees to it that an environment writes all scalars of its first observation, and no more.
///
/// - Throws: `WorldError` where it leaves one out. One beyond the last stops the program, as an index
///   beyond any span does; so that it does not stop without a word, a message says what it was.
func requireWholeObservation<Base: Environment>(
  of environment: Base, named name: String
) throws(WorldError) {
  var started = environment
  var generator = PCG64(seed: 0)
  started.reset(using: &generator)
  let count = environment.observationSpace.count
  let seen = stopping(
    saying: "\(name): observe(into:) stopped at its first observation. Its observationSpace has "
      + "\(count) scalars; does it write one beyond them, or is an index beyond an array of its own?\n"
  ) {
    ([0, 0x55] as [UInt8]).map { background in
      var scalars = [Base.ObservationSpace.Scalar](unsafeUninitializedCapacity: count) {
        UnsafeMutableRawBufferPointer($0).initializeMemory(as: UInt8.self, repeating: background)
        $1 = count
      }
      var span = scalars.mutableSpan
      started.observe(into: &span)
      return scalars.withUnsafeBytes { Array($0) }
    }
  }
  // What is left as it was shows as a difference of backgrounds.
  guard let byte = seen[0].indices.first(where: { seen[0][$0] != seen[1][$0] }) else { return }
  let stride = MemoryLayout<Base.ObservationSpace.Scalar>.stride
  throw WorldError(name, .unwrittenScalar(byte / stride, of: count))
}

/// Runs `body`; if the processor stops it at an index out of range or an overflow, of which an
/// optimised program says nothing, the message comes first.
private func stopping<Result>(saying message: String, _ body: () -> Result) -> Result {
  message.withCString { text in
    // Signals are the process's, so whoever comes second does without a message.
    stopWatch.lock.withLockIfAvailable { _ in
      stopWatch.begin(text)
      defer { stopWatch.end() }
      return body()
    }
  } ?? body()
}

/// A handler of signals has no context: what it needs is here. It is set while the lock is held, and
/// read by the thread that holds it, which a signal of its own stops.
private let stopWatch = StopWatch()

private struct StopWatch: ~Copyable {
  /// What a Swift program ends with where it cannot go on: on x86-64 and on arm64.
  private static let signals = [SIGILL, SIGTRAP]

  let lock = Mutex(())
  private let text = Atomic<UInt>(0)
  private let thread = Atomic<UInt>(0)
  /// Who handled these signals before: two structs of the C library, which stay where they are.
  private let before = Atomic<UInt>(
    UInt(bitPattern: UnsafeMutablePointer<sigaction>.allocate(capacity: 2)))

  private func earlier(_ number: Int32) -> UnsafeMutablePointer<sigaction>? {
    UnsafeMutablePointer(bitPattern: before.load(ordering: .relaxed))
      .map { $0 + (number == Self.signals[0] ? 0 : 1) }
  }

  func begin(_ message: UnsafePointer<CChar>) {
    text.store(UInt(bitPattern: message), ordering: .releasing)
    thread.store(threadNumber(), ordering: .releasing)
    var action = sigaction()
    #if canImport(Darwin)
      action.__sigaction_u.__sa_handler = sayAndStop
    #else
      action.__sigaction_handler.sa_handler = sayAndStop
    #endif
    for number in Self.signals { sigaction(number, &action, earlier(number)) }
  }

  func end() {
    for number in Self.signals { sigaction(number, earlier(number), nil) }
    thread.store(0, ordering: .releasing)
  }

  /// Writes the message where the thread that stopped is the one that is watched, and gives the signal
  /// back to who had it: the instruction comes again, and stops the program as it would have. Calls
  /// only what a handler of signals may.
  func say(_ number: Int32) {
    if thread.load(ordering: .acquiring) == threadNumber(),
      let text = UnsafePointer<CChar>(bitPattern: text.load(ordering: .acquiring))
    {
      _ = write(STDERR_FILENO, text, strlen(text))
    }
    sigaction(number, earlier(number), nil)
  }
}

private func sayAndStop(_ number: Int32) { stopWatch.say(number) }

private func threadNumber() -> UInt {
  #if canImport(Darwin)
    UInt(bitPattern: pthread_self())
  #else
    UInt(pthread_self())
  #endif
}
