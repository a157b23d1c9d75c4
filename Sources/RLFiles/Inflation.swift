import CZlib

/// zlib's state while it inflates a gzip stream. A class, since zlib wants its state to stay where
/// it is and to be released.
package final class Inflation {
  /// What a step came to.
  package enum Outcome {
    /// The input was used up or the output is full.
    case underway
    /// The stream ended here, and its checksum and length are right.
    case ended
    /// The input ended within the stream.
    case cutShort
    /// The reason, in zlib's words.
    case damaged(String)
  }

  private let stream: UnsafeMutablePointer<z_stream>

  package init() {
    stream = .allocate(capacity: 1)
    stream.initialize(to: z_stream())
    // 15 is the largest window; 16 more asks for the gzip format and its checks.
    let status = inflateInit2_(
      stream, 15 + 16, ZLIB_VERSION, CInt(MemoryLayout<z_stream>.size))
    guard status == Z_OK else { fatalError("zlib cannot start: status \(status)") }
  }

  deinit {
    inflateEnd(stream)
    stream.deinitialize(count: 1)
    stream.deallocate()
  }

  /// Makes ready for another stream.
  package func restart() { inflateReset(stream) }

  /// Inflates from the start of `input` into the start of `output`, which is not empty.
  package func step(
    _ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer
  ) -> (outcome: Outcome, read: Int, written: Int) {
    let inputCount = min(input.count, 1 << 30)
    let outputCount = min(output.count, 1 << 30)
    stream.pointee.next_in = UnsafeMutablePointer(
      mutating: input.baseAddress?.assumingMemoryBound(to: UInt8.self))
    stream.pointee.avail_in = UInt32(inputCount)
    stream.pointee.next_out = output.baseAddress?.assumingMemoryBound(to: UInt8.self)
    stream.pointee.avail_out = UInt32(outputCount)
    let status = inflate(stream, Z_NO_FLUSH)
    let outcome: Outcome =
      switch status {
      case Z_OK: .underway
      case Z_STREAM_END: .ended
      case Z_BUF_ERROR: .cutShort
      default: .damaged(stream.pointee.msg.map { String(cString: $0) } ?? "status \(status)")
      }
    return (
      outcome, inputCount - Int(stream.pointee.avail_in),
      outputCount - Int(stream.pointee.avail_out)
    )
  }
}
