import Foundation

/// Runs the command of a plan, and judges what it did.
struct Execution {
  let plan: Plan
  let stock: Stock
  /// The program, where it is another one than the stock was made by.
  var tool: String?
  var seconds = Limits.seconds

  /// What a command came to.
  struct Result {
    let outcome: Outcome
    var finding: Finding?
    let told: String
  }

  func run() -> Result {
    let place = plan.place
    let excluded: Set = ["out", "stdout", "stderr"]
    let before = Surroundings(place.root, excluded: excluded)
    let others = plan.others.map { Surroundings("\(stock.folder)/\($0)") }
    let written = occupied()
    var process = ChildProcess(
      arguments: [tool ?? stock.tool] + plan.command, folder: place.working,
      environment: place.environment(ProcessInfo.processInfo.environment),
      outputPath: place.output, errorPath: place.errors)
    process.descriptors = plan.descriptors
    process.isGivenWork = plan.asksForWork
    process.seconds = max(seconds, plan.seconds)
    let strangers = plan.strangers.map { ($0, fileStatus($0)) }
    let outcome = process.run()
    let output = (contents(place.output) ?? []) + (contents(place.errors) ?? [])
    let told = String(decoding: output, as: UTF8.self)
    let after = Surroundings(place.root, excluded: excluded)
    let othersAfter = plan.others.map { Surroundings("\(stock.folder)/\($0)") }
    let finding =
      ending(outcome) ?? amount(outcome, output.count, occupied() - written)
      ?? control(output) ?? injection(told) ?? harm(strangers) ?? harm(before, after)
      ?? harm(others, othersAfter) ?? leak(told) ?? silence(outcome, told)
    return Result(outcome: outcome, finding: finding, told: told)
  }

  private func ending(_ outcome: Outcome) -> Finding? {
    switch outcome.ending {
    case .exited(let status):
      return Limits.statuses.contains(status)
        ? nil : Finding(kind: .status, words: "it ended with the status \(status)")
    case .signalled(SIGTERM) where outcome.wasAskedToEnd: return nil
    case .signalled(SIGXFSZ):
      return Finding(kind: .flood, words: "it wrote a file of more than \(Limits.files >> 20) MB")
    case .signalled(let signal):
      return Finding(
        kind: .trap, words: "signal \(signal) (\(String(cString: strsignal(signal))))")
    case .hung:
      let asked = outcome.wasAskedToEnd ? ", though it was asked to end" : ""
      return Finding(
        kind: .hang, words: "it had not ended after \(Int(max(seconds, plan.seconds))) s\(asked)")
    case .tookMemory where plan.asksForWork: return nil
    case .tookMemory:
      return Finding(
        kind: .flood, words: "it had more than \(Limits.deadlyMemory >> 20) MB of memory")
    case .wroteOutput:
      return Finding(kind: .flood, words: "it printed more than \(Limits.output >> 20) MB")
    }
  }

  private func amount(_ outcome: Outcome, _ printed: Int, _ written: Int) -> Finding? {
    if outcome.memory > Limits.memory && !plan.asksForWork {
      return Finding(kind: .flood, words: "it had \(outcome.memory >> 20) MB of memory")
    }
    if printed > Limits.output {
      return Finding(kind: .flood, words: "it printed \(printed >> 20) MB")
    }
    if printed > plan.output {
      return Finding(kind: .flood, words: "it printed \(printed >> 10) kB for little")
    }
    if written > Limits.files && !plan.asksForWork {
      return Finding(kind: .flood, words: "it wrote \(written >> 20) MB to files")
    }
    return nil
  }

  /// What files take up on the disk, of those that the command may write.
  private func occupied() -> Int {
    [plan.place.out, plan.place.parent].reduce(0) { sum, folder in
      sum + tree(in: folder).reduce(0) { $0 + (fileStatus("\(folder)/\($1)")?.occupied ?? 0) }
    }
  }

  /// To files that are not the program's, wherever the command may write.
  private func harm(_ strangers: [(path: String, status: FileStatus?)]) -> Finding? {
    for (path, status) in strangers where status != nil && fileStatus(path) != status {
      let isLost = fileStatus(path) == nil
      return Finding(
        kind: path.hasPrefix(plan.place.run) ? .changed : .outside,
        words: "it \(isLost ? "took away" : "changed") "
          + "\(shown(path.dropFirst(plan.place.root.count + 1))), which is not its own",
        group: "files of others")
    }
    return nil
  }

