/// A change to a table of text: fields, columns, rows, what stands between them.
func changedTable(_ bytes: [UInt8], _ choice: inout Choice) -> Changed {
  guard let text = String(validating: bytes, as: UTF8.self), choice.number(below: 10) > 0 else {
    return changedBytes(bytes, &choice)
  }
  var table = TextTable(text)
  guard !table.rows.isEmpty else { return changedBytes(bytes, &choice) }
  let words: String
  switch choice.number(below: 16) {
  case 0..<7: words = table.changeField(&choice)
  case 7: words = table.changeHeader(&choice)
  case 8, 9: words = table.changeColumn(&choice)
  case 10..<13: words = table.changeRows(&choice)
  default: return table.changedText(&choice)
  }
  return Changed(bytes: Array(table.text.utf8), words: words)
}

/// Rows of fields, of which the first is mostly the header.
struct TextTable {
  let separator: Character
  var rows: [[String]]
  private var endsWithNewline: Bool

  init(_ text: String) {
    let separator: Character = text.contains(",") ? "," : " "
    self.separator = separator
    endsWithNewline = text.hasSuffix("\n")
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    if lines.last == "" { lines.removeLast() }
    rows = lines.map { line in
      line.split(separator: separator, omittingEmptySubsequences: false).map(String.init)
    }
  }

  var text: String {
    rows.map { $0.joined(separator: String(separator)) }.joined(separator: "\n")
      + (endsWithNewline ? "\n" : "")
  }

  /// The place of a field, mostly below the header, and often in the last row.
  private func place(_ choice: inout Choice) -> (row: Int, column: Int) {
    var row = choice.number(below: rows.count)
    if choice.onceIn(3) { row = rows.count - 1 }
    if row == 0 && rows.count > 1 { row = 1 }
    return (row, choice.number(below: rows[row].count))
  }

  mutating func changeField(_ choice: inout Choice) -> String {
    let (row, column) = place(&choice)
    let old = rows[row][column]
    let new: String
    switch choice.number(below: 10) {
    case 0: new = choice.pick(Values.texts)
    case 1:
      new = String(repeating: choice.pick(["9", "x", "\""]), count: choice.pick(Values.sizes))
    case 2: new = choice.pick(["", " ", "\"", "\"a\"\"b\"", "\"a\nb\"", "NA", "?", ",", ";"])
    case 3, 4, 5:
      // As somebody would who wants a better result.
      new = Double(old).map { "\(choice.pick([$0 + 1, $0 * 2, -$0, $0 / 2]))" } ?? "1"
    default: new = choice.pick(Values.numbers)
    }
    rows[row][column] = new
    let name = rows[0].indices.contains(column) ? rows[0][column] : "\(column + 1)"
    return "line \(row + 1), \(shown(name)): \(shown(new)) (was \(shown(old)))"
  }

  /// Another number below the header, such as might be read for the one that was.
  mutating func changeNumber(_ choice: inout Choice) -> String {
    let row = 1 + choice.number(below: max(1, rows.count - 1))
    let columns = rows[row].indices.filter { Double(rows[row][$0]) != nil }
    guard let column = columns.isEmpty ? nil : choice.pick(columns),
      let old = Double(rows[row][column])
    else { return "nothing" }
    rows[row][column] = "\(old + choice.pick([0.5, 1, 10, -3]))"
    return "line \(row + 1), column \(column + 1): \(rows[row][column]) (was \(old))"
  }

  mutating func changeHeader(_ choice: inout Choice) -> String {
    let column = choice.number(below: rows[0].count)
    let old = rows[0][column]
    let new = choice.pick(rows[0] + Values.texts)
    rows[0][column] = new
    return "the header's \(shown(old)) is \(shown(new))"
  }

  mutating func changeColumn(_ choice: inout Choice) -> String {
    let column = choice.number(below: rows[0].count)
    if choice.onceIn(3) {
      rows = rows.map { row in
        row.indices.contains(column) ? Array(row[..<column] + row[(column + 1)...]) : row
      }
      return "without column \(column + 1)"
    }
    let new = choice.pick(Values.numbers)
    for row in rows.indices.dropFirst() where rows[row].indices.contains(column) {
      rows[row][column] = new
    }
    return "all of column \(column + 1) is \(new)"
  }

  mutating func changeRows(_ choice: inout Choice) -> String {
    let row = choice.number(below: rows.count)
    switch choice.number(below: 7) {
    case 0:
      rows.remove(at: row)
      return "without line \(row + 1)"
    case 1:
      rows.insert(rows[row], at: row)
      return "line \(row + 1) twice"
    case 2:
      let other = choice.number(below: rows.count)
      rows.swapAt(row, other)
      return "lines \(row + 1) and \(other + 1) changed places"
    case 3:
      rows[row].removeLast()
      return "line \(row + 1) without its last field"
    case 4:
      rows[row] += Array(repeating: "1", count: choice.pick([1, 3, 100_000]))
      return "line \(row + 1) has \(rows[row].count) fields"
    case 5:
      rows = Array(rows[...row])
      return "nothing after line \(row + 1)"
    default:
      let count = choice.pick([10, 5_000, 100_000])
      let last = rows[rows.count - 1]
      rows += Array(repeating: last, count: count)
      return "its last line \(count) times more"
    }
  }

  /// Other characters between lines and fields.
  func changedText(_ choice: inout Choice) -> Changed {
    let bytes = Array(text.utf8)
    func changed(_ bytes: [UInt8], _ words: String) -> Changed {
      Changed(bytes: bytes, words: words)
    }
    switch choice.number(below: 7) {
    case 0:
      return changed(bytes.flatMap { $0 == 0x0a ? [0x0d, 0x0a] : [$0] }, "lines end with CR LF")
    case 1: return changed(bytes.map { $0 == 0x0a ? 0x0d : $0 }, "lines end with CR")
    case 2: return changed([0xef, 0xbb, 0xbf] + bytes, "a byte order mark before it")
    case 3: return changed(bytes.map { $0 == 0x2c ? 0x3b : $0 }, "semicolons for commas")
    case 4: return changed(bytes.filter { $0 != 0x0a }, "all in one line")
    case 5: return changed(bytes + [0x22], "a quotation mark at its end")
    default:
      return changed(
        bytes + [UInt8](repeating: 0x0a, count: choice.pick([1, 100_000])), "empty lines at its end"
      )
    }
  }
}
