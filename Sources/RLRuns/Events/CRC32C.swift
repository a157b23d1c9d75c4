/// The cyclic redundancy check of RFC 3720 (Castagnoli's polynomial), eight bytes at a time.
package func crc32c(_ bytes: UnsafeRawBufferPointer) -> UInt32 {
  tables.withUnsafeBufferPointer { tables in
    var crc = UInt32.max
    var position = 0
    while position + 8 <= bytes.count {
      let word = UInt64(
        littleEndian: bytes.loadUnaligned(fromByteOffset: position, as: UInt64.self))
      let low = UInt32(truncatingIfNeeded: word) ^ crc
      let high = UInt32(truncatingIfNeeded: word >> 32)
      crc =
        tables[7 * 256 + Int(low & 0xFF)] ^ tables[6 * 256 + Int(low >> 8 & 0xFF)]
        ^ tables[5 * 256 + Int(low >> 16 & 0xFF)] ^ tables[4 * 256 + Int(low >> 24)]
        ^ tables[3 * 256 + Int(high & 0xFF)] ^ tables[2 * 256 + Int(high >> 8 & 0xFF)]
        ^ tables[256 + Int(high >> 16 & 0xFF)] ^ tables[Int(high >> 24)]
      position += 8
    }
    while position < bytes.count {
      crc = tables[Int((crc ^ UInt32(bytes[position])) & 0xFF)] ^ crc >> 8
      position += 1
    }
    return ~crc
  }
}

/// The check as TFRecord files hold it, so that a check of data with checks in them stays strong.
package func maskedCRC32C(_ bytes: UnsafeRawBufferPointer) -> UInt32 {
  let crc = crc32c(bytes)
  return (crc >> 15 | crc << 17) &+ 0xA282_EAD8
}

/// For each byte what it does to the check, and what it does with one to seven bytes after it.
private let tables: [UInt32] = {
  var tables = (0..<256).map { (byte: UInt32) in
    (0..<8).reduce(byte) { crc, _ in crc & 1 == 1 ? crc >> 1 ^ 0x82F6_3B78 : crc >> 1 }
  }
  for index in 256..<8 * 256 {
    let before = tables[index - 256]
    tables.append(tables[Int(before & 0xFF)] ^ before >> 8)
  }
  return tables
}()