  private func harm(_ before: Surroundings, _ after: Surroundings) -> Finding? {
    let run = "place/\(plan.place.name)"
    let change = before.difference(from: after) { path in
      guard path == run || path.hasPrefix(run + "/") else { return false }
      switch plan.leaves {
      case .nothing: return false
      case .everything: return true
      case .pages:
        let inner = path.dropFirst(run.count + 1)
        return ["", "report.html", "pictures", "events.out.tfevents.rlrun"].contains(inner)
          || inner.hasPrefix("pictures/")
      }
    }
    return change.map { change in
      Finding(
        kind: change.path.hasPrefix(run) ? .changed : .outside, words: change.words)
    }
  }

  private func harm(_ before: [Surroundings], _ after: [Surroundings]) -> Finding? {
    for (index, (before, after)) in zip(before, after).enumerated() {
      if let change = before.difference(from: after) {
        return Finding(
          kind: .outside, words: "\(change.words) in stock/\(plan.others[index])")
      }
    }
    return nil
  }

  /// Of runs alone: data, tables and maps are files that somebody chose, wherever they lie.
  private func leak(_ told: String) -> Finding? {
    guard !plan.agreements.isEmpty else { return nil }
    if told.contains(Limits.secret) {
      return Finding(kind: .leak, words: "it told what stands in a secret file or variable")
    }
    for folder in [plan.place.out, plan.place.run] {
      for path in tree(in: folder) where contains(Limits.secret, "\(folder)/\(path)") {
        return Finding(kind: .leak, words: "\(path) holds what stands in a secret file or variable")
      }
    }
    return nil
  }

  private func contains(_ text: String, _ file: String) -> Bool {
    guard let size = fileStatus(file)?.size, size < 4 << 20, let bytes = contents(file) else {
      return false
    }
    return holds(bytes, Array(text.utf8))
  }

  private func control(_ output: [UInt8]) -> Finding? {
    for (index, byte) in output.enumerated() {
      let isC1 =
        byte == 0xc2 && index + 1 < output.count && 0x80...0x9f ~= output[index + 1]
      if (byte < 0x20 && byte != 0x0a && byte != 0x09) || byte == 0x7f || isC1 {
        let start = max(0, index - 20)
        let around = String(decoding: output[start..<min(output.count, index + 8)], as: UTF8.self)
        return Finding(kind: .control, words: "it printed '\(shown(around))'")
      }
    }
    return nil
  }

  /// Lines that a file puts into the output, and letters that nobody sees.
  private func injection(_ told: String) -> Finding? {
    guard plan.isInjected else { return nil }
    let lines = told.unicodeScalars.split(separator: "\n").map { String($0) }
    if let line = lines.first(where: { $0.hasPrefix(Limits.injected) }) {
      return Finding(kind: .control, words: "it printed a line of a file's: '\(shown(line))'")
    }
    // Drawings are made of Braille's patterns.
    guard plan.command[0] != "play",
      let line = lines.first(where: { $0.unicodeScalars.contains(where: Limits.invisible.contains) }
      )
    else { return nil }
    let letters = line.unicodeScalars.filter(Limits.invisible.contains).map(\.properties.name!)
    return Finding(
      kind: .control, words: "it printed invisible letters (\(letters[0])): '\(shown(line))'",
      group: "invisible letters")
  }

  private func silence(_ outcome: Outcome, _ told: String) -> Finding? {
    guard outcome.ending == .exited(0) else { return nil }
    let shown = plan.agreements.reduce(into: Set<Part>()) { shown, agreement in
      // A list says by itself that a run without a receipt has not come to its end.
      if agreement.hasReceipt || plan.command[0] != "runs" {
        shown.formUnion(agreement.altered.intersection(plan.shows))
      }
    }
    guard !shown.isEmpty else { return nil }
    let pages = ["\(plan.place.run)/report.html", "\(plan.place.out)/page.html"]
    let texts = [told] + pages.map { String(decoding: contents($0) ?? [], as: UTF8.self) }
    let isTold = Limits.wordsOfDisagreement.contains { words in
      texts.contains { $0.contains(words) }
    }
    if isTold { return nil }
    let parts = shown.map(\.rawValue).sorted().joined(separator: ", ")
    return Finding(
      kind: .silent, words: "it showed without a word what was altered: \(parts)", group: parts)
  }
}

/// Whether bytes hold others.
private func holds(_ bytes: [UInt8], _ others: [UInt8]) -> Bool {
  var start = bytes.startIndex
  while let first = bytes[start...].firstIndex(of: others[0]) {
    if bytes[first...].starts(with: others) { return true }
    start = first + 1
  }
  return false
}
