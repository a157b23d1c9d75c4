import RLFiles

/// The files of a tar archive (POSIX.1-1988 `ustar`), which may be compressed by gzip.
package struct TarArchive {
  /// The content of each file by the last part of its name; of two with the same name the later one.
  /// There are no others than those that are wanted.
  package let files: [String: [UInt8]]

  private static let blockSize = 512

  /// The archives that are known have no more than 185 MB.
  package static let greatestCount = 1 << 28

  /// Reads an archive.
  ///
  /// - Parameters:
  ///   - bytes: of the archive.
  ///   - names: of the files that are wanted, without folders; the others are passed over.
  ///   - file: how errors name the archive.
  ///   - limit: how many bytes it may have once it is inflated; no more are looked at.
  ///   - isInterrupted: whether to give up, with an error; asked many times a second.
  /// - Throws: `DataError` where it is damaged, too large, or a file is missing.
  package init(
    _ bytes: [UInt8], only names: [String], file: String, atMost limit: Int = greatestCount,
    isInterrupted: () -> Bool = { false }
  ) throws(DataError) {
    var reader = PieceReader(ContentReader(bytes, file: file), atMost: limit)
    var files: [String: [UInt8]] = [:]
    while true {
      let header = try reader.next(Self.blockSize, "header of a file", isInterrupted)
      // Two empty blocks are the end; what follows the first says nothing.
      if header.allSatisfy({ $0 == 0 }) {
        // The sum of a compressed archive is at its end.
        try reader.skipRest(isInterrupted)
        break
      }
      let size = try Self.size(of: header, file)
      let padding = (Self.blockSize - size % Self.blockSize) % Self.blockSize
      let name = Self.text(header[0..<100]).split(separator: "/").last.map(String.init) ?? ""
      let isWanted = [0, UInt8(ascii: "0")].contains(header[156]) && names.contains(name)
      let content = try reader.next(size, "file '\(name)'", isKept: isWanted, isInterrupted)
      _ = try reader.next(padding, "file '\(name)'", isInterrupted)
      if isWanted { files[name] = content }
    }
    for name in names where files[name] == nil {
      throw .malformed(file, "content", found: "no file '\(name)'", expected: "one")
    }
    self.files = files
  }

  /// The size of the file that a header is of, whose sum is checked.
  private static func size(of header: [UInt8], _ file: String) throws(DataError) -> Int {
    let sum = header.indices.reduce(0) {
      $0 + ((148..<156).contains($1) ? Int(UInt8(ascii: " ")) : Int(header[$1]))
    }
    guard let expected = octal(header[148..<156]), sum == expected,
      let size = octal(header[124..<136]), (0...ContentReader.greatestCount).contains(size)
    else {
      throw .malformed(
        file, "header of a file", found: "a sum of \(sum)", expected: "that of a tar archive",
        advice: "the file was damaged, or is of another format")
    }
    return size
  }

  private static func octal(_ field: ArraySlice<UInt8>) -> Int? {
    Int(text(field).trimmingPrefix(" ").prefix { $0 != " " }, radix: 8)
  }

  private static func text(_ field: ArraySlice<UInt8>) -> String {
    String(decoding: field.prefix { $0 != 0 }, as: UTF8.self)
  }
}

/// Reads piece by piece, so that it can be interrupted, and no more than it may.
private struct PieceReader {
  private var reader: ContentReader
  private let limit: Int
  private var count = 0

  private static let greatestPiece = 1 << 22

  init(_ reader: ContentReader, atMost limit: Int) {
    self.reader = reader
    self.limit = limit
  }

  /// The next `count` bytes; none where they are not kept.
  ///
  /// - Parameter place: how an error names what they are.
  mutating func next(
    _ count: Int, _ place: String, isKept: Bool = true, _ isInterrupted: () -> Bool
  ) throws(DataError) -> [UInt8] {
    try allow(count)
    var bytes: [UInt8] = []
    if isKept { bytes.reserveCapacity(min(count, reader.bound)) }
    for start in stride(from: 0, to: count, by: Self.greatestPiece) {
      if isInterrupted() { throw interruption(place) }
      let piece = try reader.next(min(Self.greatestPiece, count - start), place)
      if isKept { bytes += piece }
    }
    return bytes
  }

  /// Goes to the end, so that a compressed archive's sum is checked.
  mutating func skipRest(_ isInterrupted: () -> Bool) throws(DataError) {
    while true {
      if isInterrupted() { throw interruption("end") }
      let piece = try reader.upTo(Self.greatestPiece)
      if piece.isEmpty { return }
      try allow(piece.count)
    }
  }

  private mutating func allow(_ more: Int) throws(DataError) {
    count += more
    guard count <= limit else {
      throw .malformed(
        reader.file, "content", found: "more than \(limit) bytes", expected: "at most so many")
    }
  }

  private func interruption(_ place: String) -> DataError {
    .malformed(
      reader.file, place, found: "an interruption", expected: "the end of the archive",
      advice: "unpack it again")
  }
}
