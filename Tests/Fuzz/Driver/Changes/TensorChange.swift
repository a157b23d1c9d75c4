import RLState

/// A change to a safetensors file: its numbers, its header, its sizes. Mostly the digest that it
/// carries is put right again, as somebody would who forges a file.
func changedTensors(_ bytes: [UInt8], _ choice: inout Choice) -> Changed {
  guard let file = TensorFile(bytes), choice.number(below: 12) > 0 else {
    return changedBytes(bytes, &choice)
  }
  var changed: Changed
  switch choice.number(below: 12) {
  case 0..<7: changed = withOtherNumbers(file, &choice)
  case 7, 8:
    let header = changedJSON(file.header, &choice)
    changed = Changed(
      bytes: file.withHeader(header.bytes, isLengthRight: choice.number(below: 8) > 0),
      words: "header: \(header.words)")
  case 9: changed = withOtherSizes(file, &choice)
  case 10: changed = withOtherMetadata(file, &choice)
  default: changed = withOtherLength(file, &choice)
  }
  if choice.number(below: 8) > 0, let forged = withRightDigest(changed.bytes) {
    changed = Changed(bytes: forged, words: changed.words + ", with the right digest")
  }
  return changed
}

/// The parts of a safetensors file.
struct TensorFile {
  struct Tensor {
    let name: String
    let type: String
    /// Where its numbers are in the file.
    let range: Range<Int>
  }

  let bytes: [UInt8]
  let headerRange: Range<Int>
  let text: JSONText
  let tensors: [Tensor]

  var header: [UInt8] { Array(bytes[headerRange]) }

  init?(_ bytes: [UInt8]) {
    guard bytes.count > 8 else { return nil }
    let length = bytes[..<8].reversed().reduce(0) { $0 << 8 | UInt64($1) }
    guard length <= UInt64(bytes.count - 8) else { return nil }
    headerRange = 8..<8 + Int(length)
    // Blanks fill it up.
    guard let text = JSONText(Array(bytes[headerRange])) else { return nil }
    (self.bytes, self.text) = (bytes, text)
    let start = headerRange.upperBound
    var types: [String: String] = [:]
    var ends: [String: [Int]] = [:]
    for value in text.values {
      let name = value.path.first ?? ""
      if value.path.count == 2, value.path[1] == "dtype" {
        types[name] = String(text.text(value).dropFirst().dropLast())
      } else if value.path.count == 3, value.path[1] == "data_offsets" {
        ends[name, default: []].append(Int(text.text(value)) ?? -1)
      }
    }
    tensors = types.sorted { $0.key < $1.key }.compactMap { name, type in
      guard let ends = ends[name], ends.count == 2, 0 <= ends[0], ends[0] <= ends[1],
        ends[1] <= bytes.count - start
      else { return nil }
      return Tensor(name: name, type: type, range: start + ends[0]..<start + ends[1])
    }
  }

  /// The file with another header.
  func withHeader(_ header: [UInt8], isLengthRight: Bool = true) -> [UInt8] {
    let length = isLengthRight ? header.count : headerRange.count
    return withUnsafeBytes(of: UInt64(length).littleEndian) { Array($0) } + header
      + bytes[headerRange.upperBound...]
  }
}

/// A number as a tensor of a type holds it, with its text; the size of the type's numbers is known by
/// that of the bytes.
private func encoded(_ type: String, _ choice: inout Choice) -> (bytes: [UInt8], text: String)? {
  func bytes<Number>(_ number: Number) -> (bytes: [UInt8], text: String) {
    (withUnsafeBytes(of: number) { Array($0) }, "\(number)")
  }
  let reals: [Double] = [
    .nan, .infinity, -.infinity, 0, -0.0, 1, -1, 99, 1e30, -1e30, 1e300, 1e-42,
    .leastNonzeroMagnitude, 0.5,
  ]
  let wholes = [
    0, 1, -1, 2, 3, 99, 12_345, -12_345, 1 << 31, 1 << 40, 1 << 53, 1 << 53 + 1, .max, .min,
    .max - 1, 1_000_000_000,
  ]
  switch type {
  case "F32": return bytes(Float(choice.pick(reals)))
  case "F64": return bytes(choice.pick(reals))
  case "I32": return bytes(Int32(truncatingIfNeeded: choice.pick(wholes)))
  case "I64", "U64": return bytes(choice.pick(wholes))
  case "U8", "BOOL": return bytes(choice.pick([0, 1, 2, 127, 255] as [UInt8]))
  default: return nil
  }
}

