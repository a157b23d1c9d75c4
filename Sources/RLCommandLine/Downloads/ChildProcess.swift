import RLFiles
import RLSupervised

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// This program again, in a process of its own: what it writes comes here, and it ends with this
/// value.
struct ChildProcess: ~Copyable {
  /// How it ended.
  enum End: Hashable {
    case exited(Int32)
    /// The signal's number.
    case signalled(Int32)
  }

  private let number: pid_t
  /// Where its standard output and its standard error are read; -1 for one that is at its end.
  private var streams: [CInt]
  private var hasEnded = false

  private init(number: pid_t, streams: [CInt]) {
    self.number = number
    self.streams = streams
  }

  /// Starts it with these arguments. Its standard input is ours.
  ///
  /// - Throws: `TransferError.machine` where the system refuses that.
  static func start(_ arguments: [String]) throws(TransferError) -> ChildProcess {
    var ends: [CInt] = []
    func closeAll() { for end in ends { close(end) } }
    for _ in 0..<2 {
      guard let pipe = pipe() else {
        closeAll()
        throw SystemRoom.tooFewDescriptors
      }
      ends += [pipe.reading, pipe.writing]
    }
    let (number, error) = spawn(arguments, output: ends[1], errors: ends[3])
    guard error == 0 else {
      closeAll()
      if error == EAGAIN { throw SystemRoom.tooFewThreads }
      throw .machine(
        "the process that downloads cannot be started: \(String(cString: strerror(error)))")
    }
    close(ends[1])
    close(ends[3])
    return ChildProcess(number: number, streams: [ends[0], ends[2]])
  }

  deinit {
    if !hasEnded {
      kill(number, SIGKILL)
      while waitpid(number, nil, 0) < 0 && errno == EINTR {}
    }
    for stream in streams where stream >= 0 { close(stream) }
  }

  /// What it has written since, once there is something, and at most so many milliseconds later.
  mutating func read(within milliseconds: CInt) -> (output: [UInt8], errors: [UInt8]) {
    // A number below 0 is passed over.
    var polls = streams.map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
    guard poll(&polls, nfds_t(polls.count), milliseconds) > 0 else { return ([], []) }
    return (
      polls[0].revents == 0 ? [] : readSome(of: 0), polls[1].revents == 0 ? [] : readSome(of: 1)
    )
  }

  private mutating func readSome(of stream: Int) -> [UInt8] {
    let descriptor = streams[stream]
    var (isAtEnd, isInterrupted) = (false, false)
    let bytes = [UInt8](unsafeUninitializedCapacity: 1 << 16) { buffer, count in
      let result = systemRead(descriptor, buffer.baseAddress, buffer.count)
      count = max(0, result)
      isInterrupted = result < 0 && errno == EINTR
      isAtEnd = result <= 0
    }
    if isAtEnd && !isInterrupted {
      close(descriptor)
      streams[stream] = -1
    }
    return bytes
  }

  /// Whether it can write no more, as it has ended.
  var isAtEnd: Bool { streams.allSatisfy { $0 < 0 } }

  /// Waits until it has ended.
  mutating func wait() -> End {
    var status: CInt = 0
    while waitpid(number, &status, 0) < 0 && errno == EINTR {}
    hasEnded = true
    let signal = status & 0x7f
    return signal == 0 ? .exited(status >> 8 & 0xff) : .signalled(signal)
  }

  /// What is written to one end comes out of the other; a program that is started has neither.
  private static func pipe() -> (reading: CInt, writing: CInt)? {
    var ends: [CInt] = [-1, -1]
    guard systemPipe(&ends) == 0 else { return nil }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    return (ends[0], ends[1])
  }

  private static func spawn(
    _ arguments: [String], output: CInt, errors: CInt
  ) -> (number: pid_t, error: CInt) {
    // Otherwise the system keeps no ends of processes.
    signal(SIGCHLD, SIG_DFL)
    #if canImport(Darwin)
      var actions: posix_spawn_file_actions_t?
    #else
      var actions = posix_spawn_file_actions_t()
    #endif
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO)
    posix_spawn_file_actions_adddup2(&actions, errors, STDERR_FILENO)
    var environment = ProcessInfo.processInfo.environment
    // Where it is stopped, nobody is to wait until it has told why.
    environment["SWIFT_BACKTRACE"] = "enable=no"
    var number: pid_t = 0
    let error = withCStrings([CommandLineTool.program] + arguments) { arguments in
      withCStrings(environment.map { "\($0)=\($1)" }) { environment in
        posix_spawn(&number, executable, &actions, nil, arguments, environment)
      }
    }
    return (number, error)
  }

  /// The file of this program.
  private static var executable: String {
    #if os(Linux)
      "/proc/self/exe"
    #else
      Bundle.main.executablePath ?? CommandLine.arguments[0]
    #endif
  }
}

/// The system's functions whose names methods hide.
private func systemRead(_ descriptor: CInt, _ bytes: UnsafeMutableRawPointer?, _ count: Int) -> Int
{
  read(descriptor, bytes, count)
}

private func systemPipe(_ ends: UnsafeMutablePointer<CInt>) -> CInt { pipe(ends) }

/// Calls `body` with an array of C strings that ends with a null.
private func withCStrings<Result>(
  _ texts: [String], _ body: (UnsafePointer<UnsafeMutablePointer<CChar>?>) -> Result
) -> Result {
  let copies = texts.map { strdup($0) } + [nil]
  defer { for copy in copies { free(copy) } }
  return copies.withUnsafeBufferPointer { body($0.baseAddress!) }
}
