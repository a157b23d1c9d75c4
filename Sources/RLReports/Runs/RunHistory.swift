import RLFiles
import RLRuns
import RLState

/// What the folder of a run tells of it, be it complete or not.
package struct RunHistory<Subject: ShownSubject>: Sendable {
  package let folder: RunFolder
  package let run: RunConfiguration<Subject>
  /// A row for each episode, or each evaluation of a task; of very long records, for some of them.
  package let metrics: RecordTable
  /// A row for each second of training, about.
  package let timing: RecordTable
  /// The further files of its record, as far as they are there.
  package let tables: [RecordTableName: RecordTable]
  /// Nil where the run has neither ended nor been interrupted.
  package let result: Subject.Recorded?
  /// The content of its receipt; nil where it is not complete.
  package let receipt: String?
  /// Whether the folder holds what the receipt tells of.
  package let agreement: ReceiptAgreement
  /// Whether a process trained in the folder when it was read.
  package let isInUse: Bool
  /// What follows from its configuration.
  package let notes: Subject.Notes

  /// Reads a run's folder.
  ///
  /// - Throws: `FileError`, `RunFileError`, `UnknownEnvironmentError`.
  package init(_ folder: RunFolder, of toolkit: Toolkit) throws {
    self.folder = folder
    // Before the rest: a run that ends meanwhile is looked at once more.
    isInUse = folder.isInUse
    run = try .read(from: folder)
    metrics = try RecordTable(folder.metricsFile, atMost: Self.rowLimit)
    timing = try RecordTable(folder.timingFile)
    var tables: [RecordTableName: RecordTable] = [:]
    for name in Subject.tables {
      do { tables[name] = try RecordTable(folder.file(of: name)) } catch let error as FileError
        where error.isOfMissingFile
      {}
    }
    self.tables = tables
    let result: Subject.Recorded? = try folder.decodeIfThere(folder.resultFile)
    // What an interruption left is out of date once the run has gone on.
    let column = Subject.words.step
    let recorded = max(metrics[column]?.last ?? 0, timing[column]?.last ?? 0)
    self.result = result.flatMap { Double($0.step) < recorded ? nil : $0 }
    agreement = run.agreement(in: folder)
    receipt = try folder.readIfThere(folder.receiptFile).map { String(decoding: $0, as: UTF8.self) }
    notes = try Subject.notes(of: run, in: folder, toolkit)
  }

  /// More rows than this are thinned out, so that a page of any run takes some 200 MB.
  package static var rowLimit: Int { 1_000_000 }

  package var isComplete: Bool { receipt != nil }

  /// How far it is, in words.
  var state: String {
    if isComplete {
      return agreement.isContradicted ? "does not agree with its receipt" : "complete"
    }
    if isInUse { return "in training" }
    return result != nil ? "interrupted" : "ended before its end"
  }

  /// The step that the run has come to, as its record tells.
  package var step: Int {
    let column = Subject.words.step
    return result?.step ?? Int(clamped: max(metrics[column]?.last ?? 0, timing[column]?.last ?? 0))
  }
}

/// A kind of run that can be shown.
package protocol ShownSubject: RunSubject {
  /// What a report needs of `result.json`.
  associatedtype Recorded: RecordedRun
  /// What a report needs of the configuration.
  associatedtype Notes: Sendable

  /// The further files that the record of such a run may have.
  static var tables: [RecordTableName] { get }
  /// - Throws: `UnknownEnvironmentError`, `RunFileError`.
  static func notes(
    of run: RunConfiguration<Self>, in folder: RunFolder, _ toolkit: Toolkit
  ) throws -> Notes
  /// What a page about a run is called.
  static func title(_ run: RunConfiguration<Self>) -> String
  /// All settings, by name, beside those of the preset; that of another version may be gone.
  static func configuredSettings(
    _ run: RunConfiguration<Self>, _ toolkit: Toolkit
  ) -> [ConfiguredSetting]
  /// A run that stands for its group, by which groups are told apart.
  static func example(_ run: RunConfiguration<Self>, _ toolkit: Toolkit) -> GroupExample
  /// Figures in large print.
  static func cards(_ history: RunHistory<Self>) -> [HTML]
  /// Curves over each other.
  static func charts(of groups: [HistoryGroup<Self>]) -> [CurveChart]
  /// Those that only several seeds have.
  ///
  /// - Throws: `SampleError` where a number of theirs is not finite.
  static func seedCharts(of groups: [HistoryGroup<Self>]) throws(SampleError) -> [CurveChart]
  /// What the weights do.
  static func addLearned(
    _ history: RunHistory<Self>, at place: RunPlace, _ toolkit: Toolkit, to page: inout Page) throws
  /// Where training ended, as TensorBoard counts it.
  static func axis(_ result: Recorded) -> Int
  /// What runs are compared by, of a result.
  static func scores(_ result: Recorded) -> [String: Double]
  /// A number of an evaluation, and what it is called.
  static func text(_ value: Double, of score: String) -> String
  static func title(ofScore score: String) -> String
  /// The columns of a run in a table of runs, with the title of each.
  static func columns(_ history: RunHistory<Self>) -> [(title: String, text: String)]
  static var landscapeTitle: String { get }
}

extension ShownSubject {
  package static func seedCharts(
    of groups: [HistoryGroup<Self>]
  ) throws(SampleError) -> [CurveChart] { [] }
}

/// A `result.json`, as far as a report needs it.
package protocol RecordedRun: Sendable, Decodable {
  /// What the run has come to.
  var step: Int { get }
  var trainSeconds: Double { get }
}

extension RunConfiguration where Subject: ShownSubject {
  /// All settings, by name, beside those of the preset; that of another version may be gone.
  package func configuredSettings(_ toolkit: Toolkit) -> [ConfiguredSetting] {
    Subject.configuredSettings(self, toolkit)
  }
}
