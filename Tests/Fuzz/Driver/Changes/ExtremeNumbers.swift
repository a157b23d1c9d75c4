/// A safetensors file in which a tensor, or one element of it, has a finite number far from any
/// that training gives, with the right digest; nil where it holds no real numbers.
///
/// Such a file is whole, and all that reads it may go on: what is computed with its numbers is not
/// finite any more, or much too large for what it is turned into.
func withExtremeNumbers(_ bytes: [UInt8], _ choice: inout Choice) -> Changed? {
  guard let file = TensorFile(bytes) else { return nil }
  let tensors = file.tensors.filter { ["F32", "F64"].contains($0.type) && !$0.range.isEmpty }
  guard !tensors.isEmpty else { return nil }
  var bytes = bytes
  var words: [String] = []
  // Two tensors at times: one alone may be multiplied by zeros.
  repeat {
    let tensor = choice.pick(tensors) { $0.isOfNetwork ? 20 : 1 }
    let number = choice.pick([3e38, 3e38, -3e38, -3e38, 1e30, -1e30, 1e-45, 0])
    let encoded =
      tensor.type == "F32"
      ? withUnsafeBytes(of: Float(number)) { Array($0) } : withUnsafeBytes(of: number) { Array($0) }
    let count = tensor.range.count / encoded.count
    let isAll = choice.number(below: 3) > 0
    let first = isAll ? 0 : choice.number(below: count)
    for index in first..<(isAll ? count : first + 1) {
      let start = tensor.range.lowerBound + index * encoded.count
      bytes.replaceSubrange(start..<start + encoded.count, with: encoded)
    }
    words.append("\(tensor.name)\(isAll ? "" : "[\(first)]") = \(number)")
  } while choice.onceIn(3)
  guard let signed = withRightDigest(bytes) else { return nil }
  return Changed(bytes: signed, words: words.joined(separator: ", ") + ", with the right digest")
}

extension TensorFile.Tensor {
  /// Whether it is of a network, rather than of an optimizer or a memory.
  fileprivate var isOfNetwork: Bool {
    ["weight", "bias", "eviation"].contains { name.contains($0) } && !name.contains("optimizer")
  }
}
