import RLState

/// The SHA-256 that a safetensors file carries in its own header, as `sha256` of its
/// `__metadata__`: that of the whole file (header length, header and data) with these 64 digits
/// replaced by zeros. So every bit of the file is covered.
struct FileDigest {
  static let key = "sha256"
  static let field = "\(SafetensorsHeader.metadataKey).\(key)"
  /// What stands in place of the digits while the file is hashed.
  static let zeros = String(repeating: "0", count: 64)
  static let advice =
    "the file was damaged or altered after it was written; copy it again or use another one"

  /// 64 hexadecimal digits, lower case.
  let digits: String
  /// Where they are in the file.
  let place: Range<Int>

  /// The digest that a file says it has.
  ///
  /// - Parameters:
  ///   - digits: the text of the member.
  ///   - end: where it ends in the file.
  init(_ digits: String, in file: UnsafeRawBufferPointer, end: Int) throws(SafetensorsError) {
    place = end - FileDigest.zeros.utf8.count..<end
    self.digits = digits
    // Each digit by itself, not escaped: the byte before the first one is the quotation mark.
    guard digits.utf8.count == place.count, digits.utf8.allSatisfy(FileDigest.isDigit),
      place.lowerBound > 0, file[place.lowerBound - 1] == UInt8(ascii: "\"")
    else {
      throw SafetensorsError(
        field: FileDigest.field, found: quoted(String(digits.prefix(80))),
        expected: "\(place.count) hexadecimal digits in lower case", advice: FileDigest.advice)
    }
  }

  /// Checks that the file is the one that was written.
  func check(_ file: UnsafeRawBufferPointer) throws(SafetensorsError) {
    var hash = SHA256()
    hash.update(UnsafeRawBufferPointer(rebasing: file[..<place.lowerBound]))
    hash.update(FileDigest.zeros)
    hash.update(UnsafeRawBufferPointer(rebasing: file[place.upperBound...]))
    let actual = hash.hexDigest
    guard actual == digits else {
      throw SafetensorsError(
        field: FileDigest.field, found: "content with the digest \(actual.prefix(12))…",
        expected: "\(digits.prefix(12))… as the file says", advice: FileDigest.advice)
    }
  }

  private static func isDigit(_ byte: UInt8) -> Bool {
    UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte || UInt8(ascii: "a")...UInt8(ascii: "f") ~= byte
  }
}

extension SHA256 {
  fileprivate mutating func update(_ text: String) {
    Array(text.utf8).withUnsafeBytes { update($0) }
  }
}
