import RLFiles

/// The files of a tar archive (POSIX.1-1988 `ustar`), which may be compressed by gzip.
package struct TarArchive {
  /// The content of each file by the last part of its name; of two with the same name the later one.
  package let files: [String: [UInt8]]

  private static let blockSize = 512

  /// Reads an archive.
  ///
  /// - Parameters:
  ///   - bytes: of the archive.
  ///   - names: of the files that are wanted, without folders; the others are passed over.
  ///   - file: how errors name the archive.
  /// - Throws: `DataError` where it is damaged or a file is missing.
  package init(_ bytes: [UInt8], only names: [String], file: String) throws(DataError) {
    var reader = ContentReader(bytes, file: file)
    var files: [String: [UInt8]] = [:]
    while true {
      let header = try reader.next(Self.blockSize, "header of a file")
      // Two empty blocks are the end; what follows the first says nothing.
      if header.allSatisfy({ $0 == 0 }) {
        // The sum of a compressed archive is at its end.
        _ = try reader.rest()
        break
      }
      let size = try Self.size(of: header, file)
      let padded = (size + Self.blockSize - 1) / Self.blockSize * Self.blockSize
      let name = Self.text(header[0..<100]).split(separator: "/").last.map(String.init) ?? ""
      let content = try reader.next(padded, "file '\(name)'")
      let isFile = header[156] == UInt8(ascii: "0") || header[156] == 0
      if isFile, names.contains(name) { files[name] = Array(content[..<size]) }
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
