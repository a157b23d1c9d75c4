import RLSettings

/// What stands between the fields of a row of one's own table.
public enum TableSeparator: String, CaseIterable, SettingConvertible {
  /// The one by which every line has the same number of fields, two or more, where only one does.
  case automatic
  case comma, semicolon, tab
  /// One or more spaces or tabs.
  case space

  /// A name, or the character itself.
  public static func fromSetting(text: String) -> TableSeparator? {
    switch text {
    case ",": .comma
    case ";": .semicolon
    case "\t", "\\t": .tab
    case " ": .space
    default: allCases.first { $0.rawValue == text.lowercased() }
    }
  }

  private var format: CSVFormat.Separator? {
    switch self {
    case .automatic: nil
    case .comma: .comma
    case .semicolon: .semicolon
    case .tab: .tab
    case .space: .blanks
    }
  }

  /// What separates the fields of a text: what was chosen, or the only reading that there is.
  ///
  /// - Throws: `DataError` where there are several, or none.
  func format(of text: [UInt8], file: String) throws(DataError) -> CSVFormat.Separator {
    if let format { return format }
    var readings: [TableReading] = []
    var problem: DataError?
    var first: [String] = []
    for separator in Self.allCases {
      guard let format = separator.format else { continue }
      var lines = CSVLines(text, separator: format, file: file)
      do throws(DataError) {
        guard let fields = try lines.next(), fields.count > 1 else { continue }
        readings.append(
          TableReading(
            separator: separator, format: format, count: fields.count, line: lines.number,
            lines: lines, isAsFirst: fields == first))
        if readings.count == 1 { first = fields }
      } catch {
        problem = problem ?? error
      }
    }
    guard !readings.isEmpty else {
      throw problem
        ?? .malformed(
          file, "first line", found: "one column", expected: "two or more, with \(Self.listed)",
          advice: "check the file, or say what stands between its columns with --separator")
    }
    while readings.count > 1 {
      let before = readings
      readings = []
      var isEnd = false
      for var reading in before {
        do throws(DataError) {
          guard let fields = try reading.lines.next() else {
            isEnd = true
            break
          }
          guard fields.count == reading.count else { continue }
          if readings.isEmpty { first = fields }
          reading.isAsFirst = reading.isAsFirst && fields == first
          readings.append(reading)
        } catch {
          problem = problem ?? error
        }
      }
      if isEnd {
        // Tabs are a kind of space.
        if before.dropFirst().allSatisfy(\.isAsFirst) { return before[0].format }
        throw Self.several(before, file)
      }
      guard !readings.isEmpty else { throw problem ?? Self.none(before, file) }
    }
    return readings[0].format
  }

  private static let listed = "commas, semicolons, tabs or spaces between them"

  private static func several(_ readings: [TableReading], _ file: String) -> DataError {
    .malformed(
      file, "data",
      found: "\(readings.count) ways to read it: "
        + readings.map { "\($0.count) columns by \($0.separator)" }.joined(separator: ", "),
      expected: "one", advice: "say which with --separator")
  }

  /// Every reading ends at the same line, so that is where the damage is, or the one after the first.
  private static func none(_ readings: [TableReading], _ file: String) -> DataError {
    var reading = readings[0]
    let found = (try? reading.lines.next())?.count ?? 0
    return .malformed(
      file, "line \(reading.lines.number)",
      found: "\(counted(found, "column")) by \(reading.separator)",
      expected: "\(reading.count), as line \(reading.line) has",
      advice: "correct the line, or say with --separator what stands between the columns")
  }
}

/// A text as one separator reads it, up to some line.
private struct TableReading {
  let separator: TableSeparator
  let format: CSVFormat.Separator
  /// The columns of the first line.
  let count: Int
  /// The number of the first line.
  let line: Int
  var lines: CSVLines
  /// Whether its fields have been those of the first reading.
  var isAsFirst: Bool
}

/// Whether the first line of one's own table holds the columns' names.
public enum TableHeader: String, CaseIterable, SettingConvertible {
  /// It does where it is text throughout and the rows show that it is none of them.
  case automatic
  case yes, no
}
