import CZlib

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

extension PixelImage {
  /// The size in pixels that a PNG file says it has; nil where it is none.
  package static func size(ofPNG file: [UInt8]) -> (width: Int, height: Int)? {
    // The signature, then the length and the name of the header, which begins with both.
    guard file.count >= 24, file[..<8].elementsEqual([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10]),
      file[12..<16].elementsEqual("IHDR".utf8)
    else { return nil }
    func number(_ start: Int) -> Int { file[start..<start + 4].reduce(0) { $0 << 8 | Int($1) } }
    return (number(16), number(20))
  }

  /// The image as a PNG file (RFC 2083), without opacity where all of it is opaque.
  public func png() -> [UInt8] {
    let isOpaque = stride(from: 3, to: bytes.count, by: 4).allSatisfy { bytes[$0] == 255 }
    let channels = isOpaque ? 3 : 4
    var rows: [UInt8] = []
    rows.reserveCapacity(height * (channels * width + 1))
    for y in 0..<height {
      // Differences from the row above (filter 2), which in figures are mostly 0.
      rows.append(2)
      for start in stride(from: 4 * width * y, to: 4 * width * (y + 1), by: 4) {
        for index in start..<start + channels {
          rows.append(y == 0 ? bytes[index] : bytes[index] &- bytes[index - 4 * width])
        }
      }
    }
    var file: [UInt8] = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]
    let header = bigEndian(UInt32(width)) + bigEndian(UInt32(height))
    appendChunk("IHDR", header + [8, isOpaque ? 2 : 6, 0, 0, 0], to: &file)
    appendChunk("IDAT", deflated(rows), to: &file)
    appendChunk("IEND", [], to: &file)
    return file
  }
}

private func appendChunk(_ name: String, _ content: [UInt8], to file: inout [UInt8]) {
  let checked = Array(name.utf8) + content
  file += bigEndian(UInt32(content.count))
  file += checked
  file += bigEndian(UInt32(truncatingIfNeeded: crc32(0, checked, UInt32(checked.count))))
}

private func bigEndian(_ value: UInt32) -> [UInt8] {
  [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: value >> $0) }
}

/// The bytes as a zlib stream.
private func deflated(_ bytes: [UInt8]) -> [UInt8] {
  var count = compressBound(UInt(bytes.count))
  var result = [UInt8](repeating: 0, count: Int(count))
  let status = compress2(&result, &count, bytes, UInt(bytes.count), Z_DEFAULT_COMPRESSION)
  guard status == Z_OK else { fatalError("zlib: compress2 failed with \(status)") }
  return Array(result.prefix(Int(count)))
}

/// The bytes as base64.
package func base64(_ bytes: [UInt8]) -> String { Data(bytes).base64EncodedString() }
