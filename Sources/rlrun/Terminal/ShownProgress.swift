/// How far something is, for a person.
protocol ShownProgress {
  /// How many of the steps are done.
  var step: Int { get }
  var steps: Int { get }
  var stepsPerSecond: Double { get set }
  /// One line for a file.
  var plain: String { get }
  /// Lines that fit a terminal.
  func lines(on terminal: Terminal, columns: Int) -> [String]
}

extension ShownProgress {
  /// As many fields as there is room for.
  static func fitting(_ fields: [String], _ room: Int) -> String {
    var line = ""
    for field in fields {
      let longer = line.isEmpty ? field : line + "  " + field
      if longer.count > room { break }
      line = longer
    }
    return line
  }

  /// A bar where there is room for one, and as many fields as there is room for.
  static func bar(
    _ fraction: Double, before fields: [String], _ room: Int, on terminal: Terminal
  ) -> String {
    let end = fitting(fields, room)
    let width = min(30, room - end.count - 2)
    guard width >= 8 else { return end }
    let done = Int((fraction * Double(width)).rounded(.down))
    let full = String(repeating: terminal.isUnicode ? "━" : "#", count: done)
    let rest = String(repeating: terminal.isUnicode ? "─" : "-", count: width - done)
    return (terminal.hasColour ? "\u{1B}[32m\(full)\u{1B}[0m\(rest)" : full + rest) + "  " + end
  }
}
