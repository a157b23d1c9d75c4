import RLState

extension Dataset where Target == Int {
  /// SHA-256 of the examples in order, inputs before targets, in hexadecimal digits.
  package var digest: String { digest { UInt64(bitPattern: Int64($0)) } }
}

extension Dataset where Target == Float {
  /// SHA-256 of the examples in order, inputs before targets, in hexadecimal digits.
  package var digest: String { digest(\.bitPattern) }
}

extension Dataset {
  private func digest(_ number: (Target) -> some FixedWidthInteger) -> String {
    var hash = SHA256()
    let size = inputShape.count
    for position in 0..<count {
      let range = index(position) * size..<(index(position) + 1) * size
      switch inputs {
      case .floats(let floats): floats[range].withUnsafeBytes { hash.update($0) }
      case .bytes(let bytes): bytes[range].withUnsafeBytes { hash.update($0) }
      }
    }
    for target in targets { hash.update(number(target)) }
    return hash.hexDigest
  }
}

/// The digest of several datasets, from those of each.
func digest(of parts: [String]) -> String { SHA256.hexDigest(of: Array(parts.joined().utf8)) }
