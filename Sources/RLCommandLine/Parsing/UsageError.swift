import RLState

/// The command line asks for something that cannot be.
struct UsageError: LinesError, Hashable {
  let lines: [String]
  /// What to do next, such as the help to read.
  var hint: String?

  /// - Parameter more: further lines, such as what there is.
  init(_ problem: String, more: [String] = [], hint: String? = nil) {
    lines = [problem] + more
    self.hint = hint
  }

  init(_ error: any Error) {
    lines = Output.lines(of: error)
  }

  var description: String { lines.joined(separator: "\n") }

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
