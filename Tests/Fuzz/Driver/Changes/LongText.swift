/// Much where little is expected: what a command repeats of it would fill the terminal.
enum LongText {
  private static let sizes = [300_000, 1_000_000, 5_000_000]

  /// A text of so many bytes.
  private static func text(_ choice: inout Choice) -> String {
    let piece = choice.pick(["a", "a", "9", "é", "a ", "a\n", "<", "\u{1b}"])
    return String(repeating: piece, count: choice.pick(sizes) / piece.utf8.count)
  }

  /// A text or a name of a JSON text that is long, or an object of very many members.
  static func json(_ text: JSONText, _ choice: inout Choice) -> JSONEdit? {
    let members = text.values.filter { $0.name != nil }
    let objects = text.values.filter { $0.kind == .object && !$0.path.isEmpty }
    guard !members.isEmpty else { return nil }
    switch choice.number(below: 8) {
    case 0 where !objects.isEmpty, 1 where !objects.isEmpty:
      let object = choice.pick(objects) { $0.path == ["record"] ? 3 : 1 }
      let value = choice.pick(["0", quoted("0"), quoted(String(repeating: "0", count: 64))])
      let names = (0..<100_000).map { "\"file-\($0).csv\":\(value)" }
      return JSONEdit(
        value: object, new: "{" + names.joined(separator: ",") + "}",
        words: "\(object.path.joined(separator: ".")) has 100000 members")
    case 2, 3:
      let member = choice.pick(members)
      return JSONEdit(name: member, new: quoted(Self.text(&choice)))
    default:
      let texts = members.filter { $0.kind == .text }
      let member = choice.pick(texts.isEmpty || choice.onceIn(6) ? members : texts)
      return JSONEdit(value: member, new: quoted(Self.text(&choice)))
    }
  }

  /// A table with a line of a megabyte.
  static func table(_ table: inout TextTable, _ choice: inout Choice) -> String {
    let row = choice.pick([0, table.rows.count - 1, choice.number(below: table.rows.count)])
    let column = choice.number(below: table.rows[row].count)
    switch choice.number(below: 3) {
    case 0: table.rows[row] += Array(repeating: "1", count: 500_000)
    case 1:
      table.rows[row][column] = String(repeating: choice.pick(["x", "é"]), count: 1_000_000)
    default: table.rows[row][column] += String(repeating: "0", count: 1_000_000)
    }
    let length = table.rows[row].reduce(0) { $0 + $1.utf8.count + 1 }
    return "line \(row + 1) has \(length) bytes"
  }

  /// Hundreds of files that are none of the program's, where it looks for its own.
  static func files(in run: String, _ choice: inout Choice) -> String {
    let count = choice.pick([300, 900])
    let (folder, name) = choice.pick([
      ("checkpoints", "N.safetensors"), ("checkpoints", "N.safetensors"),
      ("checkpoints", "xN.safetensors"), ("samples", "epoch-N.idx"), ("videos", "step-N.gif"),
      ("checkpoints", "N-" + String(repeating: "a", count: 200) + ".safetensors"),
    ])
    makeFolder("\(run)/\(folder)")
    for number in 1...count {
      let name = name.replacing("N", with: "\(number)")
      // The program's own stay.
      if fileStatus("\(run)/\(folder)/\(name)") == nil {
        store("junk\n", at: "\(run)/\(folder)/\(name)")
      }
    }
    return "\(folder) has \(count) files \(shown(name))"
  }
}
