import Foundation

/// Reads the scalars of an event file by the format's description, apart from the code that writes
/// it.
struct EventReader {
  /// For each tag its steps and values in the file's order.
  private(set) var scalars: [String: [Point]] = [:]
  /// All tags, those without a scalar among them.
  private(set) var tags: [String] = []
  /// How the run ended, each time that it is said: 1 is success, 2 is failure.
  private(set) var ends: [Int] = []

  struct Point: Hashable {
    var step: Int
    var bits: UInt32

    init(_ step: Int, _ value: Double) {
      self.step = step
      bits = Float(value).bitPattern
    }

    fileprivate init(step: Int, bits: UInt32) { (self.step, self.bits) = (step, bits) }
  }

  init(_ data: Data) {
    var rest = Array(data)[...]
    while rest.count >= 16 {
      let size = Int(Self.number(rest.prefix(8)))
      guard rest.count >= size + 16 else { break }
      read(rest.dropFirst(12).prefix(size))
      rest = rest.dropFirst(size + 16)
    }
  }

  private mutating func read(_ event: ArraySlice<UInt8>) {
    let fields = Self.fields(event)
    let step = fields.first { $0.number == 2 }.map { Int($0.value) } ?? 0
    for summary in fields where summary.number == 5 {
      for value in Self.fields(summary.content) {
        let parts = Self.fields(value.content)
        guard let name = parts.first(where: { $0.number == 1 }) else { continue }
        let tag = String(decoding: name.content, as: UTF8.self)
        tags.append(tag)
        if tag == "_hparams_/session_end_info" {
          // value.metadata.plugin_data.content, which is a message with session_end_info.status.
          let path = [9, 1, 2, 4, 1]
          let status = path.reduce((value: UInt64(0), content: value.content)) { field, number in
            let next = Self.fields(field.content).first { $0.number == number }
            return (next?.value ?? 0, next?.content ?? [])
          }
          ends.append(Int(status.value))
        }
        for part in parts where part.number == 2 {
          scalars[tag, default: []].append(
            Point(step: step, bits: UInt32(truncatingIfNeeded: part.value)))
        }
      }
    }
  }

  private typealias Field = (number: Int, value: UInt64, content: ArraySlice<UInt8>)

  private static func fields(_ message: ArraySlice<UInt8>) -> [Field] {
    var fields: [Field] = []
    var rest = message
    func varint() -> UInt64 {
      var (value, shift) = (UInt64(0), UInt64(0))
      while let byte = rest.popFirst() {
        value |= UInt64(byte & 0x7F) << shift
        shift += 7
        if byte < 0x80 { break }
      }
      return value
    }
    while !rest.isEmpty {
      let key = varint()
      var field: Field = (Int(key >> 3), 0, [])
      switch key & 7 {
      case 0: field.value = varint()
      case 1: (field.value, rest) = (number(rest.prefix(8)), rest.dropFirst(8))
      case 5: (field.value, rest) = (number(rest.prefix(4)), rest.dropFirst(4))
      default:
        let count = Int(varint())
        (field.content, rest) = (rest.prefix(count), rest.dropFirst(count))
      }
      fields.append(field)
    }
    return fields
  }

  private static func number(_ bytes: ArraySlice<UInt8>) -> UInt64 {
    bytes.reversed().reduce(0) { $0 << 8 | UInt64($1) }
  }
}
