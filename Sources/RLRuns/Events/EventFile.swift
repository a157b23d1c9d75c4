/// The records of an event file.
package enum EventFile {
  /// The bytes of the records that are whole, as far as lengths tell.
  static func wholeLength(_ bytes: ArraySlice<UInt8>) -> Int {
    var end = bytes.startIndex
    while let next = endOfRecord(bytes, from: end) { end = next }
    return end - bytes.startIndex
  }

  /// The bytes of the records before the first one that is damaged; 0 where the file does not begin
  /// with the version that TensorBoard expects.
  package static func soundLength(_ bytes: [UInt8]) -> Int {
    var scan = EventScan()
    bytes.withUnsafeBytes { scan.add($0) }
    return scan.soundLength
  }

  /// The time of the record at a position; nil where there is none.
  static func wallTime(_ bytes: [UInt8], at start: Int) -> Double? {
    // The time is a message's first field, after one byte that says so.
    let position = start + EventEncoding.headerSize + 1
    guard position + 8 <= bytes.count else { return nil }
    return Double(bitPattern: number(bytes[...], position, UInt64.self))
  }

  /// Where the record at a position ends; nil where it is not there as a whole.
  static func endOfRecord(_ bytes: ArraySlice<UInt8>, from start: Int) -> Int? {
    let around = EventEncoding.headerSize + EventEncoding.footerSize
    let left = bytes.endIndex - start - around
    guard left >= 0 else { return nil }
    let size = number(bytes, start, UInt64.self)
    return size <= UInt64(left) ? start + around + Int(size) : nil
  }

  /// Whether the length at a position, of a record that may not be there as a whole, is as it was written.
  static func isSoundLength(_ bytes: [UInt8], at start: Int) -> Bool {
    bytes.withUnsafeBytes { all in
      maskedCRC32C(UnsafeRawBufferPointer(rebasing: all[start..<start + 8]))
        == number(bytes[...], start + 8, UInt32.self)
    }
  }

  /// Whether the message of a record is as it was written.
  static func isSoundMessage(_ bytes: [UInt8], _ message: Range<Int>) -> Bool {
    bytes.withUnsafeBytes { all in
      maskedCRC32C(UnsafeRawBufferPointer(rebasing: all[message]))
        == number(bytes[...], message.upperBound, UInt32.self)
    }
  }

  /// A number of little-endian bytes.
  private static func number<Number: FixedWidthInteger>(
    _ bytes: ArraySlice<UInt8>, _ position: Int, _ type: Number.Type
  ) -> Number {
    bytes.withUnsafeBytes {
      Number(
        littleEndian: $0.loadUnaligned(
          fromByteOffset: position - bytes.startIndex, as: Number.self))
    }
  }
}
