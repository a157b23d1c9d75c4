import RLFiles

/// A text file that grows at its end by lines, written in large pieces.
package struct TextLog {
  private let file: GrowingFile

  /// Opens a file, which is made if it does not exist, and cuts it back to a length.
  ///
  /// - Throws: `RunWriteError` where the system refuses or the file is shorter than that.
  package init(_ file: FilePlace, length: Int) throws(RunWriteError) {
    self.file = try GrowingFile(file, length: length) { bytes in
      bytes.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 - bytes.startIndex } ?? 0
    }
  }

  /// Bytes of the file once all that has gathered is written.
  package var length: Int { file.length }

  /// Adds lines; they reach the file with the next `flush`, or when much has gathered.
  package func append(_ text: String) throws(RunWriteError) {
    try file.append { $0.append(contentsOf: text.utf8) }
  }

  /// Hands what has gathered to the system.
  package func flush() throws(RunWriteError) { try file.flush() }
}
