import Foundation
import Testing

#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// What is seen on a terminal.
@Suite struct TerminalTests {
  @Test(arguments: [80, 50, 25])
  func progressFitsTheWidth(_ columns: Int) throws {
    let screen = try runOnTerminal(
      "cartpole --agent dqn --steps 9000 --set stopReturn=none selectEvery=2000", columns: columns)
    let frames = drawnLines(screen)
    #expect(frames.count >= 4)
    for line in frames { #expect(line.count < columns, "\(line)") }
    #expect(frames.contains { $0.contains(" %") })
    if columns == 80 {
      #expect(frames.contains { $0.contains(" of 9,000 steps  ") && $0.contains(" steps/s  ") })
      #expect(frames.contains { $0.contains("━") && $0.hasSuffix(" left") })
      #expect(frames.contains { $0.contains("best evaluation ") })
      #expect(
        frames.contains {
          $0.hasPrefix("return ") && $0.contains("  exploration 0.") && $0.contains("  loss 0.")
        })
      #expect(screen.contains("\u{1B}[32m"))
    }
  }

  @Test(arguments: [80, 50, 25])
  func progressOfATaskFitsTheWidth(_ columns: Int) throws {
    let screen = try runOnTerminal(
      "gates --epochs 4000 --set batchSize=1 evaluateEvery=50", columns: columns)
    let frames = drawnLines(screen)
    #expect(frames.count >= 4)
    for line in frames { #expect(line.count < columns, "\(line)") }
    #expect(frames.contains { $0.contains(" %") })
    if columns == 80 {
      #expect(frames.contains { $0.contains("  epoch ") && $0.contains(" of 4000  ") })
      #expect(frames.contains { $0.contains("━") && $0.hasSuffix(" left") })
      #expect(
        frames.contains {
          $0.hasPrefix("cost ") && $0.contains("  evaluation: error ") && $0.contains("  and ")
        })
    }
  }

  @Test func coloursCanBeRefused() throws {
    let screen = try runOnTerminal(
      "gridworld --agent reinforce --steps 200000", columns: 80,
      variables: ["NO_COLOR": "1", "LC_ALL": "C"])
    #expect(screen.contains("\u{1B}[2A"), "the lines are drawn in place")
    #expect(!screen.contains("\u{1B}[3") && !screen.contains("\u{1B}[0m"))
    #expect(screen.contains("#") && !screen.contains("━"))
    #expect(screen.contains("  entropy "))
  }

  @Test(arguments: [80, 50, 25])
  func progressOfSeedsFitsTheWidth(_ columns: Int) throws {
    let screen = try runOnTerminal(
      "cartpole --agent dqn --steps 5000 --seeds 4 --threads 2 --set stopReturn=none",
      columns: columns)
    let frames = drawnLines(screen)
    #expect(frames.count >= 6)
    for line in frames { #expect(line.count < columns, "\(line)") }
    #expect(frames.contains { $0.contains(" of 4 seeds") })
    #expect(frames.contains { $0.hasPrefix("training  seed 1: ") })
    if columns == 80 {
      #expect(frames.contains { $0.contains("━") && $0.hasSuffix(" left") })
      #expect(frames.contains { $0.hasPrefix("done      return ") && $0.contains(" solved") })
      #expect(screen.contains("\u{1B}[3A"), "the lines are drawn in place")
    }
  }

  @Test func quietShowsNothing() throws {
    let screen = try runOnTerminal(
      "gridworld --agent reinforce --steps 30000 --quiet", columns: 80)
    #expect(screen == "")
  }

  /// Runs the tool with standard error on a terminal; returns what was written there.
  private func runOnTerminal(
    _ line: String, columns: Int, variables: [String: String] = [:]
  ) throws -> String {
    let tool = try Tool()
    defer { tool.remove() }
    let (master, slave) = try openPseudoTerminal()
    defer { close(master) }
    var size = winsize(
      ws_row: 24, ws_col: UInt16(columns), ws_xpixel: 0, ws_ypixel: 0)
    let sizeProblem = ioctl(slave, UInt(TIOCSWINSZ), &size)
    #expect(sizeProblem == 0)

    let process = Process()
    process.executableURL = try Tool.executable
    process.arguments = line.split(separator: " ").map(String.init)
    process.currentDirectoryURL = tool.folder
    process.environment = ProcessInfo.processInfo.environment
      .merging(["TERM": "xterm", "LC_ALL": "C.UTF-8"]) { $1 }.merging(variables) { $1 }
    if variables["NO_COLOR"] == nil { process.environment?["NO_COLOR"] = nil }
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle(fileDescriptor: slave, closeOnDealloc: false)
    try process.run()
    close(slave)

    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 4096)
    while case let count = read(master, &buffer, buffer.count), count > 0 {
      bytes += buffer[..<count]
    }
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The lines of progress, without what moves the cursor and gives colour.
  private func drawnLines(_ screen: String) -> [String] {
    screen.replacing(#/\u{1B}\[[0-9;?]*[A-Za-z]/#, with: "").split(whereSeparator: \.isNewline)
      .map(String.init)
      .filter { line in
        line.contains(" %")
          || ["return ", "cost ", "training  ", "done  "].contains { line.hasPrefix($0) }
      }
  }
}
