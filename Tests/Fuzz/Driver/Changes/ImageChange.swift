/// A change to a file of images or labels in the IDX format: header, sizes, content.
func changedIDX(_ bytes: [UInt8], _ choice: inout Choice) -> Changed {
  guard bytes.count > 8, choice.number(below: 5) > 0 else { return changedBytes(bytes, &choice) }
  var bytes = bytes
  switch choice.number(below: 4) {
  case 0:
    let place = choice.number(below: 4)
    bytes[place] = choice.pick([0, 1, 2, 3, 4, 5, 8, 9, 11, 13, 14, 128, 255])
    return Changed(bytes: bytes, words: "byte \(place) of the header is \(bytes[place])")
  case 1, 2:
    let axis = choice.number(below: max(1, min(Int(bytes[3]), 4)))
    let sizes: [UInt32] = [
      0, 1, 2, 8, 27, 29, 39, 41, 255, 256, 65_535, 65_536, 1 << 20, 1 << 31, .max - 1, .max,
    ]
    let size = choice.pick(sizes)
    let start = 4 + 4 * axis
    guard start + 4 <= bytes.count else { return changedBytes(bytes, &choice) }
    bytes.replaceSubrange(
      start..<start + 4, with: withUnsafeBytes(of: size.bigEndian) { Array($0) })
    return Changed(bytes: bytes, words: "axis \(axis) has the size \(size)")
  default:
    let start = min(bytes.count - 1, 4 + 4 * Int(bytes[3]))
    let place = start + choice.number(below: bytes.count - start)
    bytes[place] = choice.pick([9, 10, 11, 200, 255])
    return Changed(bytes: bytes, words: "element \(place - start) is \(bytes[place])")
  }
}

/// A change to a file of CIFAR's binary layout: labels, and the length.
func changedCIFAR(_ bytes: [UInt8], _ choice: inout Choice) -> Changed {
  guard bytes.count >= 3_073, choice.number(below: 4) > 0 else {
    return changedBytes(bytes, &choice)
  }
  var bytes = bytes
  let size = bytes.count % 3_074 == 0 ? 3_074 : 3_073
  let record = choice.number(below: bytes.count / size)
  switch choice.number(below: 4) {
  case 0, 1:
    let place = record * size + choice.number(below: size - 3_072)
    bytes[place] = choice.pick([0, 9, 10, 19, 20, 99, 100, 255])
    return Changed(bytes: bytes, words: "a label of record \(record + 1) is \(bytes[place])")
  case 2:
    bytes.removeSubrange((record * size)...)
    return Changed(bytes: bytes, words: "without record \(record + 1) and those after it")
  default:
    bytes.removeLast(choice.pick([1, 2, 1_024, 3_072]))
    return Changed(bytes: bytes, words: "its last record is cut short")
  }
}

/// Bytes as gzip, mostly damaged.
func changedGzip(_ bytes: [UInt8], _ choice: inout Choice) -> Changed {
  var stream = gzipped(bytes)
  switch choice.number(below: 9) {
  case 0: return Changed(bytes: stream, words: "as gzip")
  case 1: return Changed(bytes: gzipped(stream), words: "as gzip in gzip")
  case 2: return Changed(bytes: stream + stream, words: "as two streams of gzip")
  case 3:
    let flags = choice.pick([1, 2, 4, 8, 16, 0xe0, 0xff] as [UInt8])
    stream[3] = flags
    return Changed(bytes: stream, words: "as gzip with the flags \(flags)")
  case 4:
    let length = choice.pick([0, 1, .max, 1 << 31, 1 << 28] as [UInt32])
    stream.replaceSubrange(
      (stream.count - 4)..., with: withUnsafeBytes(of: length.littleEndian) { Array($0) })
    return Changed(bytes: stream, words: "as gzip that says it has \(length) bytes")
  case 5: return Changed(bytes: stream + [0x1f, 0x8b], words: "as gzip, a second stream begins")
  case 6:
    stream.removeLast(1 + choice.number(below: stream.count - 1))
    return Changed(bytes: stream, words: "as gzip, cut after \(stream.count) bytes")
  default:
    let changed = changedBytes(stream, &choice)
    return Changed(bytes: changed.bytes, words: "as gzip: \(changed.words)")
  }
}
