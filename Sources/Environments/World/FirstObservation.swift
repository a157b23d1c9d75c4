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
    wholeObservation(of: started)
  }
  if let index = seen.unwritten { throw WorldError(name, .unwrittenScalar(index, of: count)) }
}

/// What is seen, written over two different backgrounds, so that a scalar that is left out shows: the
/// place of the first one, nil where all are written.
func wholeObservation<Base: Environment>(
  of environment: Base
) -> (scalars: [Base.ObservationSpace.Scalar], unwritten: Int?) {
  typealias Scalar = Base.ObservationSpace.Scalar
  let width = environment.observationSpace.count
  func observed(_ background: UInt8) -> [Scalar] {
    var scalars = [Scalar](unsafeUninitializedCapacity: width) { buffer, count in
      UnsafeMutableRawBufferPointer(buffer).initializeMemory(as: UInt8.self, repeating: background)
      count = width
    }
    var span = scalars.mutableSpan
    environment.observe(into: &span)
    return scalars
  }
  let (one, other) = (observed(0), observed(0x55))
  let bytes = [one, other].map { $0.withUnsafeBytes { Array($0) } }
  let place = bytes[0].indices.first { bytes[0][$0] != bytes[1][$0] }
  return (one, place.map { $0 / MemoryLayout<Scalar>.stride })
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
