import RLNet
import RLRuns
import RLSupervised

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// What the folder of a task's run tells of it, be it complete or not.
package struct TaskHistory: Sendable {
  package let folder: RunFolder
  package let run: TaskRun
  /// Whether its evaluations are of examples that training has not seen.
  package let holdsOut: Bool
  /// A row for each evaluation, the one before training among them.
  package let metrics: RecordTable
  /// A row for each second of training, about.
  package let timing: RecordTable
  /// Nil where the run has neither ended nor been interrupted.
  package let result: Result?
  /// The content of its receipt; nil where it is not complete.
  package let receipt: String?
  /// Whether a process trained in the folder when it was read.
  package let isInUse: Bool

  /// What a report needs of `result.json`.
  package struct Result: Sendable, Decodable {
    package var epochs: Int
    package var updates: Int
    package var examples: Int
    package var parameters: Int
    package var trainSeconds: Double
    package var secondsPerEpoch: Double?
    package var evaluation: [String: Double]
    /// The L2 penalty, which the training loss has beside its cost; nil where there is none.
    package var penalty: Double?
  }

  /// Reads a run's folder.
  ///
  /// - Throws: `RunFolderError`, `FileError`, `RunFileError`.
  package init(_ folder: RunFolder) throws {
    self.folder = folder
    // Before the rest: a run that ends meanwhile is looked at once more.
    isInUse = folder.isInUse
    let (run, task) = try TaskRun.read(from: folder)
    self.run = run
    holdsOut = Self.holdsOut(run, task)
    metrics = try RecordTable(folder.metricsPath)
    timing = try RecordTable(folder.timingPath)
    let result: Result? = try folder.decodeIfThere(folder.resultPath)
    // What an interruption left is out of date once the run has gone on.
    let recorded = max(metrics["update"]?.last ?? 0, timing["update"]?.last ?? 0)
    self.result = result.flatMap { Double($0.updates) < recorded ? nil : $0 }
    receipt = try folder.readIfThere(folder.receiptPath).map { String(decoding: $0, as: UTF8.self) }
  }

  private static func holdsOut<T: SupervisedTask>(_ run: TaskRun, _ task: T.Type) -> Bool {
    // Settings that make no task are told of where what was learned is to be shown.
    (try? run.configuration(of: task)).map(T.holdsOut) ?? false
  }

  package var isComplete: Bool { receipt != nil }

  /// How far it is, in words.
  var state: String {
    stateText(isComplete: isComplete, isInUse: isInUse, isInterrupted: result != nil)
  }
}

/// The curves of a task's run.
extension TaskHistory {
  /// A column over the epochs.
  package func curve(_ column: String) -> Curve {
    guard let epochs = metrics["epoch"], let values = metrics[column] else { return Curve() }
    return .means(x: epochs, y: values)
  }

  /// What is measured, each name once: `cost` of `training.cost` and `evaluation.cost`.
  package var quantities: [String] {
    var names: [String] = []
    for column in metrics.columns {
      guard let dot = column.firstIndex(of: ".") else { continue }
      let name = String(column[column.index(after: dot)...])
      if !names.contains(name) { names.append(name) }
    }
    return names
  }

  /// Seconds an epoch, between rows of `timing.csv`.
  package var secondsPerEpoch: Curve {
    guard let seconds = timing["seconds"], let updates = timing["update"],
      let epochs = metrics["epoch"]?.last, let all = metrics["update"]?.last, epochs > 0
    else { return Curve() }
    return .secondsPerEpoch(updates, seconds, updatesPerEpoch: all / epochs)
  }
}

extension Curve {
  /// Seconds an epoch: from row to row, where they are an epoch or more apart. Within an epoch it is
  /// not known which updates had an evaluation among them.
  ///
  /// - Parameters:
  ///   - updates: of each row, how many there were so far.
  ///   - seconds: of each row, how long they took.
  package static func secondsPerEpoch(
    _ updates: [Double], _ seconds: [Double], updatesPerEpoch: Double
  ) -> Curve {
    var (x, y): ([Double], [Double]) = ([], [])
    var last = (update: 0.0, seconds: 0.0)
    for (update, second) in zip(updates, seconds) where update - last.update >= updatesPerEpoch {
      x.append(update / updatesPerEpoch)
      y.append((second - last.seconds) * updatesPerEpoch / (update - last.update))
      last = (update, second)
    }
    return .means(x: x, y: y)
  }
}
