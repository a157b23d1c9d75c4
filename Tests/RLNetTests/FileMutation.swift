import RLRandom
import TestSupport

/// Random damage to a safetensors file: bits, lengths, and the header's JSON.
struct FileMutation {
  private var generator: PCG64
  private var bytes: [UInt8]

  /// The file after a mutation, or a few.
  static func mutated(_ file: [UInt8], seed: UInt64) -> [UInt8] {
    var mutation = FileMutation(generator: PCG64(seed: seed), bytes: file)
    repeat { mutation.mutate() } while mutation.number(below: 3) == 0
    return mutation.bytes
  }

  private mutating func mutate() {
    guard bytes.count > 8 else {
      bytes += bits(1 + number(below: 40))
      return
    }
    switch number(below: 14) {
    case 0, 1: for _ in 0...number(below: 4) { bytes[place()] ^= 1 << UInt8(number(below: 8)) }
    case 2: bytes[place()] = generator.pick(Array("{}[]\",:0129-\\ ".utf8))
    case 3: bytes.removeLast(1 + number(below: min(bytes.count, generator.pick([8, 80, 8_000]))))
    case 4: bytes += bits(1 + number(below: generator.pick([8, 80, 8_000])))
    case 5: bytes.swapAt(place(), place())
    case 6: changeHeaderLength()
    case 7:
      let start = place()
      let end = min(bytes.count, start + number(below: 40))
      bytes.insert(contentsOf: bytes[start..<end], at: place())
    case 8: bytes.removeSubrange(place()..<bytes.count)
    case 9:
      // Most often in the data.
      let place = bytes.count - 1 - number(below: min(60, bytes.count))
      bytes[place] = UInt8(number(below: 256))
    default: changeHeader()
    }
  }

  private mutating func changeHeaderLength() {
    let length = UInt64(FileBytes.headerLength(of: bytes) ?? 0)
    let new: UInt64 = generator.pick([
      0, 1, length &- 1, length + 1, length + 8, UInt64(bytes.count), UInt64(bytes.count) &- 8,
      100_000_000, 100_000_001, 1 << 31, 1 << 32 | length, 1 << 60, 1 << 60 | length, 1 << 63,
      .max, .max - 7,
    ])
    bytes.replaceSubrange(0..<8, with: withUnsafeBytes(of: new.littleEndian) { Array($0) })
  }

  /// Changes members, and mostly says the new length.
  private mutating func changeHeader() {
    guard let length = FileBytes.headerLength(of: bytes), length <= bytes.count - 8 else { return }
    var header = Array(bytes[8..<8 + length])
    repeat { changeMembers(&header) } while number(below: 3) == 0
    bytes.replaceSubrange(8..<8 + length, with: header)
    if number(below: 10) > 0 { bytes = FileBytes.withHeaderLength(header.count, bytes) }
  }

  private mutating func changeMembers(_ header: inout [UInt8]) {
    let values = FileMutation.values(in: header)
    let members = FileMutation.members(in: header, values)
    guard !values.isEmpty, !members.isEmpty else { return }
    let value = generator.pick(values)
    let member = generator.pick(members)
    switch number(below: 9) {
    case 7, 8:
      // Sizes whose product is no Int, or is 0 where it overflows, in place of a shape or offsets.
      let arrays = values.filter { header[$0.lowerBound] == UInt8(ascii: "[") }
      guard !arrays.isEmpty else { return }
      let sizes = generator.pick([
        "[4294967296,4294967296]", "[4294967296,4294967296,0]", "[1152921504606846976,16]",
        "[0,1152921504606846976,1152921504606846976]", "[1152921504606846976]",
        "[1152921504606846976,1152921504606846976]", "[9223372036854775807,9223372036854775807]",
      ])
      header.replaceSubrange(generator.pick(arrays), with: sizes.utf8)
    case 0, 1: header.replaceSubrange(value, with: newValue().utf8)
    case 2: swap(value, generator.pick(values), in: &header)
    case 3: swap(member, generator.pick(members), in: &header)
    case 4: header.insert(contentsOf: header[member] + [UInt8(ascii: ",")], at: member.lowerBound)
    case 5: header.removeSubrange(member)
    default: header.replaceSubrange(member, with: "\"new\":\(newValue())".utf8)
    }
  }

