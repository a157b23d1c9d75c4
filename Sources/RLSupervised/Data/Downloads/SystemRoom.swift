import RLFiles

/// What a download takes of the system. It is tried by taking it and giving it back: Foundation stops
/// the program, or waits for ever, where it does not get it.
package enum SystemRoom {
  package static let tooFewDescriptors = TransferError.machine(
    "too few files can be open at once; raise the limit, for example with: ulimit -n 256")
  package static let tooFewThreads = TransferError.machine(
    "too few threads or processes can be started, or there is too little memory for them; end others, "
      + "or raise the limits, for example with: ulimit -u 1000; ulimit -v unlimited")

  /// Whether `count` files can be opened.
  static func requireDescriptors(_ count: Int) throws(TransferError) {
    var opened: [CInt] = []
    defer { for descriptor in opened { close(descriptor) } }
    for _ in 0..<count {
      let descriptor = open("/", O_RDONLY | O_CLOEXEC)
      guard descriptor >= 0 else { throw tooFewDescriptors }
      opened.append(descriptor)
    }
  }

  /// Whether `count` threads can run beside each other.
  static func requireThreads(_ count: Int) throws(TransferError) {
    // The threads wait for it until all have started.
    let gate = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    pthread_mutex_init(gate, nil)
    pthread_mutex_lock(gate)
    var started: [pthread_t] = []
    while started.count < count, let thread = thread(waitingFor: gate) { started.append(thread) }
    pthread_mutex_unlock(gate)
    for thread in started { pthread_join(thread, nil) }
    pthread_mutex_destroy(gate)
    gate.deallocate()
    if started.count < count { throw tooFewThreads }
  }

  /// A new thread, which ends once the gate is open.
  private static func thread(
    waitingFor gate: UnsafeMutablePointer<pthread_mutex_t>
  ) -> pthread_t? {
    #if canImport(Glibc)
      var thread = pthread_t()
    #else
      var thread: pthread_t?
    #endif
    let status = pthread_create(
      &thread, nil,
      { context in
        // What is given here is no optional on every system.
        let context: UnsafeMutableRawPointer? = context
        guard let gate = context?.assumingMemoryBound(to: pthread_mutex_t.self) else { return nil }
        pthread_mutex_lock(gate)
        pthread_mutex_unlock(gate)
        return nil
      }, gate)
    return status == 0 ? thread : nil
  }

  /// Whether there is memory for `byteCount` bytes.
  static func requireMemory(_ byteCount: Int) throws(TransferError) {
    guard let memory = malloc(byteCount) else {
      throw .machine(
        "it needs \(byteCount / 1_000_000 + 1) MB of memory; end other programs, or raise the limit, "
          + "for example with: ulimit -v unlimited")
    }
    free(memory)
  }
}
