/// An array of bytes as an IDX file holds it, the format of MNIST: two zeros, the elements' type,
/// the number of axes, the size of each as a big-endian 32-bit number, and the elements, row-major.
///
/// Source: Y. LeCun, C. Cortes and C. Burges, "The MNIST Database of Handwritten Digits" (1998).
public struct IDXArray: Sendable, Hashable {
  /// The sizes of the axes, outermost first: 1 to 4 of them.
  public let sizes: [Int]
  /// The elements, row-major; as many as the sizes' product.
  public let elements: [UInt8]

  /// Reads a file of unsigned bytes, plain or gzip.
  ///
  /// - Throws: `DataError` where the file cannot be read, is damaged, or holds anything else.
  public init(contentsOf path: String) throws(DataError) {
    try self.init(DataError.bytes(of: path), file: path)
  }

  /// Reads the content of a file; `file` is how an error names it.
  package init(_ bytes: [UInt8], file: String) throws(DataError) {
    var reader = ContentReader(bytes, file: file)
    let magic = try reader.next(4, "header")
    guard magic[0] == 0, magic[1] == 0 else {
      throw .malformed(
        file, "header", found: "the bytes \(magic[0]), \(magic[1])",
        expected: "the two zeros of an IDX file")
    }
    guard magic[2] == 8 else {
      throw .malformed(
        file, "header", found: "elements of type \(magic[2])",
        expected: "type 8, unsigned bytes")
    }
    guard 1...4 ~= magic[3] else {
      throw .malformed(
        file, "header", found: "\(magic[3]) axes", expected: "from 1 to 4")
    }
    var sizes: [Int] = []
    for _ in 0..<magic[3] {
      sizes.append(try reader.next(4, "header").reduce(0) { $0 << 8 | Int($1) })
    }
    var count = 1
    for size in sizes {
      // Neither factor is above 2³², so this does not overflow; an empty last axis does not excuse
      // sizes that no file holds.
      count *= size
      guard count <= reader.bound else {
        throw .malformed(
          file, "header", found: "the sizes \(sizes)",
          expected: "at most \(reader.bound) elements, which the file has room for")
      }
    }
    self.sizes = sizes
    elements = try reader.next(count, "data")
    try reader.expectEnd()
  }
}
