/// What a safetensors file begins with: the length of the header and the header, with zeros in
/// place of the digest's digits.
struct SafetensorsHead {
  private(set) var bytes: [UInt8]
  /// Where the digest's digits are.
  private let digits: Range<Int>

  /// A head for arrays whose data follow in this order.
  ///
  /// The header's members are sorted by name, and padded so that the data begin at a multiple of 8.
  init(
    _ arrays: [(name: String, type: SafetensorsType, shape: [Int])], metadata: [String: String]
  ) {
    if metadata[FileDigest.key] != nil {
      fatalError(
        "metadata cannot have the key \(FileDigest.key): it is that of the digest of the file")
    }
    var texts = metadata.map { (name: $0.key, value: json($0.value)) }
    texts.append((FileDigest.key, json(FileDigest.zeros)))
    let (about, digitsInMetadata) = jsonObject(texts, finding: FileDigest.key)
    var members = [(name: SafetensorsHeader.metadataKey, value: about)]
    var begin = 0
    for (name, type, shape) in arrays {
      let end = begin + shape.reduce(type.size, *)
      let sizes = shape.map(String.init).joined(separator: ",")
      members.append(
        (
          name,
          "{\"data_offsets\":[\(begin),\(end)],\"dtype\":\"\(type.rawValue)\",\"shape\":[\(sizes)]}"
        ))
      begin = end
    }
    let (text, metadataInText) = jsonObject(members, finding: SafetensorsHeader.metadataKey)
    var header = Array(text.utf8)
    while header.count % 8 != 0 { header.append(UInt8(ascii: " ")) }
    bytes = withUnsafeBytes(of: UInt64(header.count).littleEndian) { Array($0) } + header
    // After the length and the quotation mark.
    let start = 8 + metadataInText + digitsInMetadata + 1
    digits = start..<start + FileDigest.zeros.utf8.count
  }

  /// Puts the digest in its place, that of the head and the data as long as there are zeros.
  mutating func setDigest(_ hexDigest: String) {
    bytes.replaceSubrange(digits, with: hexDigest.utf8)
  }

  /// Stops the program where two names are the same, or one is that of the metadata.
  static func check(names: [String]) {
    var known: Set<String> = [SafetensorsHeader.metadataKey]
    for name in names where !known.insert(name).inserted {
      fatalError("a file cannot hold two tensors named \(quoted(name)), or one named __metadata__")
    }
  }
}

/// An object with its members sorted by the bytes of their names, and where in it the value of one
/// of them begins.
private func jsonObject(
  _ members: [(name: String, value: String)], finding wanted: String
) -> (text: String, place: Int) {
  var text = "{"
  var place = 0
  let sorted = members.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
  for (i, member) in sorted.enumerated() {
    text += (i > 0 ? "," : "") + json(member.name) + ":"
    if member.name == wanted { place = text.utf8.count }
    text += member.value
  }
  return (text + "}", place)
}

private func json(_ text: String) -> String {
  var result = "\""
  for scalar in text.unicodeScalars {
    switch scalar {
    case "\"": result += "\\\""
    case "\\": result += "\\\\"
    case "\u{0}"..<" ":
      let digits = String(scalar.value, radix: 16)
      result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
    default: result.unicodeScalars.append(scalar)
    }
  }
  return result + "\""
}
