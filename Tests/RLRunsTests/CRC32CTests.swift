import RLRuns
import Testing

@Suite struct CRC32CTests {
  /// RFC 3720, B.4, with the bytes of each sum in the order in which they are sent.
  @Test func examplesOfTheStandard() {
    #expect(check(Array(repeating: 0, count: 32)) == [0xAA, 0x36, 0x91, 0x8A])
    #expect(check(Array(repeating: 0xFF, count: 32)) == [0x43, 0xAB, 0xA8, 0x62])
    #expect(check(Array(0...31)) == [0x4E, 0x79, 0xDD, 0x46])
    #expect(check((0...31).reversed()) == [0x5C, 0xDB, 0x3F, 0x11])
    let command: [UInt8] = [
      0x01, 0xC0, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00,
      0x00,
      0x14, 0x00, 0x00, 0x00, 0x00, 0x00, 0x04, 0x00, 0x00, 0x00, 0x00, 0x14, 0x00, 0x00, 0x00,
      0x18,
      0x28, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x02, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00,
      0x00,
    ]
    #expect(check(command) == [0x56, 0x3A, 0x96, 0xD9])
  }

  /// The check value of the catalogue of CRC algorithms, and no bytes at all.
  @Test func digits() {
    #expect(Array("123456789".utf8).withUnsafeBytes(crc32c) == 0xE306_9283)
    #expect([UInt8]().withUnsafeBytes(crc32c) == 0)
  }

  /// Eight bytes at a time are the same as bit after bit, whatever the length and the place.
  @Test func everyLengthAndPlace() {
    let bytes = (0..<64).map { UInt8(truncatingIfNeeded: $0 * $0 * 37 + 11) }
    for start in 0..<9 {
      for end in start...bytes.count {
        let part = bytes[start..<end]
        #expect(part.withUnsafeBytes(crc32c) == bitwise(part), "\(start)..<\(end)")
      }
    }
  }

  private func check(_ bytes: [UInt8]) -> [UInt8] {
    withUnsafeBytes(of: bytes.withUnsafeBytes(crc32c).littleEndian, Array.init)
  }

  /// The polynomial's division, bit by bit.
  private func bitwise(_ bytes: ArraySlice<UInt8>) -> UInt32 {
    var crc = UInt32.max
    for byte in bytes {
      for bit in 0..<8 {
        let isOdd = (crc ^ UInt32(byte) >> bit) & 1 == 1
        crc = crc >> 1 ^ (isOdd ? 0x82F6_3B78 : 0)
      }
    }
    return ~crc
  }
}
