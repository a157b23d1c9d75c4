/// Palette indices as GIF's image data: the code size, then blocks of variable-length codes
/// (GIF89a, appendix F), and the empty block that ends them.
///
/// - Parameter bits: how many bits an index has, 2 to 8.
package func lzwBlocks(_ indices: [UInt8], bits: Int) -> [UInt8] {
  let clear = 1 << bits
  var packer = BitPacker()
  let table = CodeTable()
  defer { table.free() }
  var width = bits + 1
  var next = clear + 2
  packer.append(clear, width)
  guard var code = indices.first.map(Int.init) else {
    packer.append(clear + 1, width)
    return [UInt8(bits)] + packer.blocks()
  }
  for index in indices.dropFirst() {
    let entry = table.find(code, then: index)
    if let longer = entry.code {
      code = longer
      continue
    }
    packer.append(code, width)
    if next < 4096 {
      table.insert(next, at: entry)
      // The reader learns a code one step later, so that this width begins after it.
      if next == 1 << width { width += 1 }
      next += 1
    } else {
      packer.append(clear, width)
      table.removeAll()
      width = bits + 1
      next = clear + 2
    }
    code = Int(index)
  }
  packer.append(code, width)
  // The reader learns of one more code, which may be the first of a greater width.
  if next == 1 << width, width < 12 { width += 1 }
  packer.append(clear + 1, width)
  return [UInt8(bits)] + packer.blocks()
}

/// Codes of an earlier code's indices with one more index, found by open addressing: most of an
/// animation's time goes by in here.
private struct CodeTable {
  /// A place for an entry, which is free or has that entry.
  struct Place {
    /// The earlier code and the index.
    var key: UInt32
    var number: Int
    /// Nil where the place is free.
    var code: Int?
  }

  private static let bits = 14
  /// The key in the upper 20 bits, the code in the lower 12; 0 where there is none, which is no code
  /// that an entry has.
  private let entries = UnsafeMutableBufferPointer<UInt32>.allocate(capacity: 1 << bits)

  init() { removeAll() }

  func free() { entries.deallocate() }

  /// Where an entry is, or where it would be. At most a quarter of the places is taken.
  func find(_ prefix: Int, then index: UInt8) -> Place {
    let key = UInt32(truncatingIfNeeded: prefix << 8) | UInt32(index)
    var number = Int((key &* 2_654_435_769) >> UInt32(32 - Self.bits))
    while true {
      let entry = entries[number]
      if entry == 0 { return Place(key: key, number: number, code: nil) }
      if entry >> 12 == key { return Place(key: key, number: number, code: Int(entry & 4095)) }
      number = (number + 1) & (1 << Self.bits - 1)
    }
  }

  func insert(_ code: Int, at place: Place) {
    entries[place.number] = place.key << 12 | UInt32(truncatingIfNeeded: code)
  }

  func removeAll() { entries.initialize(repeating: 0) }
}

/// Packs codes into bytes, the lowest bit first.
private struct BitPacker {
  private var bytes: [UInt8] = []
  private var bits = 0
  private var count = 0

  mutating func append(_ code: Int, _ width: Int) {
    bits |= code << count
    count += width
    while count >= 8 {
      bytes.append(UInt8(truncatingIfNeeded: bits))
      bits >>= 8
      count -= 8
    }
  }

  /// The bytes, each 255 of them after their number, and a 0.
  func blocks() -> [UInt8] {
    let all = count > 0 ? bytes + [UInt8(truncatingIfNeeded: bits)] : bytes
    var result: [UInt8] = []
    for start in stride(from: 0, to: all.count, by: 255) {
      let block = all[start..<min(start + 255, all.count)]
      result.append(UInt8(block.count))
      result += block
    }
    return result + [0]
  }
}
