/// What a record of an event file holds: TensorBoard's message `Event`, in protocol buffers' encoding,
/// as a TFRecord: the length, its check, the message, its check.
package enum EventEncoding {
  /// The bytes of a record before its message.
  static let headerSize = 12
  /// The bytes of a record after its message.
  static let footerSize = 4

  /// Appends the first record of a file.
  package static func appendVersion(wallTime: Double, to bytes: inout [UInt8]) {
    appendEvent(wallTime: wallTime, step: 0, to: &bytes) { $0.field(3, "brain.Event:2") }
  }

  /// Appends an event with a picture.
  ///
  /// - Parameters:
  ///   - png: the whole file.
  ///   - width: in pixels.
  ///   - height: in pixels.
  package static func appendImage(
    tag: String, png: some Collection<UInt8>, width: Int, height: Int, wallTime: Double, step: Int,
    to bytes: inout [UInt8]
  ) {
    appendSummary(wallTime: wallTime, step: step, to: &bytes) { summary in
      summary.message(1) { value in
        value.field(1, tag)
        value.message(4) { image in
          image.field(1, varint: UInt64(height))
          image.field(2, varint: UInt64(width))
          image.field(3, varint: 4)  // Red, green, blue and opacity.
          image.field(4, png)
        }
      }
    }
  }

  /// Appends an event with a summary, which `content` writes.
  static func appendSummary(
    wallTime: Double, step: Int, to bytes: inout [UInt8], _ content: (inout [UInt8]) -> Void
  ) {
    appendEvent(wallTime: wallTime, step: step, to: &bytes) { $0.message(5, content) }
  }

  /// Appends a record whose message has time and step, and what `content` adds.
  @inline(__always)
  static func appendEvent(
    wallTime: Double, step: Int, to bytes: inout [UInt8], _ content: (inout [UInt8]) -> Void
  ) {
    let start = bytes.count
    for _ in 0..<headerSize { bytes.append(0) }
    bytes.field(1, wallTime)
    if step != 0 { bytes.field(2, varint: UInt64(bitPattern: Int64(step))) }
    content(&bytes)
    bytes.withUnsafeMutableBytes { all in
      let size = all.count - start - headerSize
      all.storeBytes(of: UInt64(size).littleEndian, toByteOffset: start, as: UInt64.self)
      let length = UnsafeRawBufferPointer(rebasing: all[start..<start + 8])
      all.storeBytes(
        of: maskedCRC32C(length).littleEndian, toByteOffset: start + 8, as: UInt32.self)
    }
    let check = bytes.withUnsafeBytes {
      maskedCRC32C(UnsafeRawBufferPointer(rebasing: $0[(start + headerSize)...]))
    }
    bytes.append(littleEndian: check)
  }
}

/// The fields of a message in protocol buffers' encoding.
extension [UInt8] {
  mutating func field(_ number: UInt64, varint value: UInt64) {
    append(varint: number << 3)
    append(varint: value)
  }

  mutating func field(_ number: UInt64, _ value: Double) {
    append(varint: number << 3 | 1)
    append(littleEndian: value.bitPattern)
  }

  mutating func field(_ number: UInt64, _ value: Float) {
    append(varint: number << 3 | 5)
    append(littleEndian: value.bitPattern)
  }

  mutating func field(_ number: UInt64, _ text: String) { field(number, text.utf8) }

  mutating func field(_ number: UInt64, _ content: some Collection<UInt8>) {
    append(varint: number << 3 | 2)
    append(varint: UInt64(content.count))
    append(contentsOf: content)
  }

  /// A message within this one.
  mutating func message(_ number: UInt64, _ content: (inout [UInt8]) -> Void) {
    var inner: [UInt8] = []
    content(&inner)
    field(number, inner)
  }

  mutating func append(varint value: UInt64) {
    var rest = value
    while rest >= 0x80 {
      append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    append(UInt8(rest))
  }

  @inline(__always)
  mutating func append(littleEndian value: some FixedWidthInteger) {
    Swift.withUnsafeBytes(of: value.littleEndian) { append(contentsOf: $0) }
  }
}
