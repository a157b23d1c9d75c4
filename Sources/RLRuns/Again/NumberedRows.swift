import RLFiles

/// The rows of a `metrics.csv` one after the other, by their numbers, those of their episodes or epochs.
/// Records of millions of rows are read with one row in memory.
final class NumberedRows {
  /// The names of the columns.
  let columns: [String]
  private(set) var current: Row?
  private var lines: FileLines
  private let file: FilePlace
  private let word: String
  /// Whether no number may be left out.
  private let hasAll: Bool

  /// A row of the file.
  struct Row: Hashable {
    let number: Int
    /// At the end of the episode, or epoch.
    let step: Int
    /// Without the newline.
    let text: [UInt8]
  }

  /// Begins before the first row.
  ///
  /// - Throws: `FileError` where the file cannot be read, `RunFileError` where the run's
  ///   configuration cannot.
  init<Subject: RunSubject>(in folder: RunFolder, of subject: Subject.Type) throws {
    let run = try RunConfiguration<Subject>.read(from: folder)
    hasAll = Subject.recordsEveryRow && run.recording.episodes == .all
    file = folder.metricsFile
    word = Subject.words.row
    lines = try FileLines(file)
    let header = try lines.next { line, _ in String(decoding: line, as: UTF8.self) }
    columns = try RecordTable.columns(header, file)
  }

  /// Goes to the next row, which is `current` then; nil after the last one. A row without a newline is
  /// one that is being written.
  ///
  /// - Throws: `FileError` where the file cannot be read, `RunFileError` where the row is not that of a
  ///   later episode, or epoch, than the one before.
  @discardableResult
  func advance() throws -> Row? {
    let next = try lines.next { line, isWhole in isWhole ? [UInt8](line) : nil }
    guard let text = next ?? nil else {
      current = nil
      return nil
    }
    let fields = text.split(
      separator: UInt8(ascii: ","), maxSplits: 2, omittingEmptySubsequences: false)
    guard text.count(where: { $0 == UInt8(ascii: ",") }) == columns.count - 1, fields.count == 3,
      let number = Self.count(fields[0]), let step = Self.count(fields[1]),
      current.map({ hasAll ? number - 1 == $0.number : number > $0.number }) ?? true
    else {
      throw RunFileError(
        file: file, field: "line \(lines.number)",
        problem:
          "it is not the row of \(current.map { "\(word) \($0.number + 1)" } ?? "an \(word)")")
    }
    current = Row(number: number, step: step, text: text)
    return current
  }

  /// Goes to the row of a number that is not before the current one; nil where there is none.
  func row(_ number: Int) throws -> Row? {
    if current == nil { try advance() }
    while let row = current, row.number < number { try advance() }
    return current.flatMap { $0.number == number ? $0 : nil }
  }

  private static func count(_ text: ArraySlice<UInt8>) -> Int? {
    Int(String(decoding: text, as: UTF8.self)).flatMap { RunCount.range.contains($0) ? $0 : nil }
  }

  /// What stands in a row, by column.
  func fields(_ row: Row) -> [(name: String, value: String)] {
    let values = row.text.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false)
    return values.enumerated().map { index, value in
      let isNamed = columns.indices.contains(index)
      return (
        isNamed ? columns[index] : "column \(index + 1)", String(decoding: value, as: UTF8.self)
      )
    }
  }

  /// The last row of a record; nil where there is none.
  ///
  /// - Throws: as `advance`.
  static func last<Subject: RunSubject>(
    in folder: RunFolder, of subject: Subject.Type
  ) throws -> Row? {
    let rows = try NumberedRows(in: folder, of: subject)
    var last: Row?
    while let row = try rows.advance() { last = row }
    return last
  }
}
