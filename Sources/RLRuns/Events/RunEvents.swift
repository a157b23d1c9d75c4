import RLFiles
import RLSettings

/// What of a record TensorBoard is told, and under which names.
package protocol EventScheme: Sendable {
  /// Takes the columns of `metrics.csv`, before the first row.
  ///
  /// - Returns: whether they are those of such a run.
  mutating func begin(columns: [String]) -> Bool
  /// The numbers of a row of `metrics.csv`, by their tags. It is called for every row, in their order.
  mutating func scalars(ofRow fields: [Double]) -> (tags: [String], values: [Double])
  /// The numbers of a row of `timing.csv`; nil where nothing can be told of it.
  mutating func scalars(ofTiming fields: [Double]) -> (tags: [String], values: [Double])?
  /// The numbers of a row of a further file.
  func scalars(ofRow fields: [Double], table: RecordTableName) -> (
    tags: [String], values: [Double]
  )?
  /// TensorBoard's step: the column of `metrics.csv` that has it.
  static var axisColumn: Int { get }
  /// TensorBoard's step, of the numbers of a row of `timing.csv` after the seconds.
  static func axis(ofTiming counts: [Int]) -> Int
}

extension EventScheme {
  package func scalars(
    ofRow fields: [Double], table: RecordTableName
  ) -> (tags: [String], values: [Double])? { nil }
}

/// The record of a run as events.
struct RunEvents<Scheme: EventScheme> {
  private var scheme: Scheme
  /// Of `metrics.csv`.
  private(set) var columnCount = 0
  /// Events by their tags, made once.
  private var known: [[String]: ScalarEvent] = [:]
  /// The latest one: most rows have the tags of the row before, in the same memory.
  private var latest: (tags: [String], form: ScalarEvent)?

  init(_ scheme: Scheme) { self.scheme = scheme }

  /// An event that has no time yet.
  struct Event {
    fileprivate let form: ScalarEvent
    fileprivate let values: [Double]
    fileprivate let step: Int

    func append(wallTime: Double, to bytes: inout [UInt8]) {
      form.append(values, wallTime: wallTime, step: step, to: &bytes)
    }
  }

  mutating func begin(columns: [String]) {
    columnCount = columns.count
    _ = scheme.begin(columns: columns)
  }

  /// Of a row of `metrics.csv`.
  mutating func row(_ fields: [Double]) -> Event? {
    event(scheme.scalars(ofRow: fields), at: whole(fields[Scheme.axisColumn]))
  }

  /// Of a row of a further file.
  mutating func row(_ fields: [Double], of table: RecordTableName) -> Event? {
    scheme.scalars(ofRow: fields, table: table).flatMap { event($0, at: whole(fields[0])) }
  }

  /// Of a row of `timing.csv`.
  mutating func time(_ fields: [Double]) -> Event? {
    let axis = Scheme.axis(ofTiming: fields.dropFirst().map(whole))
    return scheme.scalars(ofTiming: fields).flatMap { event($0, at: axis) }
  }

  private mutating func event(
    _ scalars: (tags: [String], values: [Double]), at step: Int
  ) -> Event? {
    guard !scalars.tags.isEmpty else { return nil }
    return Event(form: form(scalars.tags), values: scalars.values, step: step)
  }

  private mutating func form(_ tags: [String]) -> ScalarEvent {
    if let latest, latest.tags == tags { return latest.form }
    let form = known[tags] ?? ScalarEvent(tags)
    known[tags] = form
    latest = (tags, form)
    return form
  }

  /// Makes the events of the record in a folder again, in the order in which they came to be: a row of
  /// time comes after all that was recorded up to its step, and rows of further files after those of
  /// `metrics.csv`, in the order of the files.
  ///
  /// - Throws: `FileError`, `RunFileError`.
  mutating func replay(
    _ folder: RunFolder, settings: [(key: String, value: SettingValue)], timingHeader: String,
    tables: [RecordTableName]
  ) throws -> EventReplay {
    let metrics = try RecordTable(folder.metricsFile)
    let timing = try RecordTable(folder.timingFile, header: timingHeader)
    guard scheme.begin(columns: metrics.columns), metrics.columns.count > 2 else {
      throw RunFileError(
        file: folder.metricsFile, field: "line 1", problem: "it is not of this kind of run")
    }
    columnCount = metrics.columns.count
    var sources = [Source(table: metrics, stepColumn: 1, name: nil)]
    for name in tables {
      sources.append(
        Source(
          table: try RecordTable(folder.file(of: name), header: name.header), stepColumn: 0,
          name: name))
    }
    let files = [folder.metricsFile, folder.timingFile] + tables.map(folder.file(of:))
    var replay = try EventReplay(
      folder, settings: settings, seconds: timing["seconds"]?.last ?? 0,
      recordSize: files.reduce(0) { $0 + Int($1.status?.st_size ?? 0) })
    var seconds = 0.0

    func addAll(upTo step: Double) {
      while let index = sources.indices.min(by: { sources[$0].step < sources[$1].step }),
        sources[index].step <= step, sources[index].step.isFinite
      {
        let (fields, name) = (sources[index].fields, sources[index].name)
        sources[index].next += 1
        let event = name.map { row(fields, of: $0) } ?? row(fields)
        guard let event else { continue }
        replay.add(seconds: seconds) { event.append(wallTime: $0, to: &$1) }
      }
    }

    for row in 0..<timing.count {
      let fields = Array(timing[row])
      seconds = fields[0]
      addAll(upTo: fields[1])
      guard let event = time(fields) else { continue }
      replay.add(seconds: seconds) { event.append(wallTime: $0, to: &$1) }
    }
    addAll(upTo: .infinity)
    return replay
  }
}

/// A file of the record that is gone through.
private struct Source {
  let table: RecordTable
  let stepColumn: Int
  let name: RecordTableName?
  var next = 0

  var fields: [Double] { Array(table[next]) }
  /// The step of the next row.
  var step: Double {
    next < table.count ? table[next][table[next].startIndex + stepColumn] : .infinity
  }
}

private func whole(_ value: Double) -> Int { Int(exactly: value.rounded()) ?? 0 }
