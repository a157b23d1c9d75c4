import CZlib

/// Bytes, so many times in a row, as one gzip stream; the same for the same version of zlib.
///
/// Little memory is needed, however much that is: what this process has would count as that of the
/// processes that it starts.
func gzipped(_ bytes: [UInt8], times: Int = 1) -> [UInt8] {
  var stream = z_stream()
  // 15 is the largest window; 16 more asks for the gzip format.
  let size = CInt(MemoryLayout<z_stream>.size)
  let status = deflateInit2_(
    &stream, 1, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION, size)
  guard status == Z_OK else { fatalError("zlib cannot start: status \(status)") }
  defer { deflateEnd(&stream) }
  var output: [UInt8] = []
  var input = bytes
  var piece = [UInt8](repeating: 0, count: 1 << 16)
  for time in 1...times {
    input.withUnsafeMutableBufferPointer { input in
      stream.next_in = input.baseAddress
      stream.avail_in = UInt32(input.count)
      var isFull = true
      while isFull {
        let written = piece.withUnsafeMutableBufferPointer { piece in
          stream.next_out = piece.baseAddress
          stream.avail_out = UInt32(piece.count)
          deflate(&stream, time == times ? Z_FINISH : Z_NO_FLUSH)
          return piece.count - Int(stream.avail_out)
        }
        output += piece[..<written]
        isFull = written == piece.count
      }
    }
  }
  return output
}
