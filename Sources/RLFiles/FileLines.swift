/// The lines of a file, one after the other, with little of it in memory at a time.
package struct FileLines: ~Copyable {
  /// The line, without its newline.
  package typealias Line = UnsafeBufferPointer<UInt8>

  private let file: OpenFile
  private let limit: Int
  private var buffer: [UInt8]
  /// What of the buffer has not been shown.
  private var rest = 0..<0
  private var isAtEnd = false
  private var readCount = 0
  /// How many lines were shown.
  package private(set) var number = 0

  /// A line of more bytes than this is refused; those of a record have a few hundred.
  private static let greatestLine = 1 << 20

  /// - Parameters:
  ///   - place: of the file.
  ///   - limit: how many bytes it may have.
  /// - Throws: `FileError` where it cannot be opened, is no regular file or has more bytes.
  package init(_ place: FilePlace, atMost limit: Int = FileLimit.record) throws(FileError) {
    file = try OpenFile(place, atMost: limit)
    self.limit = limit
    buffer = Array(repeating: 0, count: 1 << 16)
  }

  /// Shows the next line, and whether there is a newline behind it, which only the last one may lack.
  /// The byte behind the line is a newline or 0.
  ///
  /// - Returns: nil at the end of the file.
  /// - Throws: `FileError`, and what `body` throws.
  package mutating func next<Result>(
    _ body: (_ line: Line, _ isWhole: Bool) -> Result
  ) throws(FileError) -> Result? {
    var searched = 0
    while true {
      if let length = newline(after: searched) {
        return show(length, isWhole: true, body)
      }
      searched = rest.count
      if isAtEnd { return rest.isEmpty ? nil : show(rest.count, isWhole: false, body) }
      try fill()
    }
  }

  /// How many bytes are before the next newline; nil where none has been read yet.
  private func newline(after searched: Int) -> Int? {
    buffer.withUnsafeBytes { bytes in
      guard let base = bytes.baseAddress, searched < rest.count else { return nil }
      let start = base + rest.lowerBound
      return memchr(start + searched, 0x0a, rest.count - searched).map {
        UnsafeRawPointer($0) - start
      }
    }
  }

  private mutating func show<Result>(
    _ length: Int, isWhole: Bool, _ body: (Line, Bool) -> Result
  ) -> Result {
    let line = rest.lowerBound..<rest.lowerBound + length
    number += 1
    rest = min(rest.upperBound, line.upperBound + 1)..<rest.upperBound
    return buffer.withUnsafeBufferPointer { body(Line(rebasing: $0[line]), isWhole) }
  }

  /// Reads on, behind what has not been shown.
  private mutating func fill() throws(FileError) {
    if rest.lowerBound > 0 {
      for i in rest.indices { buffer[i - rest.lowerBound] = buffer[i] }
      rest = 0..<rest.count
    }
    // One byte is left for what ends a number at the very end.
    if rest.count >= buffer.count - 1 {
      guard rest.count < Self.greatestLine else {
        throw FileError("read", file.place.path, FileError.longLine)
      }
      buffer += Array(repeating: 0, count: buffer.count)
    }
    let end = rest.upperBound
    let room = buffer.count - 1 - end
    let place = file.place
    var failure: FileError?
    let count = buffer.withUnsafeMutableBytes { bytes in
      do throws(FileError) {
        return try file.read(
          into: UnsafeMutableRawBufferPointer(rebasing: bytes[end..<end + room]))
      } catch {
        failure = error
        return 0
      }
    }
    if let failure { throw failure }
    readCount += count
    guard readCount <= limit else { throw FileError(tooLarge: place, limit) }
    isAtEnd = count == 0
    rest = 0..<end + count
    buffer[rest.upperBound] = 0
  }
}
