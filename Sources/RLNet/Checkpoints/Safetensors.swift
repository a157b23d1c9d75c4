#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Named tensors and text about them, as a safetensors file holds them
/// (https://github.com/huggingface/safetensors): the length of a JSON header, the header, the data.
///
/// Float32 tensors only. Writing is deterministic: the same tensors and metadata give the same
/// bytes.
package struct Safetensors: Sendable {
  /// The tensors, in the order of their data.
  package var tensors: [(name: String, tensor: Tensor)]
  /// The file's `__metadata__`.
  package var metadata: [String: String]

  /// Two tensors of one name, or one named `__metadata__`, stop the program.
  package init(_ tensors: [(name: String, tensor: Tensor)], metadata: [String: String] = [:]) {
    var names: Set<String> = [SafetensorsHeader.metadataKey]
    for (name, _) in tensors where !names.insert(name).inserted {
      fatalError("a file cannot hold two tensors named \(quoted(name)), or one named __metadata__")
    }
    self.tensors = tensors
    self.metadata = metadata
  }

  /// Reads the file at `path`.
  ///
  /// Throws `FileError` where the system cannot read it, and `SafetensorsError` where its content
  /// is not safetensors with Float32 tensors of at most four axes.
  package init(contentsOf path: String) throws {
    try self.init(readFile(path), file: path)
  }

  /// Reads the content of a file; `file` is how an error names it.
  package init(_ bytes: some ContiguousBytes, file: String) throws(SafetensorsError) {
    let result = bytes.withUnsafeBytes { bytes in
      Result { () throws(SafetensorsError) in try Safetensors(reading: bytes) }
    }
    do { self = try result.get() } catch { throw error.inFile(file) }
  }

  /// Beyond this size of a header, the reference implementation refuses a file.
  static let greatestHeader = 100_000_000

  private init(reading bytes: UnsafeRawBufferPointer) throws(SafetensorsError) {
    guard bytes.count >= 8 else {
      throw SafetensorsError(
        field: "header length", found: "\(bytes.count) bytes", expected: "8 bytes")
    }
    let length = UInt64(littleEndian: bytes.loadUnaligned(as: UInt64.self))
    guard length <= UInt64(Safetensors.greatestHeader) else {
      throw SafetensorsError(
        field: "header length", found: "\(length)",
        expected: "at most \(Safetensors.greatestHeader)")
    }
    guard Int(length) <= bytes.count - 8 else {
      throw SafetensorsError(
        field: "header length", found: "\(length)",
        expected: "at most the \(bytes.count - 8) bytes that follow",
        advice: "the file was cut short or is of another format; copy or download it again")
    }
    let end = 8 + Int(length)
    let header = try SafetensorsHeader(text: UnsafeRawBufferPointer(rebasing: bytes[8..<end]))
    let data = UnsafeRawBufferPointer(rebasing: bytes[end...])
    try header.check(dataCount: data.count)
    metadata = header.metadata
    tensors = header.entries.map { entry in
      let tensor = Tensor(entry.shape) { out in
        for i in 0..<entry.shape.count {
          let word = data.loadUnaligned(
            fromByteOffset: entry.bytes.lowerBound + 4 * i, as: UInt32.self)
          out[i] = Float(bitPattern: UInt32(littleEndian: word))
        }
      }
      return (entry.name, tensor)
    }
  }

  /// The content of the file.
  package var bytes: [UInt8] {
    let header = header
    var bytes: [UInt8] = []
    bytes.reserveCapacity(8 + header.count + tensors.reduce(0) { $0 + 4 * $1.tensor.count })
    withUnsafeBytes(of: UInt64(header.count).littleEndian) { bytes += $0 }
    bytes += header
    for (_, tensor) in tensors {
      tensor.withUnsafeElements { elements in
        for element in elements {
          withUnsafeBytes(of: element.bitPattern.littleEndian) { bytes += $0 }
        }
      }
    }
    return bytes
  }

  /// The header, its members sorted by name, padded so that the data begin at a multiple of 8.
  private var header: [UInt8] {
    var members: [(name: String, value: String)] = []
    var begin = 0
    for (name, tensor) in tensors {
      let end = begin + MemoryLayout<Float>.stride * tensor.count
      let sizes = tensor.shape.dimensions.map(String.init).joined(separator: ",")
      members.append(
        (name, "{\"data_offsets\":[\(begin),\(end)],\"dtype\":\"F32\",\"shape\":[\(sizes)]}"))
      begin = end
    }
    if !metadata.isEmpty {
      let texts = metadata.map { (name: $0.key, value: json($0.value)) }
      members.append((SafetensorsHeader.metadataKey, jsonObject(texts)))
    }
    var header = Array(jsonObject(members).utf8)
    while header.count % 8 != 0 { header.append(UInt8(ascii: " ")) }
    return header
  }
}

/// An object with its members sorted by the bytes of their names.
private func jsonObject(_ members: [(name: String, value: String)]) -> String {
  let sorted = members.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
  return "{" + sorted.map { "\(json($0.name)):\($0.value)" }.joined(separator: ",") + "}"
}

private func json(_ text: String) -> String {
  var result = "\""
  for scalar in text.unicodeScalars {
    switch scalar {
    case "\"": result += "\\\""
    case "\\": result += "\\\\"
    case "\u{0}"..<" ":
      let digits = String(scalar.value, radix: 16)
      result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
    default: result.unicodeScalars.append(scalar)
    }
  }
  return result + "\""
}
