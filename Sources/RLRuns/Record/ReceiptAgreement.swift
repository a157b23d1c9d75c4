import RLFiles
import RLState

/// Whether what the folder of a run holds is what its receipt tells of. It costs a look at the files;
/// that the receipt is right, only training the run again shows.
package enum ReceiptAgreement: Sendable, Hashable {
  /// What was compared is that of the receipt; the record of the run, too, but in older versions.
  case agrees(withRecord: Bool)
  /// The run has none; whether a process trains it now.
  case noReceipt(isInUse: Bool)
  /// The receipt cannot be read; why.
  case unreadable(String)
  /// These are not those of the receipt: files, with the fields where they are known.
  case differs([String])

  /// What to tell of a run at a path; nil where all agrees.
  package func sentence(_ path: String) -> String? {
    let path = visibleLine(path)
    return switch self {
    case .agrees: nil
    case .noReceipt(let isInUse):
      isInUse
        ? "\(path) has no receipt yet; the run still trains"
        : "\(path) has no receipt, so nothing says that this is what a run gave"
    case .unreadable(let problem):
      "\(path) has no receipt that can be read: \(visibleLine(problem))"
    case .differs(let parts):
      "\(path) does not agree with its receipt: \(Self.list(parts)); "
        + (parts.count == 1 ? "it is" : "they are")
        + " not what the run gave, or the receipt is another one's"
    }
  }

  private static func list(_ parts: [String]) -> String {
    let shown = parts.prefix(6).map { short($0) }
    return shown.joined(separator: ", ")
      + (parts.count > shown.count ? " and \(parts.count - shown.count) more" : "")
  }

  /// What agrees, in words; nil where something does not, or there is no receipt.
  package var whatAgrees: String? {
    guard case .agrees(let withRecord) = self else { return nil }
    return "weights, configuration, result" + (withRecord ? ", record" : "")
  }

  /// One word for a table and for JSON.
  package var word: String {
    switch self {
    case .agrees: "agrees"
    case .noReceipt: "none"
    case .unreadable: "unreadable"
    case .differs: "differs"
    }
  }

  /// Whether something speaks against the run; that it has not come to its end does not.
  package var isContradicted: Bool {
    switch self {
    case .agrees, .noReceipt: false
    case .unreadable, .differs: true
    }
  }
}

extension RunConfiguration {
  /// Compares the folder of this run with its receipt.
  package func agreement(in folder: RunFolder) -> ReceiptAgreement {
    guard folder.isComplete else { return .noReceipt(isInUse: folder.isInUse) }
    let receipt: RunReceipt<Subject>
    do { receipt = try .read(from: folder) } catch { return .unreadable("\(error)") }
    var parts: [String] = []
    func add(_ file: FilePlace, _ fields: [String]) {
      let name = file.name.split(separator: "/").last.map(String.init) ?? file.path
      parts.append(fields.isEmpty ? name : "\(name) (\(fields.joined(separator: ", ")))")
    }
    let fields = receipt.configurationFieldsThatDiffer(from: self)
    if !fields.isEmpty { add(folder.configurationFile, fields) }
    if (try? weightsDigest(in: folder)) != receipt.weights { add(folder.weightsFile, []) }
    var hasRecord = false
    do {
      let content = try readFile(folder.resultFile, atMost: FileLimit.text)
      let result = try decodeJSON(RecordedOutcome.self, from: content, file: folder.resultFile)
      let others = result.fieldsThatDiffer(from: receipt.outcome, of: self)
      if !others.isEmpty { add(folder.resultFile, others) }
      if let record = result.record {
        hasRecord = true
        var digests: [String: String] = [:]
        for name in folder.determinedFiles(Subject.determinedFiles) {
          // What cannot be read is not what the run left, either.
          digests[name] =
            (try? fileDigest(of: folder.place / name, atMost: FileLimit.record)) ?? "unreadable"
        }
        // A digest of the result says no more than its fields do.
        if !others.isEmpty {
          digests[RunFolder.resultName] = record[RunFolder.resultName]
        } else if !receipt.isOfOlderVersion || record[RunFolder.resultName] != nil {
          digests[RunFolder.resultName] = jsonDigest(of: content, without: "record")
        }
        parts += Set(digests.keys).union(record.keys).filter { digests[$0] != record[$0] }.sorted()
      } else if !receipt.isOfOlderVersion {
        add(folder.resultFile, ["record"])
      }
    } catch {
      add(folder.resultFile, [])
    }
    return parts.isEmpty ? .agrees(withRecord: hasRecord) : .differs(parts)
  }
}

