import RLRandom

/// Random damage to a data file: bits, lengths, pieces of text, the numbers in a header.
struct Mutation {
  private var generator: PCG64
  private var bytes: [UInt8]
  /// Pieces that mean something in the file's format.
  private let tokens: [[UInt8]]

  /// The file after a mutation, or a few.
  static func mutated(_ file: [UInt8], tokens: [[UInt8]], seed: UInt64) -> [UInt8] {
    var mutation = Mutation(generator: PCG64(seed: seed), bytes: file, tokens: tokens)
    repeat { mutation.mutate() } while mutation.number(below: 3) == 0
    return mutation.bytes
  }

  private mutating func mutate() {
    guard bytes.count > 16 else {
      bytes += bits(1 + number(below: 40))
      return
    }
    switch number(below: 12) {
    case 0, 1: for _ in 0...number(below: 4) { bytes[place()] ^= 1 << UInt8(number(below: 8)) }
    case 2: bytes.removeLast(1 + number(below: min(bytes.count, pick([8, 80, 8_000]))))
    case 3: bytes += bits(1 + number(below: pick([8, 80, 8_000])))
    case 4: bytes.swapAt(place(), place())
    case 5:
      let start = place()
      let end = min(bytes.count, start + number(below: 400))
      bytes.insert(contentsOf: bytes[start..<end], at: place())
    case 6:
      let start = place()
      bytes.removeSubrange(start..<min(bytes.count, start + 1 + number(below: 40)))
    case 7, 8:
      let token = pick(tokens)
      let start = place()
      let end = number(below: 2) == 0 ? start : min(bytes.count, start + token.count)
      bytes.replaceSubrange(start..<end, with: token)
    case 9:
      // Most often a number in the header.
      let word = pick([0, 1, 2, 16, 255, 65_536, 1 << 20, 1 << 31, .max as UInt32])
      let start = 4 * number(below: 4)
      bytes.replaceSubrange(
        start..<start + 4, with: withUnsafeBytes(of: word.bigEndian) { Array($0) })
    case 10: bytes[number(below: 16)] = UInt8(number(below: 256))
    default: bytes[place()] = UInt8(number(below: 256))
    }
  }

  private mutating func pick<Element>(_ elements: [Element]) -> Element {
    elements[number(below: elements.count)]
  }

  private mutating func place() -> Int { number(below: bytes.count) }

  private mutating func number(below bound: Int) -> Int { generator.integer(below: bound) }

  private mutating func bits(_ count: Int) -> [UInt8] {
    (0..<count).map { _ in UInt8(number(below: 256)) }
  }
}
