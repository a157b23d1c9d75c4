/// A change to a JSON text: values, names, members, depth, or bytes.
func changedJSON(_ bytes: [UInt8], _ choice: inout Choice) -> Changed {
  guard let text = JSONText(bytes), choice.number(below: 12) > 0 else {
    return changedBytes(bytes, &choice)
  }
  let members = text.values.filter { $0.name != nil }
  guard !members.isEmpty else { return changedBytes(bytes, &choice) }
  switch choice.number(below: 24) {
  case 0: return whole(choice.onceIn(2) ? "[" : "{\"a\":", &choice)
  case 1: return aroundText(bytes, &choice)
  case 2, 3: return withoutMember(text, choice.pick(members))
  case 4: return withMember(text, choice.pick(members), isNew: true, &choice)
  case 5, 6: return withMember(text, choice.pick(members), isNew: false, &choice)
  case 7: return renamed(text, choice.pick(members), &choice)
  case 8: return swapped(text, choice.pick(members), choice.pick(members))
  case 9, 10:
    let texts = members.filter { $0.kind == .text }
    let path = quoted(choice.pick(Values.paths))
    return replaced(text, choice.pick(texts.isEmpty ? members : texts), by: path)
  case 11..<17:
    let numbers = text.values.filter { $0.kind == .number }
    let value = choice.pick(numbers.isEmpty ? members : numbers)
    return replaced(text, value, by: number(text.text(value), &choice))
  default:
    let scalars = text.values.filter { $0.kind != .object }
    let value = choice.pick(scalars.isEmpty ? members : scalars)
    return replaced(text, value, by: any(&choice))
  }
}

/// A number in the place of another: near it, or out of any range.
private func number(_ text: String, _ choice: inout Choice) -> String {
  if choice.onceIn(3) { return choice.pick(Values.numbers) }
  guard let whole = Int(text), abs(whole) < 1 << 40 else {
    guard let number = Double(text), number.isFinite else { return "1" }
    return "\(choice.pick([number + 1, -number, number * 1.5, number / 2, number * 1e6, 0.99]))"
  }
  return "\(choice.pick([whole + 1, whole - 1, -whole, whole * 2, whole * 10, whole + 1_000_000]))"
}

/// A value of any kind.
private func any(_ choice: inout Choice) -> String {
  switch choice.number(below: 10) {
  case 0: return choice.pick(["null", "true", "false", "{}", "[]", "\"\"", "[null]", "{\"\":0}"])
  case 1: return quoted(Values.long(&choice))
  case 2, 3: return quoted(choice.pick(Values.texts))
  case 4: return quoted(choice.pick(Values.paths))
  case 5:
    return "\"" + choice.pick(["\\ud800", "\\u0000", "\\x", "\\", "\u{1b}[31m", "a\nb"]) + "\""
  case 6: return nested(choice.onceIn(2) ? "[" : "{\"a\":", &choice)
  case 7:
    let count = choice.pick(Values.sizes)
    return "[" + String(repeating: "8,", count: count) + choice.pick(Values.numbers) + "]"
  case 8: return quoted(choice.pick(Values.numbers))
  default: return choice.pick(Values.numbers)
  }
}

private func nested(_ opening: String, _ choice: inout Choice) -> String {
  let depth = choice.pick(Values.sizes + [100_000])
  let closing = opening == "[" ? "]" : "}"
  return String(repeating: opening, count: depth) + (opening == "[" ? "" : "1")
    + (choice.onceIn(3) ? "" : String(repeating: closing, count: depth))
}

private func whole(_ opening: String, _ choice: inout Choice) -> Changed {
  let text = nested(opening, &choice) + choice.pick(["", "\r", "\n", " "])
  return Changed(bytes: Array(text.utf8), words: "all of it is \(shown(text))")
}

