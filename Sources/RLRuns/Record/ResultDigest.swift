import RLState

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// SHA-256 of the fields of a `result.json` but for `record`, where the digest stands: so a result that
/// was altered is told. Spaces between the fields do not count.
///
/// - Parameter content: JSON that `JSONCheck` takes.
package func resultDigest(of content: Data) -> String {
  var hash = SHA256()
  var member: [UInt8] = []
  var (depth, isText, isEscaped) = (0, false, false)
  func endMember() {
    if !member.starts(with: Array("\"record\":".utf8)) {
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
