/// SHA-256 of bytes that come piece by piece.
///
/// ```swift
/// var hash = SHA256()
/// hash.update(UInt32(7))
/// hash.hexDigest
/// ```
///
/// Pieces are not told apart: the digest is that of all their bytes in a row. A copy is a stream of
/// its own. Foundation has no SHA-256 on Linux.
///
/// Source: NIST FIPS 180-4, "Secure Hash Standard" (2015).
public struct SHA256: Sendable, Hashable {
  /// The hash value of all whole blocks.
  private var words = SIMD8<UInt32>(
    0x6a09_e667, 0xbb67_ae85, 0x3c6e_f372, 0xa54f_f53a,
    0x510e_527f, 0x9b05_688c, 0x1f83_d9ab, 0x5be0_cd19)
  /// The bytes after the last whole block; zeros follow them, so that equal streams are equal values.
  @usableFromInline var pending = SIMD64<UInt8>()
  /// How many bytes have come.
  @usableFromInline var count: UInt64 = 0

  /// The stream of no bytes.
  public init() {}

  /// Adds bytes.
  public mutating func update(_ bytes: UnsafeRawBufferPointer) {
    let held = heldBytes
    count &+= UInt64(bytes.count)
    var rest = bytes[...]
    if held > 0 {
      let missing = SHA256.blockSize - held
      hold(rest.prefix(missing), at: held)
      guard rest.count >= missing else { return }
      compressPending()
      rest = rest.dropFirst(missing)
    }
    let whole = rest.count / SHA256.blockSize
    SHA256.compress(UnsafeRawBufferPointer(rebasing: rest), blocks: whole, into: &words)
    hold(rest.dropFirst(whole * SHA256.blockSize), at: 0)
  }

  /// Adds a number's bytes, the lowest first.
  @inlinable
  public mutating func update(_ number: some FixedWidthInteger) {
    let held = heldBytes
    let size = MemoryLayout.size(ofValue: number)
    if held + size < SHA256.blockSize {
      withUnsafeMutableBytes(of: &pending) {
        $0.storeBytes(of: number.littleEndian, toByteOffset: held, as: type(of: number))
      }
      count &+= UInt64(size)
    } else {
      withUnsafeBytes(of: number.littleEndian) { update($0) }
    }
  }

  /// Adds the bytes of each number's bit pattern, the lowest first.
  public mutating func update(_ numbers: Span<Float>) {
    #if _endian(little)
      numbers.withUnsafeBufferPointer { update(UnsafeRawBufferPointer($0)) }
    #else
      for i in numbers.indices { update(numbers[i].bitPattern) }
    #endif
  }

  /// The 32 bytes of the digest of what has come so far. More may follow.
  public var digest: [UInt8] {
    let words = finalWords
    return words.indices.flatMap { i in
      withUnsafeBytes(of: words[i].bigEndian) { Array($0) }
    }
  }

