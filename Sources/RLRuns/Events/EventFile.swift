/// The records of an event file.
package enum EventFile {
  /// The bytes of the records that are whole, as far as lengths tell.
  static func wholeLength(_ bytes: ArraySlice<UInt8>) -> Int {
    var end = bytes.startIndex
    while let next = endOfRecord(bytes, from: end) { end = next }
    return end - bytes.startIndex
  }

  /// Where the records are that are whole, as far as lengths tell.
  static func records(of bytes: [UInt8]) -> [Range<Int>] {
    var records: [Range<Int>] = []
    var start = 0
    while let end = endOfRecord(bytes[...], from: start) {
      records.append(start..<end)
      start = end
    }
    return records
  }

  /// The bytes of the records before the first one that is damaged; 0 where the file does not begin
  /// with the version that TensorBoard expects.
  package static func soundLength(_ bytes: [UInt8]) -> Int {
    var first: [UInt8] = []
    EventEncoding.appendVersion(wallTime: wallTime(bytes, at: 0) ?? 0, to: &first)
    guard bytes.starts(with: first) else { return 0 }
    var start = first.count
    while let end = endOfRecord(bytes[...], from: start), isSound(bytes, start..<end) {
      start = end
    }
    return start
  }

  /// The time of the record at a position; nil where there is none.
  static func wallTime(_ bytes: [UInt8], at start: Int) -> Double? {
    // The time is a message's first field, after one byte that says so.
    let position = start + EventEncoding.headerSize + 1
    guard position + 8 <= bytes.count else { return nil }
    return Double(bitPattern: number(bytes[...], position, UInt64.self))
  }

  /// Where the record at a position ends; nil where it is not there as a whole.
  private static func endOfRecord(_ bytes: ArraySlice<UInt8>, from start: Int) -> Int? {
    let around = EventEncoding.headerSize + EventEncoding.footerSize
    let left = bytes.endIndex - start - around
    guard left >= 0 else { return nil }
    let size = number(bytes, start, UInt64.self)
    return size <= UInt64(left) ? start + around + Int(size) : nil
  }

  private static func isSound(_ bytes: [UInt8], _ record: Range<Int>) -> Bool {
    let message =
      record.lowerBound + EventEncoding.headerSize..<record.upperBound - EventEncoding.footerSize
    return bytes.withUnsafeBytes { all in
      let length = UnsafeRawBufferPointer(rebasing: all[record.prefix(8)])
      let content = UnsafeRawBufferPointer(rebasing: all[message])
      return maskedCRC32C(length) == number(bytes[...], record.lowerBound + 8, UInt32.self)
        && maskedCRC32C(content) == number(bytes[...], message.upperBound, UInt32.self)
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
