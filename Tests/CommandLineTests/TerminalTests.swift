import Foundation
import RLFiles
import Testing

/// What is seen on a terminal.
@Suite struct TerminalTests {
  @Test(.timeLimit(.minutes(10)), arguments: [80, 50, 25])
  func progressFitsTheWidth(_ columns: Int) throws {
    var parts: [Part] = [("a part", { $0.contains(" %") })]
    if columns == 80 {
      parts += [
        ("steps", { $0.contains(" of 2,000,000 steps  ") && $0.contains(" steps/s  ") }),
        ("a bar", { $0.contains("━") && $0.hasSuffix(" left") }),
        ("evaluations", { $0.contains("best evaluation ") }),
        (
          "diagnostics",
          { $0.hasPrefix("return ") && $0.contains("  exploration 0.") && $0.contains("  loss ") }
        ),
      ]
    }
    let screen = try interruptedOnTerminal(
      "cartpole --agent dqn --steps 2000000 --set stopReturn=none selectEvery=20000",
      columns: columns, frames: 4, showing: parts)
    #expect(columns < 80 || screen.contains("\u{1B}[32m"))
  }

  @Test(.timeLimit(.minutes(10)), arguments: [80, 50, 25])
  func progressOfATaskFitsTheWidth(_ columns: Int) throws {
    var parts: [Part] = [("a part", { $0.contains(" %") })]
    if columns == 80 {
      parts += [
        ("epochs", { $0.contains("  epoch ") && $0.contains(" of 100000  ") }),
        ("a bar", { $0.contains("━") && $0.hasSuffix(" left") }),
        (
          "metrics",
          {
            $0.hasPrefix("cost ") && $0.contains("  evaluation: error ") && $0.contains("  and ")
          }
        ),
      ]
    }
    _ = try interruptedOnTerminal(
      "gates --epochs 100000 --set batchSize=1 evaluateEvery=50", columns: columns, frames: 4,
      showing: parts)
  }

  @Test(.timeLimit(.minutes(10))) func coloursCanBeRefused() throws {
    let screen = try interruptedOnTerminal(
      "gridworld --agent reinforce --steps 3000000", columns: 80,
      variables: ["NO_COLOR": "1", "LC_ALL": "C"], frames: 4,
      showing: [("a bar", { $0.contains("#") }), ("diagnostics", { $0.contains("  entropy ") })])
    #expect(screen.contains("\u{1B}[2A"), "the lines are drawn in place")
    #expect(!screen.contains("\u{1B}[3") && !screen.contains("\u{1B}[0m"))
    #expect(!screen.contains("━"))
  }

  @Test(.timeLimit(.minutes(10)), arguments: [80, 50, 25])
  func progressOfSeedsFitsTheWidth(_ columns: Int) throws {
    var parts: [Part] = [
      ("seeds", { $0.contains(" of 200 seeds") }),
      ("a seed", { $0.prefixMatch(of: #/training  seed \d+: /#) != nil }),
    ]
    if columns == 80 {
      parts += [
        ("a bar", { $0.contains("━") && $0.hasSuffix(" left") }),
        ("what is done", { $0.hasPrefix("done      return ") && $0.contains(" solved") }),
      ]
    }
    let screen = try interruptedOnTerminal(
      "cartpole --agent dqn --steps 5000 --seeds 200 --threads 2 --set stopReturn=none",
      columns: columns, frames: 6, showing: parts)
    #expect(columns < 80 || screen.contains("\u{1B}[3A"), "the lines are drawn in place")
  }

  @Test func quietShowsNothing() throws {
    let screen = try runOnTerminal(
      "gridworld --agent reinforce --steps 30000 --quiet", columns: 80)
    #expect(screen == "")
  }

  /// What is told is as wide as the terminal allows, and no word is broken.
  @Test(.timeLimit(.minutes(10)), arguments: [40, 60, 100, 140, 300])
  func whatIsToldFitsTheWidth(_ columns: Int) throws {
    let line = "gridworld --agent dqn --steps 600 --evaluation-episodes 1 --set discount=0.5"
    let screen = try runOnTerminal(line, columns: columns)
    let first =
      "training dqn on GridWorld-v1 for 600 steps (preset default with discount=0.5, seed 1,"
    let text = screen.replacing("\r\n", with: "\n")
    let begin = text.split(separator: "\n").prefix { !$0.hasPrefix("evaluating") }
      .filter { !$0.contains("\u{1B}") }
    for line in begin { #expect(line.count <= min(columns, 200), "\(line)") }
    #expect(
      begin.joined(separator: " ").replacing("   ", with: " ").hasPrefix(first), "\(begin)")
    #expect((begin.first?.count ?? 0) > min(columns - 20, 80))
  }

  /// Something that a line of progress shows.
  private typealias Part = (name: String, isShown: (_ line: String) -> Bool)

  /// Runs the tool with standard error on a terminal until enough was shown, however long that takes,
  /// and interrupts it then; returns what was written there.
  ///
  /// - Parameters:
  ///   - count: how many lines of progress there must be, all of which must fit.
  ///   - parts: what must be shown.
  private func interruptedOnTerminal(
    _ line: String, columns: Int, variables: [String: String] = [:], frames count: Int,
    showing parts: [Part]
  ) throws -> String {
    let screen = try runOnTerminal(line, columns: columns, variables: variables) { screen in
      let lines = drawnLines(screen)
      return lines.count >= count && parts.allSatisfy { lines.contains(where: $0.isShown) }
    }
    let lines = drawnLines(screen)
    #expect(lines.count >= count)
    for line in lines { #expect(line.count < columns, "\(line)") }
    for part in parts { #expect(lines.contains(where: part.isShown), "\(part.name)") }
    return screen
  }

  /// Runs the tool with standard error on a terminal; returns what was written there.
  ///
  /// - Parameter isEnough: whether to interrupt it, asked with what has been written.
  private func runOnTerminal(
    _ line: String, columns: Int, variables: [String: String] = [:],
    until isEnough: (_ screen: String) -> Bool = { _ in false }
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
    var isInterrupted = false
    while case let count = read(master, &buffer, buffer.count), count > 0 {
      bytes += buffer[..<count]
      if !isInterrupted, isEnough(String(decoding: bytes, as: UTF8.self)) {
        isInterrupted = true
        process.interrupt()
      }
    }
    process.waitUntilExit()
    // It may have come to its end just then.
    #expect(process.terminationStatus == 0 || isInterrupted && process.terminationStatus == 130)
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