private func withOtherNumbers(_ file: TensorFile, _ choice: inout Choice) -> Changed {
  let tensors = file.tensors.filter { !$0.range.isEmpty }
  guard !tensors.isEmpty else { return changedBytes(file.bytes, &choice) }
  let tensor = choice.pick(tensors)
  var bytes = file.bytes
  if choice.onceIn(6) {
    // Nearly the same network.
    let place = choice.number(below: tensor.range.count) + tensor.range.lowerBound
    bytes[place] ^= 1 << UInt8(choice.number(below: 8))
    return Changed(bytes: bytes, words: "\(tensor.name): a bit of byte \(place)")
  }
  guard let (number, text) = encoded(tensor.type, &choice) else {
    return changedBytes(file.bytes, &choice)
  }
  let count = tensor.range.count / number.count
  let isAll = choice.onceIn(2)
  let first = isAll ? 0 : choice.number(below: count)
  for index in first..<(isAll ? count : min(first + 1, count)) {
    let start = tensor.range.lowerBound + index * number.count
    bytes.replaceSubrange(start..<start + number.count, with: number)
  }
  return Changed(
    bytes: bytes, words: "\(tensor.name)\(isAll ? "" : "[\(first)]") = \(text) (\(tensor.type))")
}

/// Another shape, other offsets, another type of a tensor, or another name.
private func withOtherSizes(_ file: TensorFile, _ choice: inout Choice) -> Changed {
  let lists = file.text.values.filter { $0.kind == .array }
  guard !lists.isEmpty else { return changedBytes(file.bytes, &choice) }
  let list = choice.pick(lists)
  let new = choice.pick([
    "[4294967296,4294967296]", "[4294967296,4294967296,0]", "[1152921504606846976,16]", "[]", "[0]",
    "[1]", "[0,0]", "[1,1,1,1,1,1,1,1,1]", "[9223372036854775807,9223372036854775807]", "[0,8]",
    "[64,12]", "[2,32]", "[-1]",
  ])
  var header = file.header
  header.replaceSubrange(list.range, with: new.utf8)
  return Changed(
    bytes: file.withHeader(header), words: "header: \(list.path.joined(separator: ".")) = \(new)")
}

private func withOtherMetadata(_ file: TensorFile, _ choice: inout Choice) -> Changed {
  let texts = file.text.values.filter { $0.path.first == "__metadata__" && $0.kind == .text }
    .filter { $0.path.last != "sha256" }
  guard !texts.isEmpty else { return changedBytes(file.bytes, &choice) }
  let value = choice.pick(texts)
  let new = quoted(
    choice.onceIn(2) ? choice.pick(Values.texts + Values.paths) : choice.pick(Values.numbers))
  var header = file.header
  header.replaceSubrange(value.range, with: new.utf8)
  return Changed(
    bytes: file.withHeader(header),
    words: "header: \(value.path.joined(separator: ".")) = \(shown(new))")
}

/// Another length of the header, or more or fewer data than it tells of.
private func withOtherLength(_ file: TensorFile, _ choice: inout Choice) -> Changed {
  var bytes = file.bytes
  if choice.onceIn(2) {
    let lengths: [UInt64] = [
      0, 1, 2, 7, 8, UInt64(bytes.count), UInt64(bytes.count - 8), 100_000_000, 1 << 31, 1 << 40,
      1 << 62, 1 << 63, .max, .max - 7,
    ]
    let length = choice.pick(lengths)
    bytes.replaceSubrange(..<8, with: withUnsafeBytes(of: length.littleEndian) { Array($0) })
    return Changed(bytes: bytes, words: "the header's length is \(length)")
  }
  let count = choice.pick([1, 4, 8, 4_096])
  if choice.onceIn(2) {
    bytes.removeLast(min(count, bytes.count))
    return Changed(bytes: bytes, words: "its last \(count) bytes are missing")
  }
  bytes += [UInt8](repeating: 0, count: count)
  return Changed(bytes: bytes, words: "\(count) bytes more than it tells of")
}

/// The file with the digest of its content; nil where it holds none.
func withRightDigest(_ bytes: [UInt8]) -> [UInt8]? {
  let mark = Array("\"sha256\":\"".utf8)
  let end = min(bytes.count, 64 << 10)
  guard
    let start = (8..<max(8, end - 80)).first(where: { bytes[$0...].starts(with: mark) }),
    bytes.count >= start + mark.count + 64
  else { return nil }
  let place = start + mark.count..<start + mark.count + 64
  var bytes = bytes
  bytes.replaceSubrange(place, with: [UInt8](repeating: UInt8(ascii: "0"), count: 64))
  let digest = SHA256.hexDigest(of: bytes)
  bytes.replaceSubrange(place, with: digest.utf8)
  return bytes
}
