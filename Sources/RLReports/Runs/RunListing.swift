import RLFiles
import RLRuns
import RLSettings
import RLState

/// What a list of runs tells of one.
package struct RunListing: Sendable {
  package let folder: RunFolder
  /// The environment or the task.
  package let problem: String
  /// The agent; nil of a task.
  package let learner: String?
  package let preset: String
  package let seed: UInt64
  /// How far it is, in words.
  package let state: String
  /// The step that it has come to, and what steps are called.
  package let step: Int
  package let stepWord: String
  /// What it came to, for a person; nil where it has not.
  package let result: String?
  /// What it came to, by name.
  package let scores: [String: Double]
  /// Whether the folder holds what the receipt tells of.
  package let agreement: ReceiptAgreement
  /// Seconds since its record last grew.
  package let age: Double

  /// Reads the run of a folder.
  ///
  /// - Throws: `FileError`, `RunFileError`.
  package static func read(
    _ folder: RunFolder, of toolkit: Toolkit, now: Double
  ) throws -> RunListing {
    let subject = try toolkit.subject(of: folder)
    return try read(subject, folder, now: now)
  }

  private static func read<Subject: ShownSubject>(
    _ subject: Subject.Type, _ folder: RunFolder, now: Double
  ) throws -> RunListing {
    let isInUse = folder.isInUse
    let run = try RunConfiguration<Subject>.read(from: folder)
    let result: Subject.Recorded? = try folder.decodeIfThere(folder.resultFile)
    // It has a row each second, so it is short where `metrics.csv` may be long.
    let timing = try? RecordTable(folder.timingFile)
    let recorded = timing?[Subject.words.step]?.last.map { Int(clamped: $0) } ?? run.firstStep
    let current = result.flatMap { $0.step < recorded ? nil : $0 }
    let agreement = run.agreement(in: folder)
    let state =
      folder.isComplete
      ? agreement.isContradicted ? "altered" : "complete"
      : isInUse ? "in training" : current != nil ? "interrupted" : "stopped"
    let scores = current.map(Subject.scores) ?? [:]
    let changed = folder.timingFile.changed ?? folder.configurationFile.changed
    return RunListing(
      folder: folder, problem: run.subject.problem.value, learner: run.subject.learner,
      preset: run.preset, seed: run.seed, state: state, step: current?.step ?? recorded,
      stepWord: Subject.words.step,
      result: scores.sorted { $0.key < $1.key }.first.map {
        "\(Subject.title(ofScore: $0.key)) \(Subject.text($0.value, of: $0.key))"
      }, scores: scores, agreement: agreement, age: changed.map { max(0, now - $0) } ?? 0)
  }
}

extension RunListing: Encodable {
  private enum CodingKeys: String, CodingKey {
    case run, problem, agent, preset, seed, state, step, unit, result, ageSeconds, receipt
  }

  /// A missing agent or result is null.
  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(folder.path, forKey: .run)
    try container.encode(problem, forKey: .problem)
    try container.encode(learner, forKey: .agent)
    try container.encode(preset, forKey: .preset)
    try container.encode(seed, forKey: .seed)
    try container.encode(state, forKey: .state)
    try container.encode(agreement.word, forKey: .receipt)
    try container.encode(step, forKey: .step)
    try container.encode(stepWord, forKey: .unit)
    try container.encode(scores.isEmpty ? nil : scores, forKey: .result)
    try container.encode(age.rounded(), forKey: .ageSeconds)
  }
}
