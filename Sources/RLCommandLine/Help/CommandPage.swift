/// What there is to say about a command. Its texts call the program `rlrun`.
struct CommandPage: Sendable {
  /// A line of the overview.
  struct Brief: Sendable {
    let usage: String
    /// What that does, in a few words.
    let summary: String

    init(_ usage: String, _ summary: String) {
      self.usage = usage
      self.summary = summary
    }
  }

  let briefs: [Brief]
  /// The ways to call it.
  let usage: [String]
  let operands: Operands
  /// What it does.
  let paragraphs: [String]
  let options: [Option]
  /// What is to be said after the options.
  let notes: [String]
  /// Lines to type.
  let examples: [String]

  init(
    _ briefs: Brief..., usage: [String], operands: Operands = .none, paragraphs: [String],
    options: [Option] = [], notes: [String] = [], examples: [String] = []
  ) {
    self.briefs = briefs
    self.usage = usage
    self.operands = operands
    self.paragraphs = paragraphs
    self.options = options
    self.notes = notes
    self.examples = examples
  }

  /// The page as `--help` shows it.
  func text(_ layout: HelpLayout) -> String {
    var blocks = [usage.flatMap { layout.command($0) }]
    blocks += paragraphs.map { layout.paragraph($0) }
    let shown = options.filter(\.isShown)
    if !shown.isEmpty { blocks.append(layout.rows(shown.map { ($0.usage, $0.sentence) })) }
    blocks += notes.map { layout.paragraph($0) }
    if !examples.isEmpty { blocks.append(layout.examples(examples)) }
    return blocks.map { $0.joined(separator: "\n") }.joined(separator: "\n\n")
  }
}
