import RLFiles
import RLState

/// The record of a run as it goes: a row of `metrics.csv` for each episode or epoch, which holds only
/// what seed and data determine, now and then a row of `timing.csv`, and rows of further files that its
/// kind has. The event file holds the same for TensorBoard.
package final class RunRecord<T: Trainable> {
  package let folder: RunFolder
  private let metrics: TextLog
  private let timing: TextLog
  private let tableNames: [RecordTableName]
  private let tables: [TextLog]
  private let eventLog: EventLog
  private var events: RunEvents<T.Events>
  /// What is told of the latest rows.
  package private(set) var recent: T.Recent
  private let isFork: Bool
  private let episodes: EpisodeRecording
  private var problem: RunWriteError?
  private var eventProblem: RunWriteError?

  /// The files in a folder, cut back to where the record of a state is.
  ///
  /// - Throws: `RunWriteError`; `FileError`, `RunFileError` where what is to be continued cannot be
  ///   read.
  init(in folder: RunFolder, of run: PreparedRun<T>, at state: RunState<T>) throws {
    self.folder = folder
    isFork = run.firstStep > 0
    episodes = run.configuration.recording.episodes
    let position = state.recordPosition
    let settings = run.configuration.flatSettings
    // A new event file is made first: what waits for `metrics.csv` finds it.
    let newLog = position.metrics == 0 ? try EventLog(startingIn: folder, settings: settings) : nil
    metrics = try TextLog(folder.metricsFile, length: position.metrics)
    timing = try TextLog(folder.timingFile, length: position.timing)
    tableNames = run.tables
    tables = try zip(tableNames, position.tables).map { name, length in
      try TextLog(folder.file(of: name), length: length)
    }
    recent = position.recent
    var events = RunEvents(state.training.events(firstStep: run.firstStep))
    eventLog =
      try newLog
      ?? EventLog(
        goingOnIn: folder,
        after: events.replay(
          folder, settings: settings, timingHeader: Self.timingHeader, tables: tableNames))
    self.events = events
  }

  private static var timingHeader: String {
    (["seconds"] + T.timingColumns).joined(separator: ",")
  }

  /// How far the files are, so that they can be continued there.
  var position: RecordPosition<T> {
    var position = RecordPosition<T>(tables: tables.count)
    (position.metrics, position.timing) = (metrics.length, timing.length)
    position.tables = tables.map(\.length)
    position.recent = recent
    return position
  }

  /// Writes the headers, and what is known before training.
  func begin(_ state: RunState<T>) throws(RunWriteError) {
    let lines = state.training.openingLines(isFork: isFork)
    try metrics.append(lines.joined())
    try timing.append(Self.timingHeader + "\n")
    for (table, name) in zip(tables, tableNames) { try table.append(name.header + "\n") }
    events.begin(columns: lines[0].dropLast().split(separator: ",").map(String.init))
    for line in lines.dropFirst() {
      let fields = line.dropLast().split(separator: ",", omittingEmptySubsequences: false)
      try addEvent(fields.map { Double($0) ?? .nan })
    }
    try flush()
  }

  /// Adds a row, unless it is one that is not recorded. Where it cannot be written, the next `flush`
  /// says so.
  func add(_ row: T.Row) {
    recent.add(row)
    guard episodes.records(row.number) else { return }
    do throws(RunWriteError) { try metrics.append(T.line(of: row)) } catch { problem = error }
    guard eventProblem == nil else { return }
    do throws(RunWriteError) { try addEvent(T.fields(of: row)) } catch { eventProblem = error }
  }

  private func addEvent(_ fields: [Double]) throws(RunWriteError) {
    guard fields.count == events.columnCount else {
      throw RunWriteError(
        path: folder.metricsFile.path,
        reason: "its first line has \(events.columnCount) columns, and the run has \(fields.count)")
    }
    guard let event = events.row(fields) else { return }
    try eventLog.add { event.append(wallTime: $0, to: &$1) }
  }

  /// Adds a row to a further file.
  ///
  /// - Parameter fields: as its header names them; the first is the step.
  package func add(_ fields: [Double], to table: RecordTableName) throws(RunWriteError) {
    guard let index = tableNames.firstIndex(of: table) else { return }
    try tables[index].append(table.line(fields) + "\n")
    guard let event = events.row(fields, of: table) else { return }
    try eventLog.add { event.append(wallTime: $0, to: &$1) }
  }

  /// Adds how long the run took to where it is.
  func addTime(_ seconds: Double, of state: RunState<T>) throws(RunWriteError) {
    let milliseconds = (seconds * 1000).rounded() / 1000
    let counts = state.status.timing
    try timing.append("\(milliseconds),\(counts.map(String.init).joined(separator: ","))\n")
    guard let event = events.time([milliseconds] + counts.map(Double.init)) else { return }
    try eventLog.add { event.append(wallTime: $0, to: &$1) }
  }

  /// Adds what a complete run came to, at its last state.
  func end(_ scores: [RunScore], at state: RunState<T>) throws(RunWriteError) {
    try eventLog.end(
      scores.map { ($0.name, $0.value) }, at: T.Events.axis(ofTiming: state.status.timing))
  }

  /// Adds that a run failed, at the state that it came to.
  func fail(at state: RunState<T>) throws(RunWriteError) {
    try eventLog.fail(at: T.Events.axis(ofTiming: state.status.timing))
  }

  /// Hands all rows to the system.
  func flush() throws(RunWriteError) {
    if let problem { throw problem }
    try metrics.flush()
    try timing.flush()
    for table in tables { try table.flush() }
    // The event file can be made again from those.
    if let eventProblem { throw eventProblem }
    try eventLog.flush()
  }
}

/// A further file of a run's record: `NAME.csv`.
package struct RecordTableName: Sendable, Hashable {
  /// Without its ending.
  package let name: String
  /// Its first line; the first column is the step.
  package let header: String
  /// How many of the first columns are whole numbers.
  package let wholeColumns: Int

  package init(_ name: String, header: String, wholeColumns: Int) {
    (self.name, self.header, self.wholeColumns) = (name, header, wholeColumns)
  }

  func line(_ fields: [Double]) -> String {
    fields.enumerated().map { index, value in
      index < wholeColumns ? "\(Int(clamped: value))" : "\(value)"
    }.joined(separator: ",")
  }
}

extension RunFolder {
  /// A further file of the record.
  package func file(of table: RecordTableName) -> FilePlace { place / "\(table.name).csv" }
}

/// How far the record of a run is.
package struct RecordPosition<T: Trainable>: Sendable, Stateful {
  /// Bytes of `metrics.csv`.
  var metrics = 0
  /// Bytes of `timing.csv`.
  var timing = 0
  /// Bytes of each further file.
  var tables: [Int]
  var recent = T.Recent()

  init(tables count: Int) { tables = Array(repeating: 0, count: count) }

  /// The files, with the bytes of each.
  func lengths(in folder: RunFolder, tables names: [RecordTableName]) -> [(FilePlace, Int)] {
    [(folder.metricsFile, metrics), (folder.timingFile, timing)]
      + zip(names, tables).map { (folder.file(of: $0), $1) }
  }

  package mutating func visitState(_ visitor: inout StateVisitor) {
    visitor.visit("metrics", &metrics)
    visitor.visit("timing", &timing)
    visitor.visit("tables", &tables, count: tables.count)
    visitor.visit("recent", &recent)
    if ([metrics, timing] + tables).contains(where: { $0 < 0 }) {
      visitor.refuse("metrics", found: "a negative length", expected: "0 or more")
    }
  }
}
