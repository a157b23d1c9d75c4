import RLFiles
import RLNet
import RLRuns

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// What `result.json` says of a complete run, as far as it is compared with others.
package struct RecordedResult: Sendable, Hashable {
  package let environment: String
  package let agent: String
  package let seed: UInt64
  package let threshold: Double?
  package let outcome: SeedOutcome

  /// Reads the result of a run.
  ///
  /// - Throws: `MissingEvaluationError` where the run has not come to its end; `FileError` where the
  ///   file cannot be read, `RunFileError` where a field of it is wrong.
  package static func read(from folder: RunFolder) throws -> RecordedResult {
    let data: Data
    do throws(FileError) { data = try readFile(folder.resultPath) } catch {
      throw folder.isComplete ? error : MissingEvaluationError(path: folder.path, isSaved: false)
    }
    let content: Content
    do {
      content = try jsonDecoder().decode(Content.self, from: data)
    } catch let error as DecodingError {
      throw RunFileError(file: folder.resultPath, error)
    }
    guard content.interrupted != true else {
      throw MissingEvaluationError(path: folder.path, isSaved: true)
    }
    // It is written before the receipt, which says that all is there.
    guard folder.isComplete else {
      throw MissingEvaluationError(path: folder.path, isSaved: false)
    }
    return try RecordedResult(content, file: folder.resultPath)
  }

  private init(_ content: Content, file: String) throws(RunFileError) {
    func finite(_ field: String, _ value: Double) throws(RunFileError) {
      if !value.isFinite {
        throw RunFileError(
          file: file, field: field, problem: "found \(value), expected a finite number")
      }
    }
    guard let mean = content.evaluation?.mean else {
      throw RunFileError(file: file, field: "evaluation", problem: "it is missing")
    }
    try finite("evaluation.mean", mean)
    try finite("threshold", content.threshold ?? 0)
    try finite("secondsToThreshold", content.secondsToThreshold ?? 0)
    if let steps = content.stepsToThreshold, steps < 0 {
      throw RunFileError(
        file: file, field: "stepsToThreshold", problem: "found \(steps), expected 0 or more")
    }
    environment = content.environment
    agent = content.agent
    seed = content.seed
    threshold = content.threshold
    outcome = SeedOutcome(
      meanReturn: mean,
      reached: content.stepsToThreshold.map {
        .init(steps: $0, seconds: content.secondsToThreshold)
      })
  }

  private struct Content: Decodable {
    var environment: String
    var agent: String
    var seed: UInt64
    var evaluation: Scores?
    var threshold: Double?
    var stepsToThreshold: Int?
    var secondsToThreshold: Double?
    var interrupted: Bool?

    struct Scores: Decodable {
      var mean: Double
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
        + "rlrun resume \(shellWord(path))"
      : "\(path) has no evaluation, because the run has not come to its end; `rlrun resume \(shellWord(path))` "
        + "goes on with it, or tells why it cannot"
  }
}
