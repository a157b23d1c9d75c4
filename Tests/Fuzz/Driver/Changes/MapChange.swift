/// A change to a map: cells, rows, sizes, characters that no map has.
func changedMap(_ bytes: [UInt8], _ choice: inout Choice) -> Changed {
  guard choice.number(below: 8) > 0 else { return changedBytes(bytes, &choice) }
  var lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n").map(String.init)
  let row = choice.number(below: lines.count)
  let words: String
  switch choice.number(below: 10) {
  case 0, 1, 2:
    let cells = ["#", ".", "S", "G", "P", "F", "H", "A", "z", "9", "=", " ", "\t", "\r", "é", "🙂"]
    let cell = choice.pick(cells + ["\u{1b}[31m", "\u{0}", "\u{200d}", "e\u{301}", "\u{202e}"])
    let column = choice.number(below: lines[row].count)
    var line = lines[row].map(String.init)
    line[column] = cell
    lines[row] = line.joined()
    words = "line \(row + 1), column \(column + 1): \(shown(cell))"
  case 3:
    lines.remove(at: row)
    words = "without line \(row + 1)"
  case 4:
    lines[row] += choice.pick(["", ".", "F", " "])
    lines[row] = String(lines[row].dropFirst(choice.number(below: 3)))
    words = "line \(row + 1) is \(shown(lines[row]))"
  case 5:
    let legend = choice.pick([
      "A = 1", "A = inf", "A = nan", "A = 1e400", "A =", "= 1", "AB = 2", "A = 1\nA = 2", "S = 3",
      "# = 4", "A = -1e308", "é = 5", "A = 1 = 2", "A = 1e-320",
    ])
    lines.append(legend)
    words = "a last line \(shown(legend))"
  case 6: return tall(&choice)
  case 7: return wide(&choice)
  case 8:
    let count = choice.pick([10, 1_000, 20_000])
    lines = [String(repeating: "S", count: count) + "G"]
    words = "\(count) starts in a row"
  default:
    lines = lines.map { $0.replacing("#", with: ".") }
    lines += Array(repeating: "", count: choice.pick([1, 50_000]))
    words = "no walls, and empty lines at its end"
  }
  return Changed(bytes: Array((lines.joined(separator: "\n") + "\n").utf8), words: words)
}

private func tall(_ choice: inout Choice) -> Changed {
  let count = choice.pick([300, 3_000, 30_000, 60_000, 1_000_000])
  let cell = choice.pick([".", "F"])
  let text = "S\n" + String(repeating: cell + "\n", count: count) + "G\n"
  return Changed(bytes: Array(text.utf8), words: "one column of \(count + 2) cells")
}

private func wide(_ choice: inout Choice) -> Changed {
  let size = choice.pick([30, 100, 250, 700])
  let cell = choice.pick([".", "F"])
  let row = String(repeating: cell, count: size) + "\n"
  let text =
    "S" + row.dropFirst() + String(repeating: row, count: size - 2) + row.dropLast(2) + "G\n"
  return Changed(bytes: Array(text.utf8), words: "\(size) times \(size) cells")
}

/// A change to an event file, whose records tell their lengths.
func changedEvents(_ bytes: [UInt8], _ choice: inout Choice) -> Changed {
  guard bytes.count > 24, choice.onceIn(2) else { return changedBytes(bytes, &choice) }
  var starts = [0]
  while let start = starts.last, start + 16 < bytes.count {
    let size = bytes[start..<start + 8].reversed().reduce(0) { $0 << 8 | UInt64($1) }
    guard size < UInt64(bytes.count - start) else { break }
    starts.append(start + 16 + Int(size))
  }
  let start = choice.pick(starts.filter { $0 + 8 <= bytes.count })
  let length = choice.pick([0, 1, 1 << 20, 1 << 31, 1 << 40, 1 << 62, 1 << 63, .max] as [UInt64])
  var bytes = bytes
  bytes.replaceSubrange(
    start..<start + 8, with: withUnsafeBytes(of: length.littleEndian) { Array($0) })
  return Changed(bytes: bytes, words: "the record at byte \(start) has the length \(length)")
}
