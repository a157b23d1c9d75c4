import Foundation
import Testing

/// How the tool ended, and what it said.
struct Outcome {
  let status: Int32
  /// Whether a signal ended it: a crash.
  let isSignalled: Bool
  let output: String
  let errors: String

  /// The output as a JSON object.
  func json() throws -> [String: Any] {
    try #require(
      try JSONSerialization.jsonObject(with: Data(output.utf8)) as? [String: Any])
  }
}

/// The tool as a user runs it, in a folder of its own.
struct Tool {
  let folder: URL

  init() throws {
    folder = FileManager.default.temporaryDirectory.appending(path: "rlrun-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  func remove() { try? FileManager.default.removeItem(at: folder) }

  /// The executable, which is built beside the tests.
  static var executable: URL {
    get throws {
      #if os(macOS)
        let bundle = CommandLine.arguments.first { $0.contains(".xctest") }
        let path = try #require(bundle?.components(separatedBy: ".xctest").first)
        return URL(filePath: path).deletingLastPathComponent().appending(path: "rlrun")
      #else
        return URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
          .deletingLastPathComponent().appending(path: "rlrun")
      #endif
    }
  }

  /// A process that is ready to run, its outputs going to files.
  private func process(
    _ arguments: [String], _ variables: [String: String], _ executable: URL?
  ) throws -> (process: Process, output: URL, errors: URL) {
    let process = Process()
    process.executableURL = try executable ?? Self.executable
    process.arguments = arguments
    process.currentDirectoryURL = folder
    process.environment = ProcessInfo.processInfo.environment.merging(variables) { $1 }
    process.standardInput = FileHandle.nullDevice
    let name = UUID().uuidString
    let files = ["out", "err"].map { folder.appending(path: ".\(name).\($0)") }
    for file in files { _ = FileManager.default.createFile(atPath: file.path, contents: nil) }
    process.standardOutput = try FileHandle(forWritingTo: files[0])
    process.standardError = try FileHandle(forWritingTo: files[1])
    return (process, files[0], files[1])
  }

  /// Runs the tool to its end.
  ///
  /// - Parameters:
  ///   - executable: another program to run instead.
  ///   - meanwhile: called while it runs.
  func callAsFunction(
    _ arguments: [String], variables: [String: String] = [:], executable: URL? = nil,
    meanwhile: (Process) throws -> Void = { _ in }
  ) throws -> Outcome {
    let (process, output, errors) = try process(arguments, variables, executable)
    try process.run()
    do { try meanwhile(process) } catch {
      kill(process.processIdentifier, SIGKILL)
      throw error
    }
    process.waitUntilExit()
    return Outcome(
      status: process.terminationStatus,
      isSignalled: process.terminationReason == .uncaughtSignal,
      output: try String(contentsOf: output, encoding: .utf8),
      errors: try String(contentsOf: errors, encoding: .utf8))
  }

  /// Runs the tool with the words of a line.
  func callAsFunction(
    _ line: String, variables: [String: String] = [:],
    meanwhile: (Process) throws -> Void = { _ in }
  ) throws -> Outcome {
    try self(
      line.split(separator: " ").map(String.init), variables: variables, meanwhile: meanwhile)
  }

  func data(_ path: String) throws -> Data { try Data(contentsOf: folder.appending(path: path)) }

  func text(_ path: String) throws -> String {
    try String(contentsOf: folder.appending(path: path), encoding: .utf8)
  }

  func json(_ path: String) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: data(path)) as? [String: Any])
  }

  /// Writes a file, and makes its folders.
  func write(_ data: Data, to path: String) throws {
    let place = folder.appending(path: path)
    try FileManager.default.createDirectory(
      at: place.deletingLastPathComponent(), withIntermediateDirectories: true)
    try data.write(to: place)
  }

  /// The names in a folder, sorted.
  func names(in path: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.appending(path: path).path).sorted()
  }
}

/// Calls `body` with a tool whose folder is taken away afterwards.
func withTool(_ body: (Tool) throws -> Void) throws {
  let tool = try Tool()
  defer { tool.remove() }
  try body(tool)
}
