/// What of a run was altered in meaning, compared with the run that it is a copy of.
///
/// Only what says something else is an alteration: a number written otherwise is none, nor is what
/// cannot be read, which no command shows.
struct Agreement {
  /// What says something else than the receipt does, or than the receipt did.
  private(set) var altered: Set<Part> = []
  /// Whether the configuration asks for another amount of work, or a checkpoint says where to go on
  /// from, without a receipt that contradicts.
  private(set) var asksForWork = false
  /// Whether there still is a receipt.
  let hasReceipt: Bool

  /// - Parameters:
  ///   - original: the folder of the run that it is a copy of.
  ///   - copy: its own.
  init(of copy: String, with original: String, isKilled: Bool) {
    func pair(_ name: String) -> (before: [UInt8], after: [UInt8])? {
      guard let before = contents("\(original)/\(name)"), let after = readable("\(copy)/\(name)")
      else { return nil }
      return before == after ? nil : (before, after)
    }
    hasReceipt = fileStatus("\(copy)/receipt.json") != nil
    if pair("weights.safetensors") != nil { altered.insert(.weights) }
    if let pair = pair("metrics.csv"), Self.rowsDiffer(pair) { altered.insert(.metrics) }
    for name in ["evaluations.csv", "selections.csv"] {
      if let pair = pair(name), Self.rowsDiffer(pair) { altered.insert(.evaluations) }
    }
    for path in pair("result.json").map(Self.differences) ?? [] {
      if Self.isInReceipt(path) || path == "evaluation.std" { altered.insert(.result) }
    }
    for path in pair("config.json").map(Self.differences) ?? [] {
      if Self.determinesRun(path) { altered.insert(.configuration) }
      if !hasReceipt || isKilled || path.hasPrefix("recording.") { asksForWork = true }
    }
    for path in pair("receipt.json").map(Self.differences) ?? [] {
      // That of its course only training again can tell.
      let isOfCourse = ["transitions", "losses", "evaluation.returns"].contains(path)
      if path.hasPrefix("configuration.") || path == "data" {
        altered.formUnion([.receipt, .configuration])
      } else if path == "weights" {
        altered.formUnion([.receipt, .weights])
      } else if isOfCourse {
        altered.insert(.receipt)
      } else if Self.isInReceipt(path) {
        altered.formUnion([.receipt, .result])
      }
    }
    for name in names(in: "\(original)/checkpoints") where pair("checkpoints/\(name)") != nil {
      asksForWork = true
    }
  }

  /// Parts of `config.json` that a run follows from.
  private static func determinesRun(_ path: String) -> Bool {
    let parts = ["environmentSettings", "hyperparameters", "ancestors"]
    return parts.contains { path.hasPrefix($0 + ".") }
      || ["agent", "environment", "task", "seed", "evaluationEpisodes", "data"].contains(path)
  }

  /// Parts of `result.json` that the receipt holds too.
  private static func isInReceipt(_ path: String) -> Bool {
    path.hasPrefix("evaluation.")
      && !["optimum", "std", "uniformRandom"].contains {
        path == "evaluation.\($0)"
      }
      || ["episodes", "steps", "updates", "epochs", "agent", "environment", "task", "seed"]
        .contains(path)
  }

  /// The paths of values that both have and that say something else.
  private static func differences(_ pair: (before: [UInt8], after: [UInt8])) -> [String] {
    guard let before = JSONText(pair.before)?.meaning, let after = JSONText(pair.after)?.meaning
    else { return [] }
    return before.keys.sorted().filter { path in
      guard let value = after[path], value != .nothing else { return false }
      return value != before[path]
    }
  }

  private static func rowsDiffer(_ pair: (before: [UInt8], after: [UInt8])) -> Bool {
    guard let after = String(validating: pair.after, as: UTF8.self) else { return false }
    let before = String(decoding: pair.before, as: UTF8.self)
    // Blanks at the end say nothing.
    func rows(_ text: String) -> [[String]] {
      TextTable(text).rows.filter { !$0.allSatisfy { $0.allSatisfy(\.isWhitespace) } }
    }
    guard rows(before) != rows(after) else { return false }
    // A number may be written otherwise.
    let (first, second) = (rows(before), rows(after))
    guard first.count == second.count else { return true }
    return !zip(first, second).allSatisfy { row, other in
      row.count == other.count
        && zip(row, other).allSatisfy {
          $0 == $1 || (Double($0) != nil && Double($0) == Double($1))
        }
    }
  }
}

/// The bytes of a regular file, or of one that a link leads to.
private func readable(_ path: String) -> [UInt8]? {
  guard fileStatus(path)?.isLink == true else { return contents(path) }
  var path = path
  for _ in 0..<3 {
    guard let target = linkTarget(path), !target.hasPrefix("/dev/") else { return nil }
    let folder = path[..<(path.lastIndex(of: "/") ?? path.startIndex)]
    path = target.hasPrefix("/") ? target : "\(folder)/\(target)"
    if let bytes = contents(path) { return bytes }
  }
  return nil
}
