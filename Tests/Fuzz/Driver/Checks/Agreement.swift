import RLState

/// What of a run was altered in meaning, compared with the run that it is a copy of.
///
/// Only what says something else is an alteration: a number written otherwise is none, nor is what
/// cannot be read, which no command shows. What is missing says something else, where the run had
/// it.
struct Agreement {
  /// What says something else than the receipt does, or than the receipt did. Where both were
  /// changed alike only training again can tell, and it is the receipt that was altered; another
  /// configuration in both may give the same run.
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
    func text(_ name: String) -> JSONText? { readable("\(copy)/\(name)").flatMap { JSONText($0) } }
    hasReceipt = fileStatus("\(copy)/receipt.json") != nil
    let configuration = text("config.json")?.meaning ?? [:]
    let receipt = text("receipt.json")?.meaning ?? [:]
    let result = text("result.json")?.meaning ?? [:]
    func isSigned(_ name: String, by digest: JSONText.Meaning?) -> Bool {
      readable("\(copy)/\(name)").map { .text(SHA256.hexDigest(of: $0)) } == digest
    }
    let hasSignedWeights = isSigned("weights.safetensors", by: receipt["weights"])
    if pair("weights.safetensors") != nil {
      altered.insert(hasSignedWeights ? .receipt : .weights)
    }
    for name in ["metrics.csv", "evaluations.csv", "selections.csv"] {
      guard let pair = pair(name), Self.rowsDiffer(pair) else { continue }
      let isMetrics = name == "metrics.csv"
      if !isSigned(name, by: result["record.\(name)"]) {
        altered.insert(isMetrics ? .metrics : .evaluations)
      } else if isMetrics {
        altered.insert(.receipt)
      }
    }
    let isResultSigned =
      readable("\(copy)/result.json").map { .text(jsonDigest(of: $0, without: "record")) }
      == result["record.result.json"]
    for path in pair("result.json").map(Self.differences) ?? [] {
      guard Self.isInReceipt(path) || path == "evaluation.std" else {
        if !isResultSigned, !path.hasPrefix("record") { altered.insert(.result) }
        continue
      }
      altered.insert(receipt[path] == result[path] ? .receipt : .result)
    }
    for path in pair("config.json").map(Self.differences) ?? [] {
      let isSigned = (receipt["configuration.\(path)"] ?? receipt[path]) == configuration[path]
      if Self.determinesRun(path) && !isSigned { altered.insert(.configuration) }
      if !hasReceipt || isKilled || isSigned || path.hasPrefix("recording.") { asksForWork = true }
    }
    for path in pair("receipt.json").map(Self.differences) ?? [] {
      let isOfConfiguration = path.hasPrefix("configuration.")
      // That of its course only training again can tell.
      if ["transitions", "losses", "evaluation.returns"].contains(path) {
        altered.insert(.receipt)
      } else if isOfConfiguration || path == "data" {
        let inner = isOfConfiguration ? String(path.dropFirst(14)) : path
        if receipt[path] != configuration[inner] {
          altered.formUnion([.receipt, .configuration])
        }
      } else if path == "weights" {
        altered.formUnion(hasSignedWeights ? [.receipt] : [.receipt, .weights])
      } else if Self.isInReceipt(path) {
        altered.formUnion(receipt[path] == result[path] ? [.receipt] : [.receipt, .result])
      }
    }
    addMissing(pair("result.json"), pair("receipt.json")) { path in
      // Missing there as well, as of a setting that neither has any more.
      path.hasPrefix("configuration.")
        ? configuration[String(path.dropFirst(14))] == nil && !configuration.isEmpty
        : Self.isInReceipt(path) && path != "evaluation.returns" && result[path] == nil
          && !result.isEmpty
    }
    addKept(in: original, pair)
    for name in names(in: "\(original)/checkpoints") where pair("checkpoints/\(name)") != nil {
      asksForWork = true
    }
  }

  /// What the result or the receipt does not say any more.
  private mutating func addMissing(
    _ result: (before: [UInt8], after: [UInt8])?, _ receipt: (before: [UInt8], after: [UInt8])?,
    isMissingToo: (_ path: String) -> Bool
  ) {
    for path in result.map(Self.absences) ?? [] {
      let isRecord = path.hasPrefix("record.")
      if isRecord || Self.isInReceipt(path) || path == "evaluation.std" || path == "preset" {
        altered.insert(.result)
      }
    }
    for path in receipt.map(Self.absences) ?? [] {
      if isMissingToo(path) { continue }
      if path.hasPrefix("configuration.") || ["data", "preset", "version"].contains(path) {
        altered.insert(.configuration)
      } else if path == "weights" {
        altered.insert(.weights)
      } else if Self.isInReceipt(path) || ["transitions", "losses"].contains(path) {
        altered.insert(.result)
      }
    }
  }

  /// The table that a run follows from, and what its model drew, where they still can be read.
  private mutating func addKept(
    in original: String, _ pair: (String) -> (before: [UInt8], after: [UInt8])?
  ) {
    if let pair = pair("table.csv") {
      // A table may be written in many ways, and the names of its columns are of little weight.
      func plain(_ bytes: [UInt8]) -> [UInt8] {
        let rows = bytes.map { $0 == 0x3b ? 0x2c : $0 == 0x0d ? 0x0a : $0 }
          .filter { $0 < 0x80 && $0 != 0x22 }
        return Array(rows.drop { $0 != 0x0a })
      }
      if Self.rowsDiffer((plain(pair.before), plain(pair.after))) { altered.insert(.table) }
    }
    for name in names(in: "\(original)/samples") {
      guard let (before, after) = pair("samples/\(name)"), before.count == after.count,
        before.prefix(16) == after.prefix(16)
      else { continue }
      altered.insert(.samples)
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

  /// The paths of values that are not there any more.
  private static func absences(_ pair: (before: [UInt8], after: [UInt8])) -> [String] {
    guard let before = JSONText(pair.before), let after = JSONText(pair.after) else { return [] }
    let left = Set(after.values.filter { after.text($0) != "null" }.map(\.path))
    let had = before.values.filter { ![.object, .array].contains($0.kind) }
    return had.filter { before.text($0) != "null" && !left.contains($0.path) }
      .map { $0.path.joined(separator: ".") }.sorted()
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
