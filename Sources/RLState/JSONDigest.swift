/// SHA-256 of the members of a JSON object, in their order, but for one of them, where the digest may
/// stand: so an altered file is told. Spaces between values do not count.
///
/// - Parameters:
///   - content: valid JSON; of anything else the digest means nothing.
///   - key: of the member that is left out.
package func jsonDigest(of content: some Sequence<UInt8>, without key: String) -> String {
  let omitted = Array("\"\(key)\":".utf8)
  var hash = SHA256()
  var member: [UInt8] = []
  var (depth, isText, isEscaped) = (0, false, false)
  func endMember() {
    if !member.starts(with: omitted) {
      member.append(UInt8(ascii: "\n"))
      member.withUnsafeBytes { hash.update($0) }
    }
    member.removeAll(keepingCapacity: true)
  }
  for byte in content {
    if isText {
      (isText, isEscaped) = (
        isEscaped || byte != UInt8(ascii: "\""), !isEscaped && byte == UInt8(ascii: "\\")
      )
    } else {
      switch byte {
      case UInt8(ascii: " "), UInt8(ascii: "\n"), UInt8(ascii: "\r"), UInt8(ascii: "\t"): continue
      case UInt8(ascii: "\""): isText = true
      case UInt8(ascii: "{"), UInt8(ascii: "["):
        depth += 1
        if depth == 1 { continue }
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        depth -= 1
        if depth == 0 {
          endMember()
          continue
        }
      case UInt8(ascii: ",") where depth == 1:
        endMember()
        continue
      default: break
      }
    }
    member.append(byte)
  }
  return hash.hexDigest
}
