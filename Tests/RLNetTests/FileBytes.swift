import RLState

/// Bytes of safetensors files, made without the code that is tested.
enum FileBytes {
  /// A file of a header's text and data.
  static func file(_ header: some Sequence<UInt8>, _ data: [UInt8]) -> [UInt8] {
    let header = Array(header)
    return withUnsafeBytes(of: UInt64(header.count).littleEndian) { Array($0) } + header + data
  }

  /// The file with the digest that belongs to it, where its `__metadata__` has one: by the rule, of
  /// the file with 64 zeros in its place.
  static func sealed(_ file: [UInt8]) -> [UInt8] {
    guard let digits = digitsOfDigest(in: file) else { return file }
    var file = file
    file.replaceSubrange(digits, with: repeatElement(UInt8(ascii: "0"), count: 64))
    var hash = SHA256()
    file.withUnsafeBytes { hash.update($0) }
    file.replaceSubrange(digits, with: hash.hexDigest.utf8)
    return file
  }

  /// Where the digits of the digest are.
  static func digitsOfDigest(in file: [UInt8]) -> Range<Int>? {
    guard let name = file.firstRange(of: Array(#""sha256":""#.utf8)),
      file.count >= name.upperBound + 64
    else { return nil }
    return name.upperBound..<name.upperBound + 64
  }

  /// The file as others write it, without a digest. There must be metadata before the digest.
  static func withoutDigest(_ file: [UInt8]) -> [UInt8]? {
    guard let digits = digitsOfDigest(in: file), let length = headerLength(of: file) else {
      return nil
    }
    var file = file
    file.removeSubrange(digits.lowerBound - #","sha256":""#.utf8.count..<digits.upperBound + 1)
    return withHeaderLength(length - 76, file)
  }

  /// What the file says of the length of its header; nil where that is more than there is.
  static func headerLength(of file: [UInt8]) -> Int? {
    guard file.count >= 8 else { return nil }
    let length = file[..<8].reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    return length <= UInt64(file.count) ? Int(length) : nil
  }

  static func withHeaderLength(_ length: Int, _ file: [UInt8]) -> [UInt8] {
    withUnsafeBytes(of: UInt64(length).littleEndian) { Array($0) } + file.dropFirst(8)
  }
}