extension RunReceipt {
  /// The names of the fields of a configuration that are not those of the receipt.
  func configurationFieldsThatDiffer(from run: RunConfiguration<Subject>) -> [String] {
    var fields: [String] = []
    if version != run.version { fields.append("version") }
    if data != run.data { fields.append("data") }
    if preset != run.preset, preset != nil || !isOfOlderVersion { fields.append("preset") }
    let (mine, others) = (configuration, RunDeterminants(run))
    if mine.seed != others.seed { fields.append("seed") }
    if mine.subject != others.subject {
      fields += mine.subject.fieldsThatDiffer(from: others.subject)
    }
    fields += mine.settings.differences(from: others.settings).map(\.name)
    if mine.ancestors != others.ancestors { fields.append("ancestors") }
    return fields.isEmpty && mine != others ? ["settings"] : fields
  }
}

extension RunSubject {
  fileprivate func fieldsThatDiffer(from other: Self) -> [String] {
    let names = zip(self.names, other.names).filter { $0.value != $1.value }.map(\.0.key)
    let facts = zip(self.facts, other.facts).filter { $0.value != $1.value }.map(\.0.name)
    return names + facts
  }
}

/// The numbers of a `result.json` that a receipt has, too.
private struct RecordedOutcome: Decodable {
  private var counts: [String: Int] = [:]
  private var evaluation: [String: Double] = [:]
  private var words: [String: String] = [:]
  /// Nil where there are none, as of tasks and in release 0.3.0; empty where they cannot be read.
  private var returns: [Double]?
  /// SHA-256 of the files of the record, by name; nil of runs of release 0.3.0.
  private(set) var record: [String: String]?
  private var seed: UInt64?

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: FieldName.self)
    for key in container.allKeys {
      let name = key.stringValue
      if name == "evaluation" {
        let numbers = try container.nestedContainer(keyedBy: FieldName.self, forKey: key)
        if numbers.contains(FieldName("returns")) {
          returns = (try? numbers.decode([Double].self, forKey: FieldName("returns"))) ?? []
        }
        for number in numbers.allKeys {
          evaluation[number.stringValue] = try? numbers.decode(Double.self, forKey: number)
        }
      } else if name == "record" {
        record = try container.decode([String: String].self, forKey: key)
      } else if name == "seed" {
        seed = try container.decode(UInt64.self, forKey: key)
      } else if let count = try? container.decode(Int.self, forKey: key) {
        counts[name] = count
      } else if let word = try? container.decode(String.self, forKey: key) {
        words[name] = word
      }
    }
  }

  /// What an evaluation of an agent has in a result, and not in a receipt.
  private static let beside = ["std", "optimum", "uniformRandom", "cutEpisodes"]

  private static func deviation(of values: [Double]) -> Double {
    let mean = values.reduce(0, +) / Double(values.count)
    return (values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count)).squareRoot()
  }

  /// As a receipt has it of the returns of an evaluation.
  private static func digest(of returns: [Double]) -> String {
    var hash = SHA256()
    for value in returns { hash.update(value.bitPattern) }
    return hash.hexDigest
  }

  func fieldsThatDiffer<Subject: RunSubject>(
    from outcome: Subject.Outcome, of run: RunConfiguration<Subject>
  ) -> [String] {
    var fields: [String] = []
    for (name, count) in outcome.counts where counts[name] != count { fields.append(name) }
    for (name, number) in outcome.evaluationNumbers
    where evaluation[name].map({ $0 == number || $0.isNaN && number.isNaN }) != true {
      fields.append("evaluation.\(name)")
    }
    // These follow from the returns, or from the environment.
    let known = Set(outcome.evaluationNumbers.map(\.name) + Self.beside)
    fields += evaluation.keys.filter { !known.contains($0) }.sorted().map { "evaluation.\($0)" }
    if let digest = outcome.returnsDigest, let returns {
      if Self.digest(of: returns) != digest { fields.append("evaluation.returns") }
      // The receipt does not have it, and it follows from these.
      let deviation = Self.deviation(of: returns)
      let told = evaluation["std"] ?? .nan
      if !(abs(told - deviation) <= 1e-9 * max(1, deviation)), told.isFinite || deviation.isFinite {
        fields.append("evaluation.std")
      }
    }
    for (name, word) in run.subject.names where words[name] != word { fields.append(name) }
    if seed != run.seed { fields.append("seed") }
    return fields
  }
}
