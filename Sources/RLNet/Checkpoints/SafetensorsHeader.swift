/// The header of a safetensors file: what its data are.
struct SafetensorsHeader {
  struct Entry {
    let name: String
    let shape: Shape
    /// The tensor's bytes, counted from the end of the header.
    let bytes: Range<Int>
  }

  static let metadataKey = "__metadata__"

  /// In the order of the data; empty tensors of one place by name.
  private(set) var entries: [Entry] = []
  private(set) var metadata: [String: String] = [:]

  /// Reads the header's text; whether the data fit together is told by `check(dataCount:)`.
  init(text: UnsafeRawBufferPointer) throws(SafetensorsError) {
    var scanner = JSONScanner(text)
    var names: Set<String> = []
    try scanner.object { name, scanner throws(SafetensorsError) in
      guard names.insert(name).inserted else {
        throw SafetensorsError(
          field: "header", found: "two members named \(quoted(name))", expected: "each name once")
      }
      if name == SafetensorsHeader.metadataKey {
        try readMetadata(&scanner)
      } else {
        entries.append(try SafetensorsHeader.entry(name, &scanner))
      }
    }
    try scanner.end()
    entries.sort {
      ($0.bytes.lowerBound, $0.bytes.upperBound, $0.name)
        < ($1.bytes.lowerBound, $1.bytes.upperBound, $1.name)
    }
  }

  private mutating func readMetadata(_ scanner: inout JSONScanner) throws(SafetensorsError) {
    try scanner.object { key, scanner throws(SafetensorsError) in
      guard metadata.updateValue(try scanner.string(), forKey: key) == nil else {
        throw SafetensorsError(
          field: SafetensorsHeader.metadataKey, found: "two values of \(quoted(key))",
          expected: "each key once")
      }
    }
  }

  private static func entry(
    _ name: String, _ scanner: inout JSONScanner
  ) throws(SafetensorsError) -> Entry {
    var type: String?
    var sizes: [Int]?
    var offsets: [Int]?
    try scanner.object { key, scanner throws(SafetensorsError) in
      let isNew: Bool
      switch key {
      case "dtype":
        isNew = type == nil
        type = try scanner.string()
      case "shape":
        isNew = sizes == nil
        sizes = try scanner.wholeNumbers(
          atMost: Shape.greatestRank, field: "\(quoted(name)) shape")
      case "data_offsets":
        isNew = offsets == nil
        offsets = try scanner.wholeNumbers(atMost: 2, field: "\(quoted(name)) data_offsets")
      default:
        throw SafetensorsError(
          field: quoted(name), found: "a field \(quoted(key))",
          expected: "dtype, shape and data_offsets")
      }
      guard isNew else {
        throw SafetensorsError(
          field: quoted(name), found: "\(key) twice", expected: "\(key) once")
      }
    }
    guard let type, let sizes, let offsets else {
      let missing = type == nil ? "dtype" : sizes == nil ? "shape" : "data_offsets"
      throw SafetensorsError(
        field: quoted(name), found: "no \(missing)", expected: "dtype, shape and data_offsets")
    }
    guard type == "F32" else {
      throw SafetensorsError(
        field: "\(quoted(name)) dtype", found: type, expected: "F32",
        advice: "convert the tensor to float32 before saving it")
    }
    return try entry(name, sizes, offsets)
  }

  private static func entry(
    _ name: String, _ sizes: [Int], _ offsets: [Int]
  ) throws(SafetensorsError) -> Entry {
    // Also of an empty tensor, whose other sizes could overflow where they are multiplied alone.
    var product = MemoryLayout<Float>.stride
    for size in sizes where size > 0 {
      let (next, overflow) = product.multipliedReportingOverflow(by: size)
      guard !overflow else {
        throw SafetensorsError(
          field: "\(quoted(name)) shape", found: "\(sizes)",
          expected: "a number of bytes below 2⁶³")
      }
      product = next
    }
    let count = sizes.contains(0) ? 0 : product
    guard offsets.count == 2, offsets[0] <= offsets[1] else {
      throw SafetensorsError(
        field: "\(quoted(name)) data_offsets", found: "\(offsets)",
        expected: "a begin and an end that is not before it")
    }
    guard offsets[1] - offsets[0] == count else {
      throw SafetensorsError(
        field: "\(quoted(name)) data_offsets",
        found: "\(offsets), \(offsets[1] - offsets[0]) bytes",
        expected: "\(count) bytes for the shape \(sizes)")
    }
    return Entry(name: name, shape: Shape(sizes), bytes: offsets[0]..<offsets[1])
  }

  /// Checks that the tensors fill the data without holes and overlaps.
  func check(dataCount: Int) throws(SafetensorsError) {
    var end = 0
    for entry in entries {
      guard entry.bytes.lowerBound == end else {
        throw SafetensorsError(
          field: "\(quoted(entry.name)) data_offsets",
          found: "begin \(entry.bytes.lowerBound)",
          expected: "\(end), where the tensor before it ends")
      }
      end = entry.bytes.upperBound
    }
    guard end == dataCount else {
      throw SafetensorsError(
        field: "data", found: "\(dataCount) bytes", expected: "\(end) bytes as the header says",
        advice: dataCount < end
          ? "the file was cut short; copy or download it again"
          : "something was appended to the file; write or download it again")
    }
  }
}

/// A name as messages show it.
func quoted(_ name: String) -> String { "\"\(name)\"" }
