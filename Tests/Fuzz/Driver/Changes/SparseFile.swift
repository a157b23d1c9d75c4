import Foundation

/// A file that is very long and takes no room, so that a command that reads all of it at once needs
/// much memory for nothing.
enum SparseFile {
  /// Makes a file longer; the header of tensors may tell of what is added.
  ///
  /// - Returns: what was done, in words.
  static func lengthen(_ file: String, _ choice: inout Choice) -> String {
    var size = choice.pick([100 << 20, 600 << 20, 1 << 30])
    var words = ""
    // What a header tells of is read, up to a stated size, so that it must be less than commands may take.
    if choice.onceIn(2), let tensors = contents(file).flatMap({ TensorFile($0) }),
      let (bytes, name) = withLongTensor(tensors, 100 << 20)
    {
      store(bytes, at: file)
      size = (100 << 20) + bytes.count
      words = ", of which its header tells as of \(name)"
    }
    truncate(file, off_t(size))
    return "is \(size >> 20) MB long, nearly all of it a hole" + words
  }

  /// The file with a header by which its last tensor has so many bytes more.
  private static func withLongTensor(
    _ file: TensorFile, _ count: Int
  ) -> (bytes: [UInt8], name: String)? {
    guard let last = file.tensors.max(by: { $0.range.upperBound < $1.range.upperBound }),
      ["F32", "F64"].contains(last.type)
    else { return nil }
    let start = file.headerRange.upperBound
    let (from, to) = (last.range.lowerBound - start, last.range.upperBound - start + count)
    let lists = [
      "shape": "[\((to - from) / (last.type == "F32" ? 4 : 8))]", "data_offsets": "[\(from),\(to)]",
    ]
    var header = file.header
    for value in file.text.values.reversed() where value.kind == .array {
      guard value.path.count == 2, value.path[0] == last.name, let new = lists[value.path[1]]
      else { continue }
      header.replaceSubrange(value.range, with: new.utf8)
    }
    header += [UInt8](repeating: 0x20, count: (8 - header.count % 8) % 8)
    return (file.withHeader(header), last.name)
  }
}