  private mutating func newValue() -> String {
    let size = newNumber()
    switch number(below: 16) {
    case 0: return nested("[", "]")
    case 1: return nested("{\"a\":", "}")
    case 2: return "[" + String(repeating: "1,", count: number(below: 20)) + "\(size)]"
    case 3, 4: return size
    case 5, 6: return "[\(size)]"
    case 7: return "[\(size),\(newNumber())]"
    case 8: return "[0,\(size)]"
    case 9: return #"{"dtype":"F32","shape":[\#(size)],"data_offsets":[0,\#(size)]}"#
    case 10: return generator.pick(["null", "true", "{}", "[]", "\"\"", " ", ""])
    case 11: return "\"" + String(repeating: "0", count: 64) + "\""
    case 12: return generator.pick(["\"\\ud800\"", "\"\\u0000\"", "\"\\u0061\"", "\"a\\"])
    default:
      return generator.pick([
        "\"F32\"", "\"F64\"", "\"I32\"", "\"U8\"", "\"BOOL\"", "\"F16\"", "\"__metadata__\"",
        "\"sha256\"", "\"shape\"", "\"a\"",
      ])
    }
  }

  private mutating func newNumber() -> String {
    if number(below: 12) == 0 { return String(repeating: "9", count: 1 + number(below: 4_000)) }
    return generator.pick([
      "0", "1", "2", "3", "4", "8", "12", "48", "-1", "1.5", "1e3", "01", "4294967296",
      "1152921504606846976", "9223372036854775807", "9223372036854775808", "18446744073709551616",
    ])
  }

  private mutating func nested(_ opening: String, _ closing: String) -> String {
    let depth = 1 + number(below: generator.pick([8, 8, 8, 8, 8, 8, 8, 50_000]))
    let isClosed = number(below: 2) == 0
    return String(repeating: opening, count: depth)
      + String(repeating: closing, count: isClosed ? depth : 0)
  }

  private func swap(_ first: Range<Int>, _ second: Range<Int>, in header: inout [UInt8]) {
    guard !first.overlaps(second) else { return }
    let (low, high) =
      first.lowerBound < second.lowerBound ? (first, second) : (second, first)
    let (lowText, highText) = (header[low], header[high])
    header.replaceSubrange(high, with: lowText)
    header.replaceSubrange(low, with: highText)
  }

  /// Strings (also names), numbers, arrays and objects of a text that is more or less JSON.
  private static func values(in text: [UInt8]) -> [Range<Int>] {
    var values: [Range<Int>] = []
    var open: [Int] = []
    var position = 0
    while position < text.count {
      let start = position
      position += 1
      switch Unicode.Scalar(text[start]) {
      case "\"":
        while position < text.count, text[position] != UInt8(ascii: "\"") {
          position += text[position] == UInt8(ascii: "\\") ? 2 : 1
        }
        position = min(position + 1, text.count)
        values.append(start..<position)
      case "0"..."9":
        while position < text.count, 0x30...0x39 ~= text[position] { position += 1 }
        values.append(start..<position)
      case "[", "{": open.append(start)
      case "]", "}": if let start = open.popLast() { values.append(start..<position) }
      default: break
      }
    }
    return values
  }

  /// Names with their values.
  private static func members(in text: [UInt8], _ values: [Range<Int>]) -> [Range<Int>] {
    let ends = Dictionary(
      values.map { ($0.lowerBound, $0.upperBound) }, uniquingKeysWith: { first, _ in first })
    return values.compactMap { name in
      guard name.upperBound < text.count, text[name.upperBound] == UInt8(ascii: ":") else {
        return nil
      }
      return ends[name.upperBound + 1].map { name.lowerBound..<$0 }
    }
  }

  private mutating func place() -> Int { number(below: max(bytes.count, 1)) }

  private mutating func number(below bound: Int) -> Int { generator.integer(below: bound) }

  private mutating func bits(_ count: Int) -> [UInt8] {
    (0..<count).map { _ in UInt8(number(below: 256)) }
  }
}