private func aroundText(_ bytes: [UInt8], _ choice: inout Choice) -> Changed {
  switch choice.number(below: 5) {
  case 0: return Changed(bytes: [0xef, 0xbb, 0xbf] + bytes, words: "a byte order mark before it")
  case 1:
    return Changed(
      bytes: [0xff, 0xfe] + bytes.flatMap { [$0, 0] }, words: "in UTF-16 with a byte order mark")
  case 2: return Changed(bytes: bytes + bytes, words: "twice, one after the other")
  case 3:
    return Changed(
      bytes: bytes.map { $0 == 0x0a ? 0x0d : $0 }, words: "with CR in the place of each LF")
  default:
    let count = choice.pick([1_000, 3_000_000])
    return Changed(
      bytes: [UInt8](repeating: 0x20, count: count) + bytes, words: "after \(count) blanks")
  }
}

private func replaced(
  _ text: JSONText, _ value: JSONText.Value, by new: String
) -> Changed {
  var bytes = text.bytes
  bytes.replaceSubrange(value.range, with: new.utf8)
  let path = value.path.joined(separator: ".")
  return Changed(bytes: bytes, words: "\(path) = \(shown(new)) (was \(shown(text.text(value))))")
}

/// The text without a member of an object.
func withoutMember(_ text: JSONText, _ member: JSONText.Value) -> Changed {
  var bytes = text.bytes
  var range = member.name!.lowerBound..<member.range.upperBound
  // With the comma after it, or else the one before.
  let space = bytes[range.upperBound...].prefix { " \n\r\t".utf8.contains($0) }.count
  if bytes.dropFirst(range.upperBound + space).first == UInt8(ascii: ",") {
    range = range.lowerBound..<range.upperBound + space + 1
  } else if let comma = bytes[..<range.lowerBound].lastIndex(of: UInt8(ascii: ",")) {
    range = comma..<range.upperBound
  }
  bytes.removeSubrange(range)
  return Changed(bytes: bytes, words: "without \(member.path.joined(separator: "."))")
}

private func withMember(
  _ text: JSONText, _ member: JSONText.Value, isNew: Bool, _ choice: inout Choice
) -> Changed {
  var bytes = text.bytes
  let names = [
    "ancestors", "map", "seed", "steps", "interrupted", "unknown", "", "__proto__", "task",
  ]
  let name =
    isNew ? quoted(choice.pick(names)) : String(decoding: bytes[member.name!], as: UTF8.self)
  let value = choice.onceIn(2) ? any(&choice) : choice.pick(Values.numbers)
  let isFirst = choice.onceIn(2)
  let place = isFirst ? member.name!.lowerBound : member.range.upperBound
  let added = isFirst ? "\(name):\(value)," : ",\(name):\(value)"
  bytes.insert(contentsOf: added.utf8, at: place)
  let what = isNew ? "a further member" : "the same name again"
  return Changed(
    bytes: bytes,
    words: "\(what) \(isFirst ? "before" : "after") \(member.path.joined(separator: ".")): "
      + shown(added))
}

private func renamed(
  _ text: JSONText, _ member: JSONText.Value, _ choice: inout Choice
) -> Changed {
  var bytes = text.bytes
  let name = quoted(
    choice.pick(["seed", "steps", "hidden", "é", "", "\u{1b}[31m", "mean", "task"]))
  bytes.replaceSubrange(member.name!, with: name.utf8)
  return Changed(
    bytes: bytes, words: "\(member.path.joined(separator: ".")) is called \(shown(name))")
}

private func swapped(_ text: JSONText, _ a: JSONText.Value, _ b: JSONText.Value) -> Changed {
  let (first, second) = a.range.lowerBound < b.range.lowerBound ? (a, b) : (b, a)
  var bytes = text.bytes
  if !first.range.overlaps(second.range) {
    bytes.replaceSubrange(second.range, with: text.bytes[first.range])
    bytes.replaceSubrange(first.range, with: text.bytes[second.range])
  }
  return Changed(
    bytes: bytes,
    words: "\(first.path.joined(separator: ".")) and \(second.path.joined(separator: ".")) changed "
      + "places")
}
