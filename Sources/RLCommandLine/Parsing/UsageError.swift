/// The command line asks for something that cannot be.
struct UsageError: Error, Hashable, CustomStringConvertible {
  let description: String
  /// What to do next, such as the help to read.
  var hint: String?

  init(_ description: String, hint: String? = nil) {
    self.description = description
    self.hint = hint
  }

  /// - Parameters:
  ///   - meant: what was probably meant.
  ///   - known: what exists, under its name.
  init(
    _ problem: String, meant: String?, known: (kind: String, names: [String]),
    hint: String? = nil
  ) {
    self.init(
      problem + (meant.map { "; did you mean '\($0)'?" } ?? "")
        + " (\(known.kind): \(known.names.joined(separator: ", ")))",
      hint: hint)
  }
}