  /// The first 16 digits of `hexDigest`.
  package var shortDigest: String {
    let words = finalWords
    let digits = String(UInt64(words[0]) << 32 | UInt64(words[1]), radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }

  /// The hash value of what has come so far with its padding.
  private var finalWords: SIMD8<UInt32> {
    var copy = self
    // A one and zeros, up to the last 8 bytes of a block, which hold the number of bits.
    copy.update(0x80 as UInt8)
    if copy.heldBytes > SHA256.blockSize - 8 { copy.compressPending() }
    let bits = (count &<< 3).bigEndian
    withUnsafeMutableBytes(of: &copy.pending) {
      $0.storeBytes(of: bits, toByteOffset: SHA256.blockSize - 8, as: UInt64.self)
    }
    copy.compressPending()
    return copy.words
  }

  /// The digest in 64 hexadecimal digits, lower case.
  public var hexDigest: String {
    let digits = Array("0123456789abcdef".utf8)
    return String(
      decoding: digest.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
  }

  @usableFromInline static var blockSize: Int { 64 }

  @usableFromInline var heldBytes: Int { Int(truncatingIfNeeded: count) & (SHA256.blockSize - 1) }

  private mutating func hold(_ bytes: Slice<UnsafeRawBufferPointer>, at start: Int) {
    withUnsafeMutableBytes(of: &pending) {
      UnsafeMutableRawBufferPointer(rebasing: $0[start...]).copyMemory(
        from: UnsafeRawBufferPointer(rebasing: bytes))
    }
  }

  private mutating func compressPending() {
    withUnsafeBytes(of: pending) { SHA256.compress($0, blocks: 1, into: &words) }
    pending = SIMD64()
  }
}

extension SHA256: Stateful {
  public mutating func visitState(_ visitor: inout StateVisitor) {
    var words = words.indices.map { UInt64(self.words[$0]) }
    var pending = (0..<heldBytes).map { self.pending[$0] }
    visitor.visit("words", &words, count: 8)
    visitor.visit("pending", &pending)
    visitor.visit("count", &count)
    guard visitor.isReading else { return }
    if let word = words.first(where: { $0 > UInt32.max }) {
      return visitor.refuse("words", found: "\(word)", expected: "at most \(UInt32.max)")
    }
    guard pending.count == heldBytes else {
      return visitor.refuse(
        "pending", found: "\(pending.count) bytes",
        expected: "\(heldBytes), as the count says")
    }
    for i in words.indices { self.words[i] = UInt32(words[i]) }
    self.pending = SIMD64()
    for i in pending.indices { self.pending[i] = pending[i] }
  }
}

extension SHA256 {
  /// Adds whole blocks to a hash value: FIPS 180-4, section 6.2.2.
  private static func compress(
    _ bytes: UnsafeRawBufferPointer, blocks: Int, into hash: inout SIMD8<UInt32>
  ) {
    withUnsafeTemporaryAllocation(of: UInt32.self, capacity: 64) { w in
      constants.withUnsafeBufferPointer { k in
        for block in 0..<blocks {
          for i in 0..<16 {
            let word = bytes.loadUnaligned(
              fromByteOffset: blockSize * block + 4 * i, as: UInt32.self)
            w[i] = UInt32(bigEndian: word)
          }
          for i in 16..<64 {
            let x = w[i - 15]
            let y = w[i - 2]
            w[i] =
              (rotated(x, 7) ^ rotated(x, 18) ^ x &>> 3) &+ w[i - 7] &+ w[i - 16]
              &+ (rotated(y, 17) ^ rotated(y, 19) ^ y &>> 10)
          }
          var (a, b, c, d) = (hash[0], hash[1], hash[2], hash[3])
          var (e, f, g, h) = (hash[4], hash[5], hash[6], hash[7])
          // The variables take turns, where the standard moves every value on to the next.
          for i in stride(from: 0, to: 64, by: 8) {
            round(a, b, c, &d, e, f, g, &h, k[i] &+ w[i])
            round(h, a, b, &c, d, e, f, &g, k[i + 1] &+ w[i + 1])
            round(g, h, a, &b, c, d, e, &f, k[i + 2] &+ w[i + 2])
            round(f, g, h, &a, b, c, d, &e, k[i + 3] &+ w[i + 3])
            round(e, f, g, &h, a, b, c, &d, k[i + 4] &+ w[i + 4])
            round(d, e, f, &g, h, a, b, &c, k[i + 5] &+ w[i + 5])
            round(c, d, e, &f, g, h, a, &b, k[i + 6] &+ w[i + 6])
            round(b, c, d, &e, f, g, h, &a, k[i + 7] &+ w[i + 7])
          }
          hash &+= SIMD8(a, b, c, d, e, f, g, h)
        }
      }
    }
  }

  /// A round; afterwards `d` is the standard's e and `h` its a.
  @inline(__always)
  private static func round(
    _ a: UInt32, _ b: UInt32, _ c: UInt32, _ d: inout UInt32,
    _ e: UInt32, _ f: UInt32, _ g: UInt32, _ h: inout UInt32, _ word: UInt32
  ) {
    // Rotations one after the other by 6, 11 and 25, and by 2, 13 and 22; `ch` and `maj` with one
    // operation fewer than the standard writes.
    let e1 = rotated(rotated(rotated(e, 14) ^ e, 5) ^ e, 6)
    let a0 = rotated(rotated(rotated(a, 9) ^ a, 11) ^ a, 2)
    let choice = g ^ (e & (f ^ g))
    let majority = (a & b) | (c & (a | b))
    h = h &+ e1 &+ choice &+ word
    d = d &+ h
    h = h &+ a0 &+ majority
  }

  @inline(__always)
  private static func rotated(_ word: UInt32, _ count: UInt32) -> UInt32 {
    word &>> count | word &<< (32 &- count)
  }

  /// The first 32 bits of the fractions of the cube roots of the first 64 primes.
  private static let constants: [UInt32] = [
    0x428a_2f98, 0x7137_4491, 0xb5c0_fbcf, 0xe9b5_dba5,
    0x3956_c25b, 0x59f1_11f1, 0x923f_82a4, 0xab1c_5ed5,
    0xd807_aa98, 0x1283_5b01, 0x2431_85be, 0x550c_7dc3,
    0x72be_5d74, 0x80de_b1fe, 0x9bdc_06a7, 0xc19b_f174,
    0xe49b_69c1, 0xefbe_4786, 0x0fc1_9dc6, 0x240c_a1cc,
    0x2de9_2c6f, 0x4a74_84aa, 0x5cb0_a9dc, 0x76f9_88da,
    0x983e_5152, 0xa831_c66d, 0xb003_27c8, 0xbf59_7fc7,
    0xc6e0_0bf3, 0xd5a7_9147, 0x06ca_6351, 0x1429_2967,
    0x27b7_0a85, 0x2e1b_2138, 0x4d2c_6dfc, 0x5338_0d13,
    0x650a_7354, 0x766a_0abb, 0x81c2_c92e, 0x9272_2c85,
    0xa2bf_e8a1, 0xa81a_664b, 0xc24b_8b70, 0xc76c_51a3,
    0xd192_e819, 0xd699_0624, 0xf40e_3585, 0x106a_a070,
    0x19a4_c116, 0x1e37_6c08, 0x2748_774c, 0x34b0_bcb5,
    0x391c_0cb3, 0x4ed8_aa4a, 0x5b9c_ca4f, 0x682e_6ff3,
    0x748f_82ee, 0x78a5_636f, 0x84c8_7814, 0x8cc7_0208,
    0x90be_fffa, 0xa450_6ceb, 0xbef9_a3f7, 0xc671_78f2,
  ]
}

extension SHA256 {
  /// The hash of bytes, in hexadecimal digits.
  package static func hexDigest(of bytes: [UInt8]) -> String {
    var hash = SHA256()
    bytes.withUnsafeBytes { hash.update($0) }
    return hash.hexDigest
  }
}
