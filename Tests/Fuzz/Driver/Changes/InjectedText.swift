/// Text with a newline, after which a line of the output would say what the file wants, or with a
/// letter that looks like nothing.
enum InjectedText {
  static func text(_ choice: inout Choice) -> String {
    let mark = Limits.injected
    if choice.onceIn(3) {
      let letter = choice.pick(Limits.invisible)
      return choice.pick(["\(letter)", "dq\(letter)n", "default\(letter)", "0.4.0\(letter)"])
    }
    return choice.pick([
      "\n\(mark)", "\n\(mark)", "dqn\n\(mark)", "x\n\n\(mark)\n", "0.4.0\n\(mark)",
    ])
  }

  /// In a text or a name of a JSON text.
  static func json(_ text: JSONText, _ choice: inout Choice) -> JSONEdit? {
    let members = text.values.filter { $0.name != nil }
    guard !members.isEmpty else { return nil }
    let new = quoted(Self.text(&choice))
    if choice.onceIn(3) { return JSONEdit(name: choice.pick(members), new: new) }
    let texts = members.filter { $0.kind == .text }
    return JSONEdit(
      value: choice.pick(texts.isEmpty || choice.onceIn(4) ? members : texts), new: new)
  }

  /// In a text or a name of the header of a safetensors file, with the right digest.
  static func tensors(_ file: TensorFile, _ choice: inout Choice) -> Changed? {
    let values = file.text.values.filter { $0.name != nil && $0.path.last != "sha256" }
    let texts = values.filter { $0.kind == .text }
    guard !texts.isEmpty else { return nil }
    let new = quoted(Self.text(&choice))
    let edit =
      choice.onceIn(2)
      ? JSONEdit(value: choice.pick(texts), new: new)
      : JSONEdit(name: choice.pick(values), new: new)
    let bytes = file.withHeader(edit.applied(to: file.text))
    return Changed(bytes: withRightDigest(bytes) ?? bytes, words: "header: \(edit.words)")
  }

  /// In the name of a file where the program looks for its own.
  static func file(in run: String, _ choice: inout Choice) -> String {
    let (folder, name) = choice.pick([
      ("checkpoints", "900N.safetensors"), ("checkpoints", "N.safetensors"),
      ("samples", "epoch-3N.idx"), ("videos", "step-9N.gif"), ("pictures", "N.svg"), ("", "N"),
    ])
    let path = (folder.isEmpty ? "" : folder + "/") + name.replacing("N", with: text(&choice))
    makeFolder("\(run)/\(folder)")
    store("junk\n", at: "\(run)/\(path)")
    return "a file \(shown(path))"
  }
}
