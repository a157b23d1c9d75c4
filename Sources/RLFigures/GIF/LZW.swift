/// Palette indices as GIF's image data: the code size, then blocks of variable-length codes
/// (GIF89a, appendix F), and the empty block that ends them.
///
/// - Parameter bits: how many bits an index has, 2 to 8.
package func lzwBlocks(_ indices: [UInt8], bits: Int) -> [UInt8] {
  let clear = 1 << bits
  var packer = BitPacker()
  var table = CodeTable()
  var width = bits + 1
  var next = clear + 2
  packer.append(clear, width)
  guard var code = indices.first.map(Int.init) else {
    packer.append(clear + 1, width)
    return [UInt8(bits)] + packer.blocks()
  }
  for index in indices.dropFirst() {
    if let longer = table.code(code, then: index) {
      code = longer
      continue
    }
    packer.append(code, width)
    if next < 4096 {
      table.insert(code, then: index, next)
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

/// Codes of an earlier code's indices with one more index, found by open addressing.
private struct CodeTable {
  private static let size = 1 << 14
  /// The earlier code, the index and the code; -1 where there is none.
  private var entries = [Int32](repeating: -1, count: size)
  private var codes = [Int32](repeating: 0, count: size)

  func code(_ prefix: Int, then index: UInt8) -> Int? {
    let place = place(prefix, index)
    return entries[place] < 0 ? nil : Int(codes[place])
  }

  mutating func insert(_ prefix: Int, then index: UInt8, _ code: Int) {
    let place = place(prefix, index)
    entries[place] = key(prefix, index)
    codes[place] = Int32(code)
  }

  mutating func removeAll() {
    for place in entries.indices { entries[place] = -1 }
  }

  /// Where an entry is, or where it would be. At most a quarter of the places is taken.
  private func place(_ prefix: Int, _ index: UInt8) -> Int {
    let key = key(prefix, index)
    var place = Int((UInt32(key) &* 2_654_435_769) >> 18)
    while entries[place] >= 0, entries[place] != key { place = (place + 1) & (Self.size - 1) }
    return place
  }

  private func key(_ prefix: Int, _ index: UInt8) -> Int32 { Int32(prefix << 8 | Int(index)) }
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
