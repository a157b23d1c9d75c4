/// FNV-1a over whole words, as the script computes it.
func checksum(_ words: some Sequence<UInt64>) -> UInt64 {
  words.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ $1) &* 0x100_0000_01b3 }
}

/// A word written in hexadecimal.
struct Hex<Word: FixedWidthInteger>: Decodable {
  let value: Word

  init(_ text: String) throws {
    guard let value = Word(text, radix: 16) else { throw BadWord(text: text) }
    self.value = value
  }

  init(from decoder: any Decoder) throws {
    try self.init(decoder.singleValueContainer().decode(String.self))
  }

  struct BadWord: Error { let text: String }
}

typealias Hex64 = Hex<UInt64>

extension Hex64 {
  var double: Double { Double(bitPattern: value) }
}

extension Array where Element == Hex64 {
  var values: [UInt64] { map(\.value) }
}
