/// Changes that make sense of no format: bits, lengths, pieces.
func changedBytes(_ bytes: [UInt8], _ choice: inout Choice) -> Changed {
  var bytes = bytes
  guard bytes.count > 16 else {
    bytes += choice.bytes(1 + choice.number(below: 40))
    return Changed(bytes: bytes, words: "random bytes at the end")
  }
  let place = choice.number(below: bytes.count)
  switch choice.number(below: 9) {
  case 0:
    let bit = choice.number(below: 8)
    bytes[place] ^= 1 << UInt8(bit)
    return Changed(bytes: bytes, words: "bit \(bit) of byte \(place)")
  case 1:
    bytes.removeSubrange(place...)
    return Changed(bytes: bytes, words: "cut after \(place) bytes")
  case 2:
    let count = 1 + choice.number(below: choice.pick([8, 80, 8_000]))
    bytes.removeLast(min(count, bytes.count))
    return Changed(bytes: bytes, words: "its last \(count) bytes are missing")
  case 3:
    let count = 1 + choice.number(below: choice.pick([8, 80, 8_000]))
    bytes += choice.bytes(count)
    return Changed(bytes: bytes, words: "\(count) random bytes at the end")
  case 4:
    let end = min(bytes.count, place + 1 + choice.number(below: 400))
    bytes.insert(contentsOf: bytes[place..<end], at: choice.number(below: bytes.count))
    return Changed(bytes: bytes, words: "bytes \(place)..<\(end) also elsewhere")
  case 5:
    let end = min(bytes.count, place + 1 + choice.number(below: 40))
    bytes.removeSubrange(place..<end)
    return Changed(bytes: bytes, words: "without bytes \(place)..<\(end)")
  case 6:
    let end = min(bytes.count, place + choice.pick([1, 4, 8]))
    let byte = choice.pick([0, 0x7f, 0x80, 0xff] as [UInt8])
    for index in place..<end { bytes[index] = byte }
    return Changed(bytes: bytes, words: "bytes \(place)..<\(end) are \(byte)")
  case 7:
    let count = choice.pick([1, 1_000, 2_000_000])
    bytes += [UInt8](repeating: choice.pick([0, 0x20, 0x0a, 0x5b]), count: count)
    return Changed(bytes: bytes, words: "\(count) times the same byte at the end")
  default:
    bytes[place] = UInt8(choice.number(below: 256))
    return Changed(bytes: bytes, words: "byte \(place) is \(bytes[place])")
  }
}
