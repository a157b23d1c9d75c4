import RLState

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
  /// The file's `__metadata__` but for the digest.
  package var metadata: [String: String]

  /// Two tensors of one name, or one named `__metadata__`, stop the program.
  package init(_ tensors: [(name: String, tensor: Tensor)], metadata: [String: String] = [:]) {
    SafetensorsHead.check(names: tensors.map(\.name))
    self.tensors = tensors
    self.metadata = metadata
  }

  /// Reads the file at `path`.
  ///
  /// Throws `FileError` where the system cannot read it, and `SafetensorsError` where its content
  /// is not safetensors with Float32 tensors of at most four axes, is not that of the digest it
  /// carries, or, where one is required, carries none.
  package init(contentsOf path: String, requiringDigest: Bool = false) throws {
    try self.init(readFile(path), file: path, requiringDigest: requiringDigest)
  }

  /// Reads the content of a file; `file` is how an error names it.
  package init(
    _ bytes: some ContiguousBytes, file: String, requiringDigest: Bool = false
  ) throws(SafetensorsError) {
    let result = bytes.withUnsafeBytes { bytes in
      Result { () throws(SafetensorsError) in
        try Safetensors(reading: bytes, requiringDigest: requiringDigest)
      }
    }
    do { self = try result.get() } catch { throw error.inFile(file) }
  }

  private init(
    reading file: UnsafeRawBufferPointer, requiringDigest: Bool
  ) throws(SafetensorsError) {
    let header = try SafetensorsHeader(
      of: file, for: .weights, requiringDigest: requiringDigest)
    metadata = header.metadata
    tensors = header.entries.map { entry in
      let shape = Shape(entry.shape)
      let tensor = Tensor(shape) { out in
        for i in 0..<shape.count {
          let word = file.loadUnaligned(
            fromByteOffset: entry.bytes.lowerBound + 4 * i, as: UInt32.self)
          out[i] = Float(bitPattern: UInt32(littleEndian: word))
        }
      }
      return (entry.name, tensor)
    }
  }

  /// The content of the file, which carries its SHA-256.
  package var bytes: [UInt8] {
    var head = SafetensorsHead(
      tensors.map { ($0.name, .float32, $0.tensor.shape.dimensions) }, metadata: metadata)
    var data: [UInt8] = []
    data.reserveCapacity(tensors.reduce(0) { $0 + 4 * $1.tensor.count })
    for (_, tensor) in tensors {
      tensor.withUnsafeElements { elements in
        for element in elements {
          withUnsafeBytes(of: element.bitPattern.littleEndian) { data += $0 }
        }
      }
    }
    var hash = SHA256()
    head.bytes.withUnsafeBytes { hash.update($0) }
    data.withUnsafeBytes { hash.update($0) }
    head.setDigest(hash.hexDigest)
    return head.bytes + data
  }
}
