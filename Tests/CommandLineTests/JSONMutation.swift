import RLRandom
import TestSupport

/// Random damage to a JSON text without spaces: bits, length, values and members.
struct JSONMutation {
  private var generator: PCG64
  private var bytes: [UInt8]

  /// The text after a mutation, or a few.
  static func mutated(_ text: [UInt8], seed: UInt64) -> [UInt8] {
    var mutation = JSONMutation(generator: PCG64(seed: seed), bytes: text)
    repeat { mutation.mutate() } while mutation.number(below: 3) == 0
    return mutation.bytes
  }

  private mutating func mutate() {
    guard bytes.count > 8 else {
      bytes += (0..<20).map { _ in UInt8(number(below: 256)) }
      return
    }
    switch number(below: 20) {
    case 0: for _ in 0...number(below: 4) { bytes[place()] ^= 1 << UInt8(number(below: 8)) }
    case 1: bytes[place()] = generator.pick(Array("{}[]\",:0129-\\ .eE".utf8))
    case 2: bytes.removeSubrange(place()..<bytes.count)
    case 3: bytes += (0..<number(below: 400)).map { _ in UInt8(number(below: 256)) }
    case 4:
      let start = place()
      let end = min(bytes.count, start + number(below: 60))
      bytes.insert(contentsOf: bytes[start..<end], at: place())
    default: changeMembers()
    }
  }

  private mutating func changeMembers() {
    let values = self.values
    let members = members(values)
    guard !values.isEmpty, !members.isEmpty else { return }
    let value = generator.pick(values)
    let member = generator.pick(members)
    switch number(below: 12) {
    case 0..<5: bytes.replaceSubrange(member.value, with: newValue().utf8)
    case 5: bytes.replaceSubrange(value, with: newValue().utf8)
    case 6: swap(value, generator.pick(values))
    case 7: swap(member.value, generator.pick(members).value)
    case 8: swap(member.name, generator.pick(members).name)
    case 9:
      // Twice the same name.
      let name = bytes[member.name]
      let text = Array(name) + Array(":\(newValue()),".utf8)
      bytes.insert(contentsOf: text, at: member.name.lowerBound)
    case 10: bytes.removeSubrange(member.name.lowerBound..<member.value.upperBound)
    default: bytes.replaceSubrange(member.name, with: newName().utf8)
    }
  }

  private mutating func newName() -> String {
    generator.pick(["\"\"", "\"seed\"", "\"steps\"", "\"ancestors\"", "\"map\"", "\"é\"", "1"])
  }

  private mutating func newValue() -> String {
    switch number(below: 8) {
    case 0: return nested("[", "]")
    case 1: return nested("{\"a\":", "}")
    case 2: return "[" + String(repeating: "8192,", count: number(below: 20)) + newNumber() + "]"
    case 3: return "\"" + String(repeating: "S.\\n", count: number(below: 3_000)) + "G\""
    case 4, 5: return newNumber()
    default:
      return generator.pick([
        "null", "true", "false", "{}", "[]", "\"\"", "\"none\"", "\"random\"", "\"4x4\"",
        "\"dqn\"", "\"reinforce\"", "\"CartPole-v1\"", "\"FrozenLake-v1\"", "\"tanh\"", "\"inf\"",
        "\"nan\"", "\"\\ud800\"", "\"\\u0000\"", "\"/\"", "\"1\"", " ", "",
      ])
    }
  }

  private mutating func newNumber() -> String {
    if number(below: 12) == 0 { return String(repeating: "9", count: 1 + number(below: 4_000)) }
    return generator.pick([
      "0", "1", "2", "100", "8192", "65536", "10000000", "-1", "-0", "0.5", "1e3", "1e-400", "01",
      "4294967296", "1152921504606846976", "9223372036854775807", "9223372036854775808",
      "-9223372036854775808", "18446744073709551615", "18446744073709551616", "1e308", "-1e308",
      "1e309", "NaN",
    ])
  }

  private mutating func nested(_ opening: String, _ closing: String) -> String {
    let depth = 1 + number(below: generator.pick([8, 8, 8, 600, 10_000]))
    let isClosed = number(below: 4) > 0
    return String(repeating: opening, count: depth) + (opening.hasSuffix(":") ? "1" : "")
      + String(repeating: closing, count: isClosed ? depth : 0)
  }

  private mutating func swap(_ first: Range<Int>, _ second: Range<Int>) {
    guard !first.overlaps(second) else { return }
    let (low, high) = first.lowerBound < second.lowerBound ? (first, second) : (second, first)
    let (lowText, highText) = (bytes[low], bytes[high])
    bytes.replaceSubrange(high, with: lowText)
    bytes.replaceSubrange(low, with: highText)
  }

  /// Strings (also names), words, numbers, arrays and objects of a text that is more or less JSON.
  private var values: [Range<Int>] {
    var values: [Range<Int>] = []
    var open: [Int] = []
    var position = 0
    while position < bytes.count {
      let start = position
      position += 1
      switch Unicode.Scalar(bytes[start]) {
      case "\"":
        while position < bytes.count, bytes[position] != UInt8(ascii: "\"") {
          position += bytes[position] == UInt8(ascii: "\\") ? 2 : 1
        }
        position = min(position + 1, bytes.count)
        values.append(start..<position)
      case "0"..."9", "a"..."z", "-":
        while position < bytes.count, !"{}[],: \"".utf8.contains(bytes[position]) { position += 1 }
        values.append(start..<position)
      case "[", "{": open.append(start)
      case "]", "}": if let start = open.popLast() { values.append(start..<position) }
      default: break
      }
    }
    return values
  }

  private func members(_ values: [Range<Int>]) -> [(name: Range<Int>, value: Range<Int>)] {
    let ends = Dictionary(
      values.map { ($0.lowerBound, $0.upperBound) }, uniquingKeysWith: { first, _ in first })
    return values.compactMap { name in
      guard name.upperBound < bytes.count, bytes[name.upperBound] == UInt8(ascii: ":") else {
        return nil
      }
      let start = name.upperBound + 1
      return ends[start].map { (name, start..<$0) }
    }
  }

  private mutating func place() -> Int { number(below: bytes.count) }

  private mutating func number(below bound: Int) -> Int { generator.integer(below: max(bound, 1)) }
}
