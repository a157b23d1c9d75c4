import RLState

extension StateArray {
  /// Shows the numbers as a file holds them, the lowest byte first, piece by piece: none is large,
  /// however many numbers there are.
  func forEachPiece<Failure>(
    _ body: (UnsafeRawBufferPointer) throws(Failure) -> Void
  ) throws(Failure) {
    switch self {
    case .float32(let values): try pieces(of: values, body) { $0.bitPattern }
    case .float64(let values): try pieces(of: values, body) { $0.bitPattern }
    case .int32(let values): try pieces(of: values, body) { $0 }
    case .int64(let values): try pieces(of: values, body) { Int64($0) }
    case .uint64(let values): try pieces(of: values, body) { $0 }
    case .uint8(let values): try pieces(of: values, body) { $0 }
    case .bool(let values): try pieces(of: values, body) { $0 ? 1 as UInt8 : 0 }
    }
  }

  /// Numbers that a file holds; nil where a byte stands for a truth value and is neither 0 nor 1.
  init?(_ type: SafetensorsType, bytes: UnsafeRawBufferPointer) {
    switch type {
    case .float32: self = .float32(values(in: bytes) { Float(bitPattern: $0) })
    case .float64: self = .float64(values(in: bytes) { Double(bitPattern: $0) })
    case .int32: self = .int32(values(in: bytes) { (word: Int32) in word })
    case .int64: self = .int64(values(in: bytes) { (word: Int64) in Int(word) })
    case .uint64: self = .uint64(values(in: bytes) { (word: UInt64) in word })
    case .uint8: self = .uint8(values(in: bytes) { (word: UInt8) in word })
    case .bool:
      guard bytes.allSatisfy({ $0 <= 1 }) else { return nil }
      self = .bool(values(in: bytes) { (word: UInt8) in word == 1 })
    }
  }
}

private func pieces<Value, Word: FixedWidthInteger, Failure>(
  of values: [Value], _ body: (UnsafeRawBufferPointer) throws(Failure) -> Void,
  word: (Value) -> Word
) throws(Failure) {
  var words = [Word](repeating: 0, count: min(values.count, 8_192))
  for start in stride(from: 0, to: values.count, by: 8_192) {
    let count = min(values.count - start, words.count)
    for i in 0..<count { words[i] = word(values[start + i]).littleEndian }
    try words.withUnsafeBufferPointer { words throws(Failure) in
      try body(UnsafeRawBufferPointer(UnsafeBufferPointer(rebasing: words[..<count])))
    }
  }
}

private func values<Value, Word: FixedWidthInteger & BitwiseCopyable>(
  in bytes: UnsafeRawBufferPointer, value: (Word) -> Value
) -> [Value] {
  let size = MemoryLayout<Word>.size
  return Array(unsafeUninitializedCapacity: bytes.count / size) { values, count in
    count = bytes.count / size
    for i in 0..<count {
      let word = bytes.loadUnaligned(fromByteOffset: size * i, as: Word.self)
      values.initializeElement(at: i, to: value(Word(littleEndian: word)))
    }
  }
}
