/// Another value or another name in a JSON text.
struct JSONEdit {
  /// Of what is changed.
  let path: [String]
  let new: String
  let words: String
  private let range: Range<Int>
  /// Whether it is the value, which may stand elsewhere too.
  let isOfValue: Bool

  /// Another value.
  init(value: JSONText.Value, new: String, words: String? = nil) {
    (path, self.new, range, isOfValue) = (value.path, new, value.range, true)
    self.words = words ?? "\(value.path.joined(separator: ".")) = \(shown(new))"
  }

  /// Another name of a member.
  init(name member: JSONText.Value, new: String) {
    (path, self.new, isOfValue) = (member.path, new, false)
    range = member.name ?? member.range
    words = "\(member.path.joined(separator: ".")) is called \(shown(new))"
  }

  func applied(to text: JSONText) -> [UInt8] {
    var bytes = text.bytes
    bytes.replaceSubrange(range, with: new.utf8)
    return bytes
  }
}
