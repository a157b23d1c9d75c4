import RLFiles

/// The lines of a `metrics.csv`, to be compared one after the other.
package struct RecordedRows: ~Copyable {
  private var lines: FileLines
  /// Why the file could not be read on.
  private var failure: FileError?
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
  package init(_ file: FilePlace) throws(FileError) { lines = try FileLines(file) }

  /// The next line must be this one.
  package mutating func compare(_ row: String, number: Int, step: Int) {
    guard difference == nil, failure == nil else { return }
    var recorded: String?
    let isSame = next { line, isWhole in
      // The row has its newline.
      if isWhole, row.utf8.count == line.count + 1, row.utf8.starts(with: line) { return true }
      recorded = String(decoding: line, as: UTF8.self)
      return false
    }
    guard isSame != true, failure == nil else { return }
    difference = Difference(
      number: number, step: step, recorded: recorded, trained: String(row.prefix { $0 != "\n" }))
  }

  /// There must be no further line.
  ///
  /// - Throws: `FileError` where the file could not be read on.
  package mutating func finish(number: Int, step: Int) throws(FileError) {
    if difference == nil, let line = next({ line, _ in String(decoding: line, as: UTF8.self) }) {
      difference = Difference(number: number, step: step, recorded: line, trained: nil)
    }
    if let failure { throw failure }
  }

  private mutating func next<Result>(_ body: (FileLines.Line, Bool) -> Result) -> Result? {
    do throws(FileError) { return try lines.next(body) } catch {
      failure = error
      return nil
    }
  }
}
