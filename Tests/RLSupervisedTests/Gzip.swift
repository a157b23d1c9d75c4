import CZlib

/// The bytes as a gzip stream.
func gzip(_ bytes: [UInt8], level: CInt = 6) -> [UInt8] {
  var stream = z_stream()
  deflateInit2_(
    &stream, level, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
    CInt(MemoryLayout<z_stream>.size))
  defer { deflateEnd(&stream) }
  var input = bytes
  return input.withUnsafeMutableBufferPointer { input in
    let bound = Int(deflateBound(&stream, uLong(input.count)))
    return [UInt8](unsafeUninitializedCapacity: bound) { output, count in
      stream.next_in = input.baseAddress
      stream.avail_in = UInt32(input.count)
      stream.next_out = output.baseAddress
      stream.avail_out = UInt32(bound)
      deflate(&stream, Z_FINISH)
      count = bound - Int(stream.avail_out)
    }
  }
}
