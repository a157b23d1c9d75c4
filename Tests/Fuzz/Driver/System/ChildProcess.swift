import Foundation

/// How a process ended, and what it took.
struct Outcome {
  enum Ending: Equatable {
    case exited(Int32)
    case signalled(Int32)
    /// It ran too long and was killed.
    case hung
    /// It took so much memory that it was killed.
    case tookMemory
    /// It wrote so much to its outputs that it was killed.
    case wroteOutput
  }

  var ending = Ending.hung
  /// The greatest memory it had, in bytes.
  var memory = 0
  /// Whether it was asked to end, because it was given much work.
  var wasAskedToEnd = false
}

/// A program with its arguments, as it is started.
struct ChildProcess {
  var arguments: [String]
  /// Where it runs.
  var folder: String
  var environment: [String: String]
  /// Where its outputs go.
  var outputPath: String
  var errorPath: String
  /// How many files it may have open; nil for as many as the system allows.
  var descriptors: Int?
  /// Whether it was given so much work that it may be asked to end.
  var isGivenWork = false
  var seconds = Limits.seconds

  /// Runs it in a process group of its own, until it ends or is killed.
  func run() -> Outcome {
    // The shell sets limits that posix_spawn cannot, and then is the program.
    let blocks = Limits.files / 512
    let files = descriptors.map { "ulimit -n \($0) && " } ?? ""
    let script = "cd \"$0\" && ulimit -c 0 && ulimit -f \(blocks) && \(files)exec \"$@\""
    guard let process = spawn(["/bin/sh", "-c", script, folder] + arguments) else {
      fatalError("cannot start /bin/sh: \(String(cString: strerror(errno)))")
    }
    return wait(for: process)
  }

  private func wait(for process: pid_t) -> Outcome {
    var outcome = Outcome()
    var killing: Outcome.Ending?
    let start = now()
    var status: CInt = 0
    var usage = rusage()
    for tick in 1... {
      let ended = wait4(process, &status, WNOHANG, &usage)
      if ended == process { break }
      let passed = now() - start
      if killing == nil {
        if passed > seconds {
          killing = .hung
        } else if tick % 8 == 0 {
          if residentMemory(process) > Limits.deadlyMemory { killing = .tookMemory }
          let output = [outputPath, errorPath].reduce(0) { $0 + (fileStatus($1)?.size ?? 0) }
          if output > Limits.output { killing = .wroteOutput }
        }
        if killing != nil { kill(-process, SIGKILL) }
      }
      if isGivenWork && !outcome.wasAskedToEnd && passed > Limits.patience {
        outcome.wasAskedToEnd = true
        kill(-process, SIGTERM)
      }
      usleep(tick < 100 ? 500 : 2_000)
    }
    // Nothing that it started lives on.
    kill(-process, SIGKILL)
    let signal = status & 0x7f
    outcome.ending = killing ?? (signal == 0 ? .exited((status >> 8) & 0xff) : .signalled(signal))
    #if os(Linux)
      outcome.memory = usage.ru_maxrss * 1024
    #else
      outcome.memory = usage.ru_maxrss
    #endif
    return outcome
  }

  private func spawn(_ arguments: [String]) -> pid_t? {
    #if canImport(Darwin)
      var actions: posix_spawn_file_actions_t?
      var attributes: posix_spawnattr_t?
    #else
      var actions = posix_spawn_file_actions_t()
      var attributes = posix_spawnattr_t()
    #endif
    posix_spawn_file_actions_init(&actions)
    posix_spawnattr_init(&attributes)
    defer {
      posix_spawn_file_actions_destroy(&actions)
      posix_spawnattr_destroy(&attributes)
    }
    let writing = O_WRONLY | O_CREAT | O_TRUNC
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 1, outputPath, writing, 0o644)
    posix_spawn_file_actions_addopen(&actions, 2, errorPath, writing, 0o644)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETPGROUP))
    posix_spawnattr_setpgroup(&attributes, 0)
    var texts = arguments.map { strdup($0) } + [nil]
    var variables = environment.sorted { $0.key < $1.key }.map { strdup("\($0)=\($1)") } + [nil]
    defer { for text in texts + variables { free(text) } }
    var process: pid_t = 0
    let problem = posix_spawn(&process, arguments[0], &actions, &attributes, &texts, &variables)
    return problem == 0 ? process : nil
  }
}

/// Seconds of a clock that never goes back.
func now() -> Double {
  var time = timespec()
  clock_gettime(CLOCK_MONOTONIC, &time)
  return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
}

/// The bytes of memory that a process has now. Where the system does not tell, 0: then only the
/// greatest is known, after its end.
private func residentMemory(_ process: pid_t) -> Int {
  #if os(Linux)
    let descriptor = open("/proc/\(process)/statm", O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return 0 }
    defer { close(descriptor) }
    var buffer = [UInt8](repeating: 0, count: 128)
    let count = read(descriptor, &buffer, 128)
    guard count > 0 else { return 0 }
    let fields = String(decoding: buffer[..<count], as: UTF8.self).split(separator: " ")
    return (fields.count > 1 ? Int(fields[1]) ?? 0 : 0) * sysconf(CInt(_SC_PAGESIZE))
  #else
    return 0
  #endif
}
