import RLFiles

/// The lines of a `metrics.csv`, to be compared one after the other.
package struct RecordedRows {
  private let text: [UInt8]
  private var position = 0
  package private(set) var difference: Difference?

  /// A line that is not what training gives.
  package struct Difference: Sendable, Hashable {
    /// Of the first episode, or epoch, that differs, counted from 1.
    package var number: Int
    /// The step of training at its end, or at the end of training.
    package var step: Int
    /// The line in the file; nil where the file ends before it.
    package var recorded: String?
    /// The line that training gives; nil where training ends before it.
    package var trained: String?

    package init(number: Int, step: Int, recorded: String?, trained: String?) {
      self.number = number
      self.step = step
      self.recorded = recorded
      self.trained = trained
    }
  }

  /// - Throws: `FileError` where the file cannot be read.
  package init(_ path: String) throws(FileError) { text = Array(try readFile(path)) }

  /// The next line must be this one.
  package mutating func compare(_ row: String, number: Int, step: Int) {
    guard difference == nil else { return }
    let end = position + row.utf8.count
    if end <= text.count, text[position..<end].elementsEqual(row.utf8) {
      position = end
    } else {
      difference = .init(number: number, step: step, recorded: nextLine, trained: trimmed(row))
    }
  }

  /// There must be no further line.
  package mutating func finish(number: Int, step: Int) {
    if difference == nil, let line = nextLine {
      difference = .init(number: number, step: step, recorded: line, trained: nil)
    }
  }

  private var nextLine: String? {
    guard position < text.count else { return nil }
    return String(decoding: text[position...].prefix { $0 != 0x0a }, as: UTF8.self)
  }

  private func trimmed(_ row: String) -> String { String(row.prefix { $0 != "\n" }) }
}
