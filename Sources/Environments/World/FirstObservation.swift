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
    // The handlers are the process's, so whoever comes second does without.
    stopMessage.lock.withLockIfAvailable { _ in
      stopMessage.address.store(UInt(bitPattern: text), ordering: .releasing)
      let handlers = stopSignals.map { signal($0, sayAndStop) }
      defer {
        for (number, handler) in zip(stopSignals, handlers) { signal(number, handler) }
        stopMessage.address.store(0, ordering: .releasing)
      }
      return body()
    }
  } ?? body()
}

/// What a Swift program ends with where it cannot go on: on x86-64 and on arm64.
private let stopSignals = [SIGILL, SIGTRAP]

/// A handler of signals has no context: it finds the text here.
private let stopMessage = StopMessage()

private struct StopMessage: ~Copyable {
  let lock = Mutex(())
  let address = Atomic<UInt>(0)
}

/// Writes the message, and lets the instruction stop the program as it would have. Calls only what a
/// handler of signals may.
private func sayAndStop(_ number: Int32) {
  if let text = UnsafePointer<CChar>(bitPattern: stopMessage.address.load(ordering: .acquiring)) {
    _ = write(STDERR_FILENO, text, strlen(text))
  }
  signal(number, SIG_DFL)
}
