import Foundation
import Synchronization

/// Many executions, two at a time, and what was found.
struct Campaign {
  let stock: Stock
  let seed: UInt64
  /// Whether findings are counted, rather than the first one ending it.
  let goesOn: Bool

  private struct Progress {
    var next: Int
    var done = 0
    /// How many were asked to end, because the changed files asked for much work.
    var interrupted = 0
    var counts: [String: Int] = [:]
    var isOver = false
  }

  /// Does the executions of some numbers, and tells of each finding.
  ///
  /// - Returns: how many findings there were.
  func run(_ numbers: ClosedRange<Int>, workers: Int = 2) -> Int {
    let progress = Mutex(Progress(next: numbers.lowerBound))
    DispatchQueue.concurrentPerform(iterations: workers) { _ in
      while let number = progress.withLock({ Self.take(&$0, numbers) }) {
        let (plan, result) = execute(number)
        progress.withLock { progress in
          progress.done += 1
          if result.outcome.wasAskedToEnd { progress.interrupted += 1 }
          guard let finding = result.finding else {
            removeTree(plan.place.root)
            return
          }
          let group = finding.group ?? Self.group(plan.kinds, finding.kind)
          let name = "\(finding.kind) of \(plan.command[0]): \(group)"
          progress.counts[name, default: 0] += 1
          if !goesOn { progress.isOver = true }
          if progress.counts[name] == 1 {
            keep(plan, finding, result)
          } else {
            removeTree(plan.place.root)
          }
        }
      }
    }
    let end = progress.withLock { $0 }
    tell(end)
    return end.counts.values.reduce(0, +)
  }

  private static func take(_ progress: inout Progress, _ numbers: ClosedRange<Int>) -> Int? {
    guard !progress.isOver, progress.next <= numbers.upperBound else { return nil }
    defer { progress.next += 1 }
    return progress.next
  }

  /// The changes that are likely to have led to a finding, so that others beside them do not make
  /// another kind of it.
  private static func group(_ kinds: Set<String>, _ finding: Finding.Kind) -> String {
    let marks =
      switch finding {
      case .outside, .leak: [": a link"]
      case .hang: ["pipe", "socket", "device", "bomb"]
      case .flood: ["sparse", "device", "bomb", ": much"]
      default: [": content"]
      }
    let likely = kinds.filter { kind in marks.contains { kind.contains($0) } }
    return (likely.isEmpty ? kinds : likely).sorted().joined(separator: "; ")
  }

  private func execute(_ number: Int) -> (Plan, Execution.Result) {
    let folder = "\(stock.scratch)/x\(number)"
    let plan = Plan(number, seed: seed, of: stock, in: folder)
    var result = Execution(plan: plan, stock: stock).run()
    if result.finding?.kind == .trap, let trace = Backtrace(number, seed: seed, of: stock) {
      result.finding?.words += " in \(trace.place): \(trace.reason)"
      result.finding?.group = trace.place
    }
    return (plan, result)
  }

  /// Leaves the files of an execution as they were before the command, with what it takes to repeat
  /// it, and tells of it.
  private func keep(_ plan: Plan, _ finding: Finding, _ result: Execution.Result) {
    let place = plan.place
    let told = contents(place.output) ?? []
    let errors = contents(place.errors) ?? []
    removeTree(place.root)
    let again = Plan(plan.number, seed: seed, of: stock, in: place.root)
    store(Array(told.prefix(1 << 20)), at: place.output)
    store(Array(errors.prefix(1 << 20)), at: place.errors)
    let limit = plan.descriptors.map { "ulimit -n \($0)\n" } ?? ""
    let script =
      """
      #!/bin/sh
      # \(plan.changes.joined(separator: "\n# "))
      # \(finding.kind): \(finding.words)
      cd "$(dirname "$0")/cwd" || exit
      export HOME="$PWD/../home" TMPDIR="$PWD/../tmp" FUZZ_SECRET=\(Limits.secret)
      \(limit)exec \(stock.tool) \(again.command.map(shellQuoted).joined(separator: " "))

      """
    store(script, at: "\(place.root)/command.sh")
    chmod("\(place.root)/command.sh", 0o755)
    var lines = [
      "\(finding.kind)  execution \(plan.number), seed \(seed)",
      "  change   "
        + plan.changes.joined(separator: "\n           "), "  command  \(plan.commandText)",
      "  result   \(finding.words)",
    ]
    let message = String(decoding: errors.prefix(400), as: UTF8.self)
      .split(separator: "\n").prefix(2)
    lines += message.map { "           \(shown(String($0.prefix(160))))" }
    lines += [
      "  again    Tests/Fuzz/campaign.sh --only \(plan.number) \(seed)",
      "  kept     \(place.root)",
    ]
    say(lines.joined(separator: "\n"))
  }

  private func tell(_ progress: Progress) {
    let count = progress.counts.values.reduce(0, +)
    say(
      "\(progress.done) executions, seed \(seed): \(count == 0 ? "nothing found" : "\(count) found")"
        + ", \(progress.interrupted) asked to end because of much work")
    guard goesOn else { return }
    for (name, count) in progress.counts.sorted(by: { ($1.value, $0.key) < ($0.value, $1.key) }) {
      say(String(repeating: " ", count: max(0, 7 - "\(count)".count)) + "\(count)  \(name)")
    }
  }
}

/// A word as a shell takes it.
private func shellQuoted(_ word: String) -> String {
  let isPlain = word.utf8.allSatisfy { byte in
    (0x2d...0x39).contains(byte) || (0x40...0x5a).contains(byte) || (0x61...0x7a).contains(byte)
      || byte == 0x3d || byte == 0x5f
  }
  return isPlain ? word : "'" + word.replacing("'", with: "'\\''") + "'"
}

/// Prints a line, at once.
func say(_ line: String) { FileHandle.standardOutput.write(Data((line + "\n").utf8)) }
