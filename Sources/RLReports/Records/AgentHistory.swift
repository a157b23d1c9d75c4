import Agents
import Environments
import RLFiles
import RLNet
import RLRuns

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// What the folder of an agent's run tells of it, be it complete or not.
package struct AgentHistory: Sendable {
  package let folder: RunFolder
  package let run: RunConfiguration
  /// A row for each episode.
  package let metrics: RecordTable
  /// A row for each second of training, about.
  package let timing: RecordTable
  /// A row for each evaluation that chose weights; nil where the run has none.
  package let selections: RecordTable?
  /// A row for each evaluation that is only recorded; nil where the run has none.
  package let evaluations: RecordTable?
  /// Nil where the run has neither ended nor been interrupted.
  package let result: Result?
  /// The content of its receipt; nil where it is not complete.
  package let receipt: String?
  /// Whether a process trained in the folder when it was read.
  package let isInUse: Bool
  /// The mean return at which the environment counts as solved; nil where its settings are not those
  /// that the threshold was made for.
  package let threshold: Double?

  /// What a report needs of `result.json`.
  package struct Result: Sendable, Decodable {
    package var steps: Int
    package var episodes: Int
    package var updates: Int
    package var trainSeconds: Double
    package var stepsPerSecond: Double
    package var evaluation: Evaluation?
    package var solved: Bool?
    package var stepsToThreshold: Int?
    package var secondsToThreshold: Double?

    package struct Evaluation: Sendable, Decodable {
      package var episodes: Int
      package var mean: Double
      package var std: Double
      package var min: Double
      package var max: Double
      package var exact: Double?
      package var optimum: Double?
      /// Episodes that had no end and were cut off; nil for none.
      package var cutEpisodes: Int?
    }
  }

  /// Reads a run's folder.
  ///
  /// - Throws: `RunFolderError`, `FileError`, `RunFileError`, `UnknownEnvironmentError`.
  package init(_ folder: RunFolder, registry: EnvironmentRegistry = .builtIn) throws {
    self.folder = folder
    // Before the rest: a run that ends meanwhile is looked at once more.
    isInUse = folder.isInUse
    run = try folder.readConfiguration()
    metrics = try RecordTable(folder.metricsPath)
    timing = try RecordTable(folder.timingPath)
    selections = try Self.tableIfThere(folder.selectionsPath)
    evaluations = try Self.tableIfThere(folder.evaluationsPath)
    let result: Result? = try folder.decodeIfThere(folder.resultPath)
    // What an interruption left is out of date once the run has gone on.
    let recorded = max(metrics["step"]?.last ?? 0, timing["step"]?.last ?? 0)
    self.result = result.flatMap { Double($0.steps) < recorded ? nil : $0 }
    receipt = try folder.readIfThere(folder.receiptPath).map { String(decoding: $0, as: UTF8.self) }
    _ = try registry.entry(named: run.environment)
    // Settings that make no environment are told of where the weights are to be shown.
    threshold = (try? run.threshold(registry: registry)) ?? nil
  }

  private static func tableIfThere(_ path: String) throws -> RecordTable? {
    do { return try RecordTable(path) } catch let error as FileError where error.isOfMissingFile {
      return nil
    }
  }

  package var isComplete: Bool { receipt != nil }

  /// How far it is, in words.
  var state: String {
    stateText(isComplete: isComplete, isInUse: isInUse, isInterrupted: result != nil)
  }

  /// The steps that the run has come to, as its record tells.
  package var steps: Int {
    result?.steps ?? Int(max(metrics["step"]?.last ?? 0, timing["step"]?.last ?? 0))
  }
}
