import RLFiles
import RLState

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// What `result.json` says of a complete run, as far as it is compared with others.
package struct RecordedResult: Sendable, Hashable {
  package let threshold: Double?
  /// What runs are compared by; at least one.
  package let scores: [RunScore]
  /// When training first reached the threshold; nil where it did not, or nothing was measured.
  package let reached: SeedOutcome.Reached?

  /// What the run adds to a group, by one of its scores.
  package func outcome(_ score: String) -> SeedOutcome? {
    scores.first { $0.name == score }.map { SeedOutcome(score: $0.value, reached: reached) }
  }

  /// Reads the result of a run.
  ///
  /// - Throws: `MissingEvaluationError` where the run has not come to its end; `FileError` where the
  ///   file cannot be read, `RunFileError` where a field of it is wrong.
  package static func read<Subject: RunSubject>(
    of run: RunConfiguration<Subject>, from folder: RunFolder
  ) throws -> RecordedResult {
    let data: Data
    do throws(FileError) { data = try readFile(folder.resultFile, atMost: FileLimit.text) } catch {
      throw folder.isComplete ? error : MissingEvaluationError(path: folder.path, isSaved: false)
    }
    let content = try decodeJSON(Content.self, from: data, file: folder.resultFile)
    guard content.interrupted != true else {
      throw MissingEvaluationError(path: folder.path, isSaved: true)
    }
    // It is written before the receipt, which says that all is there.
    guard folder.isComplete else {
      throw MissingEvaluationError(path: folder.path, isSaved: false)
    }
    return try RecordedResult(content, of: run, file: folder.resultFile)
  }

  private init<Subject: RunSubject>(
    _ content: Content, of run: RunConfiguration<Subject>, file: FilePlace
  ) throws(RunFileError) {
    func finite(_ field: String, _ value: Double) throws(RunFileError) {
      if !value.isFinite {
        throw RunFileError(
          file: file, field: field, problem: "found \(value), expected a finite number")
      }
    }
    guard let evaluation = content.evaluation else {
      throw RunFileError(file: file, field: "evaluation", problem: "it is missing")
    }
    scores = Subject.scores(of: evaluation.numbers)
    if scores.isEmpty {
      throw RunFileError(
        file: file, field: run.subject.learner == nil ? "evaluation" : "evaluation.mean",
        problem: "it is missing")
    }
    for score in scores { try finite("evaluation.\(score.name)", score.value) }
    try finite("threshold", content.threshold ?? 0)
    try finite("secondsToThreshold", content.secondsToThreshold ?? 0)
    if let steps = content.stepsToThreshold, !RunCount.range.contains(steps) {
      throw RunFileError(
        file: file, field: "stepsToThreshold",
        problem: "found \(steps), expected \(RunCount.expected)")
    }
    threshold = content.threshold
    reached = content.stepsToThreshold.map {
      .init(steps: $0, seconds: content.secondsToThreshold)
    }
    for (field, found, expected) in run.subject.names.map({
      ($0.key, content.names[$0.key], $0.value)
    })
      + [("seed", "\(content.seed)", "\(run.seed)")]
    where found != expected {
      throw RunFileError(
        file: file, field: field,
        problem: found.map { "found \(short($0)), expected \(expected) as in config.json" }
          ?? "it is missing")
    }
  }

  private struct Content: Decodable {
    var names: [String: String] = [:]
    var seed: UInt64
    var evaluation: Numbers?
    var threshold: Double?
    var stepsToThreshold: Int?
    var secondsToThreshold: Double?
    var interrupted: Bool?

    private enum CodingKeys: String, CodingKey {
      case seed, evaluation, threshold, stepsToThreshold, secondsToThreshold, interrupted
    }

    init(from decoder: any Decoder) throws {
      let container = try decoder.container(keyedBy: CodingKeys.self)
      seed = try container.decode(UInt64.self, forKey: .seed)
      evaluation = try container.decodeIfPresent(Numbers.self, forKey: .evaluation)
      threshold = try container.decodeIfPresent(Double.self, forKey: .threshold)
      stepsToThreshold = try container.decodeIfPresent(Int.self, forKey: .stepsToThreshold)
      secondsToThreshold = try container.decodeIfPresent(Double.self, forKey: .secondsToThreshold)
      interrupted = try container.decodeIfPresent(Bool.self, forKey: .interrupted)
      let all = try decoder.container(keyedBy: FieldName.self)
      for key in all.allKeys {
        if let text = try? all.decode(String.self, forKey: key) { names[key.stringValue] = text }
      }
    }
  }

  /// The numbers of an object, by name; what is none is passed over.
  private struct Numbers: Decodable {
    var numbers: [String: Double] = [:]

    init(from decoder: any Decoder) throws {
      let container = try decoder.container(keyedBy: FieldName.self)
      guard container.allKeys.count <= greatestMemberCount else {
        throw DecodingError.dataCorrupted(
          .init(
            codingPath: decoder.codingPath,
            debugDescription:
              "it has more than \(greatestMemberCount) numbers, and no run has so many"
          ))
      }
      for key in container.allKeys where !isNoName(key.stringValue) {
        if let value = try? container.decode(Double.self, forKey: key) {
          numbers[key.stringValue] = value
        }
      }
    }
  }
}

/// A run has not been evaluated, because it has not come to its end.
package struct MissingEvaluationError: Error, Hashable, CustomStringConvertible {
  package let path: String
  /// Whether a person stopped it, so that it was saved as it stood. Else it was killed, or failed, and
  /// may do so again.
  package let isSaved: Bool

  package var description: String {
    isSaved
      ? "\(path) has no evaluation, because the run was stopped before its end; go on with it first: "
        + "rlrun resume \(shellPath(path))"
      : "\(path) has no evaluation, because the run has not come to its end; `rlrun resume \(shellPath(path))` "
        + "goes on with it, or tells why it cannot"
  }
}
