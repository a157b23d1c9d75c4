import RLFiles
import RLSupervised

/// Gets files by a process of its own for each: whatever a server's answer does to that one, or the
/// machine's limits, is told here, and it ends at once where it is no longer wanted.
struct ProcessTransfer: Transfer {
  /// The first argument of such a process. The others are the URL, the number of bytes and the
  /// seconds of a request.
  private static let word = "--transfer"
  /// How such a process ends.
  private enum Status: Int32 {
    case whole = 0
    case mirror = 1
    case usage = 2
    case machine = 3
  }

  func run(
    _ request: TransferRequest, isInterrupted: () -> Bool, receive: ([UInt8]) -> Void
  ) throws(TransferError) {
    var child = try ChildProcess.start([
      Self.word, request.url, String(request.byteCount), String(request.idleSeconds),
    ])
    // It keeps to the limits itself, and has better words.
    var patience = Patience(request, more: .seconds(5))
    var (count, reason) = (0, [UInt8]())
    while !child.isAtEnd {
      let (bytes, errors) = child.read(within: 50)
      if isInterrupted() { throw .interrupted }
      try patience.wait(came: !bytes.isEmpty)
      count += bytes.count
      guard count <= request.byteCount else {
        throw .mirror("more than \(request.byteCount) bytes came")
      }
      if !bytes.isEmpty { receive(bytes) }
      if reason.count < 1 << 12 { reason += errors }
    }
    let end = child.wait()
    if isInterrupted() { throw .interrupted }
    let told = String(decoding: reason, as: UTF8.self)
    switch end {
    case .exited(Status.whole.rawValue): return
    case .exited(Status.mirror.rawValue): throw .mirror(told)
    case .exited(Status.machine.rawValue): throw .machine(told)
    case .exited(let status):
      throw .mirror("the process that asked it ended with status \(status)")
    case .signalled(let signal):
      throw .mirror(
        "its answer, or a lack of memory, ended the process that asked it: "
          + String(cString: strsignal(signal)))
    }
  }

  /// Does the work of such a process and ends it, if that is what this one was started for.
  static func runIfAsked(_ arguments: [String]) {
    guard arguments.first == word else { return }
    guard arguments.count == 4, let byteCount = Int(arguments[2]), let seconds = Int(arguments[3])
    else { _exit(Status.usage.rawValue) }
    let request = TransferRequest(
      url: arguments[1], byteCount: byteCount, idleSeconds: seconds)
    do {
      try WebTransfer().run(request) {
        !hasReader
      } receive: { bytes in
        if !write(bytes, to: STDOUT_FILENO) { _exit(Status.machine.rawValue) }
      }
      _exit(Status.whole.rawValue)
    } catch {
      _ = write(Array(error.description.utf8), to: STDERR_FILENO)
      if case .machine = error { _exit(Status.machine.rawValue) }
      _exit(Status.mirror.rawValue)
    }
  }
}

/// Whether whoever reads our output is still there.
private var hasReader: Bool {
  var output = pollfd(fd: STDOUT_FILENO, events: 0, revents: 0)
  return poll(&output, 1, 0) <= 0
}

/// Writes all of it. Returns whether that was possible.
private func write(_ bytes: [UInt8], to descriptor: CInt) -> Bool {
  bytes.withUnsafeBytes { bytes in
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = systemWrite(
        descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
      if count >= 0 {
        rest = rest.dropFirst(count)
      } else if errno != EINTR {
        return false
      }
    }
    return true
  }
}

/// The system's `write`, which the function above hides.
private func systemWrite(_ descriptor: CInt, _ bytes: UnsafeRawPointer?, _ count: Int) -> Int {
  write(descriptor, bytes, count)
}
