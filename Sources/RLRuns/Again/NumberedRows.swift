import RLFiles

/// The rows of a `metrics.csv` by their numbers, those of their episodes or epochs.
struct NumberedRows: Sendable {
  /// The names of the columns.
  let columns: [String]
  /// In ascending order.
  let numbers: [Int]
  private let steps: [Int]
  private let texts: [Substring]

  /// - Throws: `FileError` where the file cannot be read, `RunFileError` where a row is not that of
  ///   a later episode, or epoch, than the one before.
  init<Subject: RunSubject>(in folder: RunFolder, of subject: Subject.Type) throws {
    let run = try RunConfiguration<Subject>.read(from: folder)
    let hasAll = Subject.recordsEveryRow && run.recording.episodes == .all
    let file = folder.metricsFile
    let row = Subject.words.row
    let text = String(decoding: try readFile(file, atMost: FileLimit.record), as: UTF8.self)
    // A row without a newline is one that is being written.
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
    columns = lines.first?.split(separator: ",").map(String.init) ?? []
    texts = Array(lines.dropFirst())
    var (numbers, steps): ([Int], [Int]) = ([], [])
    for (index, text) in texts.enumerated() {
      let fields = text.split(separator: ",", maxSplits: 2, omittingEmptySubsequences: false)
      guard fields.count == 3, let number = Int(fields[0]), let step = Int(fields[1]), number >= 0,
        numbers.last.map({ hasAll ? number == $0 + 1 : number > $0 }) ?? true
      else {
        throw RunFileError(
          file: file, field: "line \(index + 2)",
          problem: "it is not the row of \(numbers.last.map { "\(row) \($0 + 1)" } ?? "an \(row)")")
      }
      numbers.append(number)
      steps.append(step)
    }
    (self.numbers, self.steps) = (numbers, steps)
  }

  private func index(_ number: Int) -> Int? {
    guard let first = numbers.first else { return nil }
    // As a rule each is one more than that before.
    let guess = number - first
    if numbers.indices.contains(guess), numbers[guess] == number { return guess }
    return numbers.firstIndex(of: number)
  }

  subscript(number: Int) -> Substring? { index(number).map { texts[$0] } }

  /// What stands in a row, by column.
  func fields(_ number: Int) -> [(name: String, value: String)] {
    let values = self[number]?.split(separator: ",", omittingEmptySubsequences: false) ?? []
    return values.enumerated().map { index, value in
      let isNamed = columns.indices.contains(index)
      return (isNamed ? columns[index] : "column \(index + 1)", String(value))
    }
  }

  /// The step at the end of an episode, or epoch.
  func endStep(_ number: Int) -> Int? { index(number).map { steps[$0] } }

  /// The step at the end of the last one; 0 where there is none.
  var lastStep: Int { steps.last ?? 0 }

  /// The number of the last one; 0 where there is none.
  var lastNumber: Int { numbers.last ?? 0 }
}
