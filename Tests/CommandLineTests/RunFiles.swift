import Foundation
import Testing

/// What tests do with the folders of runs.
extension Tool {
  /// The files that a configuration and its seed determine.
  static let determinedFiles = ["receipt.json", "metrics.csv", "weights.safetensors"]

  /// A complete run is the same as another one, byte for byte, and nothing of its making is left.
  func expectSameRun(
    _ run: String, _ other: String, _ comment: @autoclosure () -> String = "",
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    var files = Self.determinedFiles
    for file in ["selections.csv", "evaluations.csv"] where exists("\(other)/\(file)") {
      files.append(file)
    }
    for file in files {
      let same = try data("\(run)/\(file)") == data("\(other)/\(file)")
      #expect(same, "\(file): \(comment())", sourceLocation: sourceLocation)
    }
    let left = try names(in: run).filter { $0 == "lock" || $0.hasSuffix(".partial") }
    #expect(left == [], "\(comment())", sourceLocation: sourceLocation)
  }

  func exists(_ path: String) -> Bool {
    FileManager.default.fileExists(atPath: folder.appending(path: path).path)
  }

  func remove(_ path: String) throws {
    try FileManager.default.removeItem(at: folder.appending(path: path))
  }

  /// Takes a folder away at once, as far as those who write into it can tell.
  func takeAway(_ path: String) throws {
    try FileManager.default.moveItem(
      at: folder.appending(path: path), to: folder.appending(path: "\(path) taken"))
    try remove("\(path) taken")
  }

  func copy(_ path: String, to other: String) throws {
    try FileManager.default.copyItem(
      at: folder.appending(path: path), to: folder.appending(path: other))
  }

  /// Replaces a piece of text, which must be there, in a file.
  func replace(
    _ old: String, by new: String, in path: String,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let text = try text(path)
    try #require(text.contains(old), "\(path): \(text)", sourceLocation: sourceLocation)
    try write(Data(text.replacing(old, with: new, maxReplacements: 1).utf8), to: path)
  }

  /// The steps of a run's checkpoints, the latest last.
  func checkpoints(of run: String) -> [Int] {
    let names = (try? names(in: "\(run)/checkpoints")) ?? []
    return names.filter { $0.hasSuffix(".safetensors") }
      .compactMap { Int($0.prefix { $0 != "." }) }.sorted()
  }

  /// Whether a checkpoint is being written, or was when its writer was killed.
  func isWritingCheckpoint(of run: String) -> Bool {
    let names = (try? names(in: "\(run)/checkpoints")) ?? []
    return names.contains { $0.hasSuffix(".partial") }
  }

  /// Runs a line of the shell in the folder; `rlrun` is the tool.
  func shell(_ line: String) throws -> Outcome {
    let script = "rlrun() { '\(try Self.executable.path)' \"$@\"; }; " + line
    return try self(["-c", script], executable: URL(filePath: "/bin/bash"))
  }
}

extension Outcome {
  /// The errors without lines of progress, which a slow machine gives time for.
  var told: String {
    errors.split(separator: "\n", omittingEmptySubsequences: false)
      .filter { $0.prefixMatch(of: #/ *\d+ %  /#) == nil }.joined(separator: "\n")
  }

  /// The errors as one line.
  var message: String { errors.split(whereSeparator: \.isWhitespace).joined(separator: " ") }
}

/// Processes that are stopped or ended in the middle of what they do.
extension Tool {
  /// Sends a signal to a process in the middle of what it does. Where it was faster than we are,
  /// what it left is taken away, and it is run again.
  ///
  /// - Parameters:
  ///   - folder: what it makes.
  ///   - condition: the signal is sent some time after this holds.
  ///   - delay: how long after, in seconds.
  ///   - wasAmid: whether the signal came in the middle, asked after the process has ended.
  func signalled(
    _ signal: CInt, _ arguments: [String], making folder: String,
    once condition: () throws -> Bool, after delay: Double = 0,
    wasAmid: () throws -> Bool, sourceLocation: SourceLocation = #_sourceLocation
  ) throws -> Outcome {
    for _ in 0..<50 {
      let outcome = try self(arguments) { process in
        try wait(every: 0.001) { try !process.isRunning || condition() }
        Thread.sleep(forTimeInterval: delay)
        if process.isRunning { kill(process.processIdentifier, signal) }
      }
      if try wasAmid() { return outcome }
      if exists(folder) { try remove(folder) }
    }
    Issue.record("it was over each time", sourceLocation: sourceLocation)
    throw CancellationError()
  }

  /// Runs a process to its end and stops it in the middle. Where it was faster than we are, what it
  /// left is taken away, and it is run again.
  ///
  /// - Parameters:
  ///   - folder: what it makes.
  ///   - condition: it is stopped once this holds.
  ///   - isOver: whether that was too late, asked after it has stopped.
  ///   - meanwhile: called while it is stopped; must let it go on.
  func stopped(
    _ arguments: [String], making folder: String, once condition: () throws -> Bool,
    isOver: () throws -> Bool, sourceLocation: SourceLocation = #_sourceLocation,
    meanwhile: (Process) throws -> Void
  ) throws -> Outcome {
    for _ in 0..<50 {
      var wasAmid = false
      let outcome = try self(arguments) { process in
        try wait(every: 0) { try !process.isRunning || condition() }
        wasAmid = try isStopped(process) && !isOver()
        if wasAmid { try meanwhile(process) } else { kill(process.processIdentifier, SIGCONT) }
      }
      if wasAmid { return outcome }
      if exists(folder) { try remove(folder) }
    }
    Issue.record("it was over each time", sourceLocation: sourceLocation)
    throw CancellationError()
  }

  /// Stops a process, which must run and does nothing then until SIGCONT.
  func stop(_ process: Process) throws { try #require(isStopped(process)) }

  /// Stops a process, unless it has ended.
  private func isStopped(_ process: Process) -> Bool {
    kill(process.processIdentifier, SIGSTOP)
    var information = siginfo_t()
    return waitid(P_PID, id_t(process.processIdentifier), &information, WSTOPPED | WNOWAIT) == 0
  }
}

/// Waits until something holds; it must happen within some seconds.
func wait(
  _ seconds: Double = 120, every interval: Double = 0.002, until condition: () throws -> Bool
) throws {
  let end = Date(timeIntervalSinceNow: seconds)
  while try !condition() {
    try #require(Date() < end, "it did not happen within \(seconds) s")
    Thread.sleep(forTimeInterval: interval)
  }
}
